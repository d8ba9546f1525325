"""Signing in by an e-mailed code, signing up, changing the address, and signing out elsewhere."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts import permissions
from accounts.models import User
from accounts.operations import users
from accounts.web import clock
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db

LOGIN, CODE = "account_login", "account_confirm_login_code"


@pytest.fixture
def rosa() -> User:
    return users.register(
        by=permissions.system("test"), email="Rosa@Example.org", full_name="Rosa", at=clock.now()
    )


def code_in(message: Any) -> str:
    found = re.search(r"^[0-9]{6}$", message.body, re.MULTILINE)
    assert found, message.body
    return found[0]


def ask(client: Client, email: str, **more: str) -> Any:
    return client.post(reverse(LOGIN), {"login": email, **more})


def is_signed_in(client: Client) -> bool:
    return client.get(reverse("accounts:user-detail")).status_code == 200


def test_a_code_by_e_mail_signs_in(client: Client, rosa: User) -> None:
    answer = ask(client, "ROSA@example.org")
    assert answer["Location"] == reverse(CODE)
    [message] = mail.outbox
    assert message.to == ["rosa@example.org"]

    client.post(reverse(CODE), {"code": code_in(message)})

    assert is_signed_in(client)


def test_a_wrong_code_says_what_to_do_and_does_not_sign_in(client: Client, rosa: User) -> None:
    ask(client, rosa.email)
    code = code_in(mail.outbox[0])

    page = client.post(reverse(CODE), {"code": f"{(int(code) + 1) % 1_000_000:06d}"})

    assert "The code is not right. Check it and type it again" in page.content.decode()
    assert not is_signed_in(client)


def test_after_three_wrong_codes_the_right_one_is_dead(client: Client, rosa: User) -> None:
    ask(client, rosa.email)
    code = code_in(mail.outbox[0])
    for _ in range(3):
        client.post(reverse(CODE), {"code": "x"})

    client.post(reverse(CODE), {"code": code})

    assert not is_signed_in(client)


def test_an_old_code_is_dead(client: Client, rosa: User) -> None:
    ask(client, rosa.email)
    code = code_in(mail.outbox[0])

    with time_machine.travel(clock.now() + timedelta(minutes=16)):
        client.post(reverse(CODE), {"code": code})
        assert not is_signed_in(client)


def test_nobody_learns_who_has_signed_up(client: Client, rosa: User) -> None:
    known = ask(client, rosa.email)
    known_page = client.get(reverse(CODE)).content.decode()
    other = Client()
    unknown = ask(other, "nemo@example.org")
    unknown_page = other.get(reverse(CODE)).content.decode()

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    token = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
    assert token.sub("", known_page).replace(rosa.email, "") == token.sub("", unknown_page).replace(
        "nemo@example.org", ""
    )
    assert "Nobody has signed up with it" in mail.outbox[1].body


def test_asking_for_codes_too_often_is_refused(client: Client, rosa: User) -> None:
    pages = [ask(Client(), rosa.email) for _ in range(6)]

    assert [page.status_code for page in pages] == [302, 302, 302, 200, 200, 200]
    assert "Too many attempts. Wait five minutes" in pages[-1].content.decode()
    assert len(mail.outbox) == 3


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/"])
def test_signing_in_never_leads_off_this_site(client: Client, rosa: User, elsewhere: str) -> None:
    answer = ask(client, rosa.email, next=elsewhere)
    assert "evil" not in answer["Location"]

    done = client.post(reverse(CODE), {"code": code_in(mail.outbox[0]), "next": elsewhere})

    assert done["Location"] == "/"


def test_signing_in_comes_back_to_the_page_asked_for(client: Client, rosa: User) -> None:
    page = reverse("accounts:user-detail")
    to_sign_in = client.get(page)["Location"]
    assert to_sign_in == f"{reverse(LOGIN)}?next={page}"
    ask(client, rosa.email, next=page)

    done = client.post(reverse(CODE), {"code": code_in(mail.outbox[0]), "next": page})

    assert done["Location"] == page


def test_a_closed_sign_in_does_not_get_in(client: Client, rosa: User) -> None:
    rosa.is_active = False
    rosa.save()
    ask(client, rosa.email)
    for message in mail.outbox:
        if re.search(r"^[0-9]{6}$", message.body, re.MULTILINE):
            client.post(reverse(CODE), {"code": code_in(message)})

    assert not is_signed_in(client)


def test_anybody_may_sign_up_and_has_no_power(client: Client) -> None:
    client.post(
        reverse("account_signup"), {"email": "New@Example.org", "full_name": "Newton Newcomer"}
    )
    [message] = mail.outbox
    client.post(reverse("account_email_verification_sent"), {"code": code_in(message)})

    user = User.objects.get()
    assert (user.email, user.full_name) == ("new@example.org", "Newton Newcomer")
    assert not user.has_usable_password()
    page = client.get(reverse("accounts:acting-list"))
    assert "Nobody is linked to your sign-in yet" in page.content.decode()


def test_signing_up_twice_tells_only_the_address_itself(client: Client, rosa: User) -> None:
    answer = client.post(reverse("account_signup"), {"email": rosa.email, "full_name": "Rosa"})

    assert answer.status_code == 302
    assert "signed up already" in mail.outbox[0].body
    assert User.objects.count() == 1


def test_a_new_address_counts_once_its_code_is_typed(client: Client, rosa: User) -> None:
    sign_in(client, rosa, second_step=False)
    client.post(reverse("account_email"), {"email": "rose@example.org", "action_add": "1"})
    rosa.refresh_from_db()
    assert rosa.email == "rosa@example.org"
    code = code_in(mail.outbox[-1])
    assert mail.outbox[-1].to == ["rose@example.org"]

    client.post(reverse("account_email_verification_sent"), {"code": code})

    rosa.refresh_from_db()
    assert rosa.email == "rose@example.org"
    assert [m.to for m in mail.outbox if "was changed" in m.subject] == [["rosa@example.org"]]


def test_signing_out_everywhere_else(rosa: User) -> None:
    clients = [Client(), Client()]
    for client in clients:
        ask(client, rosa.email)
        client.post(reverse(CODE), {"code": code_in(mail.outbox[-1])})
    here, there = clients
    assert is_signed_in(here)
    assert is_signed_in(there)
    assert here.get(reverse("usersessions_list")).content.decode().count("Internet address") == 2

    here.post(reverse("usersessions_list"))

    assert is_signed_in(here)
    assert not is_signed_in(there)


def test_signing_out_takes_a_form_not_a_link(client: Client, rosa: User) -> None:
    sign_in(client, rosa)

    assert client.get(reverse("account_logout")).status_code == 200
    assert is_signed_in(client)
    client.post(reverse("account_logout"))
    assert not is_signed_in(client)


@pytest.mark.parametrize("path", ["/sign-in/password/reset/", "/sign-in/password/change/"])
def test_there_are_no_passwords(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_pages_of_somebody_signed_in_are_not_kept(client: Client, rosa: User) -> None:
    sign_in(client, rosa)

    assert "no-store" in client.get(reverse("accounts:user-detail"))["Cache-Control"]
