"""An invitation whose letter did not go out: the inviter sees it, and sends it again."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from accounts.models import AuditEvent, Invitation, Membership
from tests.factories import accounts as make
from tests.mail_server import CLOSED
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
LIST = "/members/"
FAY = {"role": "PROVIDER_FINANCE", "email": "fay@example.org"}


@pytest.fixture
def owner(client: Client) -> Membership:
    member: Membership = make.Membership(
        organisation=make.ProviderOrganisation(), role=Role.PROVIDER_OWNER.value
    )
    sign_in(client, member.user)
    return member


@pytest.fixture
def letters(django_capture_on_commit_callbacks: Any) -> Any:
    """Whatever waits for the transaction to end happens inside this."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def unsent(client: Client, owner: Membership, letters: Any, settings: Any) -> Invitation:
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, CLOSED
    with letters():
        client.post(reverse("accounts:member-invite"), FAY)
    settings.EMAIL_BACKEND = working
    return Invitation.objects.get()


def send_again(client: Client, invitation: Invitation) -> str:
    url = reverse("accounts:invitation-send", args=[invitation.reference])
    return client.post(url, follow=True).content.decode()


def test_what_did_not_go_out_is_said(client: Client, unsent: Invitation) -> None:
    page = client.get(LIST).content.decode()

    assert unsent.sent_at is None
    assert mail.outbox == []
    assert "Not sent" in page
    assert "Send again" in page


def test_sent_again_it_arrives_with_a_link_that_works(
    client: Client, unsent: Invitation, letters: Any
) -> None:
    with letters():
        send_again(client, unsent)

    (message,) = mail.outbox
    assert message.to == ["fay@example.org"]
    link = re.search(r"http://testserver(/invitation/\S+)", message.body)
    assert link
    assert Client().get(link[1]).status_code == 200
    assert "Not sent" not in client.get(LIST).content.decode()
    assert AuditEvent.objects.filter(action="INVITATION_SENT_AGAIN").count() == 1


def test_the_link_before_works_no_more(client: Client, owner: Membership, letters: Any) -> None:
    with letters():
        client.post(reverse("accounts:member-invite"), FAY)
    with letters():
        send_again(client, Invitation.objects.get())

    first, second = (
        Client().get(re.findall(r"http://testserver(/invitation/\S+)", message.body)[0])
        for message in mail.outbox
    )
    assert (first.status_code, second.status_code) == (404, 200)
    assert Invitation.objects.count() == 1


def test_what_was_answered_or_taken_back_is_not_sent(
    client: Client, unsent: Invitation, letters: Any
) -> None:
    client.post(reverse("accounts:invitation-withdraw", args=[unsent.reference]))

    with letters():
        page = send_again(client, unsent)

    assert "This invitation was answered, taken back, or has run out." in page
    assert mail.outbox == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("backend", "says"),
    [
        (CLOSED, "the e-mail could not be sent"),
        ("django.core.mail.backends.locmem.EmailBackend", "The invitation was sent."),
    ],
)
def test_the_next_page_says_what_happened(
    client: Client, owner: Membership, settings: Any, backend: str, says: str
) -> None:
    settings.EMAIL_BACKEND = backend

    page = client.post(reverse("accounts:member-invite"), FAY, follow=True).content.decode()

    assert says in page
