"""Nothing somebody sends leads away from this site."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from accounts.models import User
from tests.factories import accounts as make
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db

ELSEWHERE = (
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https:evil.example",
    "https:///evil.example",
    "https://evil.example",
    "http://testserver@evil.example",
    "https://testserver.evil.example/",
    "javascript:alert(1)",
    "data:text/html,x",
    "/\t/evil.example",
    " //evil.example",
    "/\r\nLocation: https://evil.example",
    "/\x00//evil.example",
)


def switched(client: Client, wanted: str) -> HttpResponse:
    member = make.Membership(role=Role.CARE_MANAGER.value)
    sign_in(client, member.user)
    hat = f"organisation:{member.organisation.reference}"
    return client.post(reverse("accounts:acting-switch"), {"hat": hat, "next": wanted})


def signed_in_before(client: Client, wanted: str) -> HttpResponse:
    sign_in(client, make.User())
    return client.get(f"{reverse('account_login')}?{urlencode({'next': wanted})}")


def signed_out(client: Client, wanted: str) -> HttpResponse:
    sign_in(client, make.User())
    return client.post(reverse("account_logout"), {"next": wanted})


def one_click(client: Client, wanted: str) -> HttpResponse:
    User.objects.create(
        email="ada@invented.example", full_name="Ada", demonstration_role="BUDGET_HOLDER"
    )
    sent = {"role": "BUDGET_HOLDER", "next": wanted}
    return client.post(reverse("accounts:demonstration-sign-in"), sent)


WAYS: dict[str, Callable[[Client, str], HttpResponse]] = {
    "switching": switched,
    "sign-in": signed_in_before,
    "sign-out": signed_out,
    "demonstration": one_click,
}


@pytest.mark.parametrize("wanted", ELSEWHERE)
@pytest.mark.parametrize("way", WAYS)
def test_no_button_leads_elsewhere(client: Client, settings, way: str, wanted: str) -> None:
    settings.DEMONSTRATION = True
    answer = WAYS[way](client, wanted)
    assert answer.status_code == 302
    went = answer["Location"]
    assert went.isprintable()
    assert urlsplit(went)[:2] == ("", "")
    assert went[:1] == "/"
    assert went[1:2] not in ("/", "\\")


def test_a_page_of_ours_is_come_back_to(client: Client, settings) -> None:
    settings.DEMONSTRATION = True
    assert {WAYS[way](Client(), "/help/")["Location"] for way in WAYS} == {"/help/"}


def test_a_link_in_a_message_is_to_the_host_that_was_asked(
    client: Client, django_capture_on_commit_callbacks
) -> None:
    owner = make.Membership(
        organisation=make.ProviderOrganisation(), role=Role.PROVIDER_OWNER.value
    )
    sign_in(client, owner.user)
    sent = {"email": "new@people.example", "role": Role.PROVIDER_FINANCE.value}
    address = reverse("accounts:member-invite")
    for name in ("X-Forwarded-Host", "X-Host", "Forwarded"):
        with django_capture_on_commit_callbacks(execute=True):
            client.post(address, sent, headers={name: "evil.example"})
    assert client.post(address, sent, headers={"host": "evil.example"}).status_code == 400
    assert len(mail.outbox) == 3
    for message in mail.outbox:
        assert "http://testserver/invitation/" in message.body
        assert "evil.example" not in str(message.message())
