"""The operator's commands: clear refusals, and nothing changed by a refusal."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEvent, Invitation, Organisation
from tests.factories import accounts as make
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


def run(*words: str, **options: str) -> str:
    out = StringIO()
    call_command(*words, stdout=out, **options)
    return out.getvalue()


@pytest.mark.parametrize(
    ("kind", "role"),
    [
        ("AUTHORITY", "COMMISSIONER"),
        ("PROVIDER", "PROVIDER_OWNER"),
        ("COMMUNITY", "COMMUNITY_WORKER"),
    ],
)
def test_an_organisation_is_added_and_its_first_member_invited(
    kind: str, role: str, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        said = run(
            "add_organisation",
            kind,
            " Bright   Mornings ",
            "o@example.org",
            site="https://m.example",
        )

    assert said == "Bright Mornings was added. An invitation was sent to o@example.org.\n"
    offer = Invitation.objects.get()
    assert (offer.role, offer.invited_by) == (role, None)
    assert "https://m.example/invitation/" in mail.outbox[0].body


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("AUTHORITY", " ", "o@example.org"), "Give the organisation a name"),
        (("AUTHORITY", "Borough", "nowhere"), "not an e-mail address"),
        (("SHOP", "Borough", "o@example.org"), "invalid choice"),
    ],
)
def test_a_mistake_is_said_and_nothing_is_added(words: tuple[str, ...], says: str) -> None:
    with pytest.raises(CommandError, match=says):
        run("add_organisation", *words)

    assert (Organisation.objects.count(), Invitation.objects.count()) == (0, 0)


def test_somebody_who_lost_their_telephone_sets_the_second_step_up_again(client: Client) -> None:
    member = make.Membership()
    TOTP.activate(member.user, generate_totp_secret())
    sign_in(client, member.user)
    client.get(reverse("usersessions_list"))

    run("forget_second_step", member.user.email.upper())

    assert not Authenticator.objects.exists()
    assert AuditEvent.objects.get().action == "SECOND_STEP_FORGOTTEN"
    other = Client()
    sign_in(other, member.user, second_step=False)
    assert other.get("/people/")["Location"].startswith(reverse("mfa_activate_totp"))


def test_nobody_is_told_apart() -> None:
    with pytest.raises(CommandError, match="Nobody signs in"):
        run("forget_second_step", "nemo@example.org")
