"""From an empty site to a person who is helped, sees who looked, and sends the helper away."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEvent, Person
from accounts.web import clock

pytestmark = pytest.mark.django_db(transaction=True)

CODE = re.compile(r"^[0-9]{6}$", re.MULTILINE)
LINK = re.compile(r"/invitation/\S+")


class Somebody:
    """A person at a browser, with a mailbox and perhaps an authenticator app."""

    def __init__(self, name: str) -> None:
        self.client = Client()
        self.name = name
        self.email = f"{name.split(maxsplit=1)[0].lower()}@example.org"

    def sees(self, path: str) -> str:
        answer = self.client.get(path, follow=True)
        assert answer.status_code == 200, (self.name, path, answer.status_code)
        return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split()))

    def sends(self, path: str, **form: Any) -> str:
        answer = self.client.post(path, form, follow=True)
        assert answer.status_code == 200, (self.name, path, answer.status_code)
        return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split()))

    def newest(self, pattern: re.Pattern[str]) -> str:
        """The newest code or link in the mailbox."""
        found = [
            match[0]
            for message in mail.outbox
            if message.to == [self.email] and (match := pattern.search(message.body))
        ]
        return found[-1]

    def signs_up(self) -> None:
        self.sends(reverse("account_signup"), email=self.email, full_name=self.name)
        self.sends(reverse("account_email_verification_sent"), code=self.newest(CODE))

    def accepts(self) -> str:
        return self.sends(self.newest(LINK) + "accept/")

    def sets_the_second_step_up(self) -> None:
        page = self.client.get("/people/", follow=True)
        secret = page.context["form"].secret
        now = format_hotp_value(hotp_value(secret, int(clock.now().timestamp()) // 30))
        assert "Recovery codes" in self.sends(reverse("mfa_activate_totp"), code=now)


def test_people_come_in_help_each_other_and_leave() -> None:
    call_command(
        "add_organisation", "AUTHORITY", "People's Borough", "colleen@example.org", stdout=None
    )
    commissioner = Somebody("Colleen Mission")
    commissioner.signs_up()
    assert "Nobody is linked to your sign-in yet" in commissioner.sees("/acting/")
    commissioner.accepts()
    commissioner.sets_the_second_step_up()
    commissioner.sends("/members/invite/", role="CARE_MANAGER", email="carla@example.org")

    carla = Somebody("Carla Manager")
    carla.signs_up()
    carla.accepts()
    carla.sets_the_second_step_up()
    carla.sends("/people/new/", full_name="Rosa Lane", letters_by="POST")
    record = f"/people/{Person.objects.get().reference}/"
    carla.sends(f"{record}invite/", email="rosa@example.org")

    rosa = Somebody("Rosa Lane")
    rosa.signs_up()
    assert "You are acting for yourself" in rosa.accepts()
    assert "Your record" in rosa.sees("/people/you/")
    rosa.sends(
        f"{record}representatives/invite/",
        basis="BROKER",
        email="ben@example.org",
        scopes=["ORDER"],
    )

    ben = Somebody("Ben Broker")
    ben.signs_up()
    assert "You are acting for Rosa Lane" in ben.accepts()
    assert "Record Rosa Lane" in ben.sees(record)

    assert "You are on the telephone with Rosa Lane" in carla.sends(f"{record}call/")
    carla.sees("/people/you/")
    carla.sends("/call/end/")

    trail = rosa.sees(f"{record}who-looked/")
    assert "Looked at the record Ben Broker, as representative" in trail
    assert "Looked at the record By telephone Carla Manager, People's Borough" in trail
    assert "Opened the record Carla Manager, People's Borough" in trail

    power = Person.objects.get().representatives.get()
    rosa.sends(f"{record}representatives/{power.pk}/end/")
    assert ben.client.get(record).status_code == 404
    assert "Nobody is linked to your sign-in yet" in ben.sees("/acting/")

    members = commissioner.client.get("/members/").content.decode()
    carlas = re.search(r"/members/([0-9]+)/end/[^<]*<span[^<]*Carla", members)
    assert carlas
    commissioner.sends(f"/members/{carlas[1]}/end/")
    assert carla.client.get(record).status_code == 404
    assert AuditEvent.objects.filter(channel="PHONE").count() >= 3
