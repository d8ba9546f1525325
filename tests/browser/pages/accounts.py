"""The pages of accounts and the states in which each must be fit to be used."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from tests.browser.registry import NotApplicable, Pages, PageState, Visit
from tests.factories import accounts

LONG = (
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch Community Support Partnership " * 2
)
NOTHING_LONG = NotApplicable(name="long", reason="it shows no words that anybody typed")
NOTHING_YET = NotApplicable(name="empty", reason="it has no list that could be empty")
NO_FORM = NotApplicable(name="error", reason="it has no form that could be wrong")
SAME_AS_EMPTY = NotApplicable(name="full", reason="it looks the same for everybody")


def _signed_in(**visit: object) -> Visit:
    return Visit(user=accounts.User(), **visit)  # type: ignore[arg-type]


def _many_hats(*, name: str = "") -> Visit:
    user = accounts.User(**({"full_name": name[:200]} if name else {}))
    accounts.Person(user=user, **({"full_name": name[:200]} if name else {}))
    accounts.Representative(user=user)
    provider = accounts.ProviderOrganisation(**({"name": name[:200]} if name else {}))
    accounts.Membership(user=user, organisation=provider, role="PROVIDER_OWNER")
    return Visit(user=user, shows="acting for")


def _ask_for_code(client: Client) -> None:
    client.post(reverse("account_login"), {"login": accounts.User().email})


PAGES: Pages = {
    "accounts:acting-list": (
        PageState(name="empty", build=_signed_in),
        PageState(name="full", build=_many_hats),
        NO_FORM,
        PageState(name="long", build=lambda: _many_hats(name=LONG)),
    ),
    "account_login": (
        PageState(name="empty", build=Visit),
        SAME_AS_EMPTY,
        PageState(name="error", build=lambda: Visit(fill={"login": "not an address"})),
        NOTHING_LONG,
    ),
    "account_signup": (
        PageState(name="empty", build=Visit),
        SAME_AS_EMPTY,
        PageState(name="error", build=lambda: Visit(fill={"email": "not an address"})),
        NOTHING_LONG,
    ),
    "account_confirm_login_code": (
        PageState(name="empty", build=lambda: Visit(before=_ask_for_code)),
        SAME_AS_EMPTY,
        PageState(
            name="error", build=lambda: Visit(before=_ask_for_code, fill={"code": "not a code"})
        ),
        NOTHING_LONG,
    ),
}

# Addresses that show no page of their own, and why.
NOT_PAGES: dict[str, str] = {
    "accounts:acting-switch": "a button",
    "accounts:call-start": "a button",
    "accounts:call-end": "a button",
    "accounts:demonstration-sign-in": "a button",
    "account_request_login_code": "leads to sign-in",
    "account_reset_password": "leads to sign-in: nobody has a password",
    "mfa_download_recovery_codes": "a file",
}
