"""The pages of sign-in, which allauth answers with our templates."""

from __future__ import annotations

import re
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.browser.registry import NotApplicable, PageState, Visit
from tests.factories import accounts

NOBODY_TYPED = NotApplicable(name="long", reason="it shows no words that anybody typed")
NO_LIST = NotApplicable(name="empty", reason="it has no list that could be empty")
NO_FORM = NotApplicable(name="error", reason="it has no form that could be wrong")
BUTTON_ONLY = NotApplicable(name="error", reason="its form has a button and nothing to fill in")
SAME_FOR_ALL = NotApplicable(name="full", reason="it looks the same for everybody")
LONG_ADDRESS = f"{'a.very.long.name.' * 3}x@{'department.' * 12}example.org"


def proven(user: User) -> None:
    """The user has shown that mail to their address reaches them."""
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)


def _signed_in(**visit: Any) -> Visit:
    return Visit(user=accounts.User(), **visit)


def _with_app(**visit: Any) -> Visit:
    """Somebody whose second step is set up."""
    user = accounts.User()
    totp.TOTP.activate(user, totp.generate_totp_secret())
    RecoveryCodes.activate(user)
    return Visit(user=user, **visit)


def _before_second_step(**visit: Any) -> Visit:
    user = _with_app().user
    accounts.Membership(user=user)
    return Visit(user=user, second_step=False, **visit)


def _at_second_step(**visit: Any) -> Visit:
    user = _with_app().user
    assert user is not None
    proven(user)

    def go(client: Client) -> None:
        client.post(reverse("account_login"), {"login": user.email})
        code = re.search(r"\b\d{6}\b", str(mail.outbox[-1].body))
        assert code is not None
        client.post(reverse("account_confirm_login_code"), {"code": code[0]})

    return Visit(before=go, **visit)


def _code_sent(*, email: str = "", **visit: Any) -> Visit:
    user = accounts.User(**({"email": email} if email else {}))
    return Visit(before=lambda client: _ask_for_code(client, user), **visit)


def _ask_for_code(client: Client, user: User) -> None:
    client.post(reverse("account_login"), {"login": user.email})


def _signing_up(*, email: str = "new@example.org", **visit: Any) -> Visit:
    typed = {"email": email, "full_name": "Nia New"}
    return Visit(before=lambda client: client.post(reverse("account_signup"), typed), **visit)


def _devices(*, agent: str) -> Visit:
    user = accounts.User()
    for key in ("a", "b", "c"):
        UserSession.objects.create(
            user=user, ip="2001:db8::1", user_agent=agent, session_key=key * 32
        )
    return Visit(user=user)


PAGES: dict[str, tuple[PageState | NotApplicable, ...]] = {
    "account_login": (
        PageState(name="empty", build=Visit),
        SAME_FOR_ALL,
        PageState(name="error", build=lambda: Visit(fill={"login": "nowhere"})),
        NOBODY_TYPED,
    ),
    "account_signup": (
        PageState(name="empty", build=Visit),
        SAME_FOR_ALL,
        PageState(name="error", build=lambda: Visit(fill={"email": "nowhere"})),
        NOBODY_TYPED,
    ),
    "account_confirm_login_code": (
        PageState(name="empty", build=_code_sent),
        SAME_FOR_ALL,
        PageState(name="error", build=lambda: _code_sent(fill={"code": ""})),
        PageState(name="long", build=lambda: _code_sent(email=LONG_ADDRESS)),
    ),
    "account_email_verification_sent": (
        PageState(name="empty", build=_signing_up),
        SAME_FOR_ALL,
        PageState(name="error", build=lambda: _signing_up(fill={"code": ""})),
        PageState(name="long", build=lambda: _signing_up(email=LONG_ADDRESS)),
    ),
    "account_email": (
        NO_LIST,
        PageState(name="full", build=_signed_in),
        PageState(name="error", build=lambda: _signed_in(fill={"email": "nowhere"})),
        PageState(name="long", build=lambda: Visit(user=accounts.User(email=LONG_ADDRESS))),
    ),
    "account_logout": (
        PageState(name="empty", build=_signed_in),
        SAME_FOR_ALL,
        BUTTON_ONLY,
        NOBODY_TYPED,
    ),
    "account_inactive": (PageState(name="empty", build=Visit), SAME_FOR_ALL, NO_FORM, NOBODY_TYPED),
    "mfa_index": (
        PageState(name="empty", build=_signed_in),
        PageState(name="full", build=_with_app),
        NO_FORM,
        NOBODY_TYPED,
    ),
    "mfa_authenticate": (
        PageState(name="empty", build=_at_second_step),
        SAME_FOR_ALL,
        PageState(name="error", build=lambda: _at_second_step(fill={"code": "000000"})),
        NOBODY_TYPED,
    ),
    "mfa_reauthenticate": (
        PageState(name="empty", build=_before_second_step),
        SAME_FOR_ALL,
        PageState(name="error", build=lambda: _before_second_step(fill={"code": "000000"})),
        NOBODY_TYPED,
    ),
    "mfa_activate_totp": (
        PageState(name="empty", build=_signed_in),
        SAME_FOR_ALL,
        PageState(name="error", build=lambda: _signed_in(fill={"code": "000000"})),
        NOBODY_TYPED,
    ),
    "mfa_deactivate_totp": (
        PageState(name="empty", build=_with_app),
        SAME_FOR_ALL,
        BUTTON_ONLY,
        NOBODY_TYPED,
    ),
    "mfa_view_recovery_codes": (
        NO_LIST,
        PageState(name="full", build=_with_app),
        NO_FORM,
        NOBODY_TYPED,
    ),
    "mfa_generate_recovery_codes": (
        PageState(name="empty", build=_with_app),
        SAME_FOR_ALL,
        BUTTON_ONLY,
        NOBODY_TYPED,
    ),
    "usersessions_list": (
        PageState(name="empty", build=_signed_in),
        PageState(name="full", build=lambda: _devices(agent="Mozilla/5.0 (X11; Linux x86_64)")),
        BUTTON_ONLY,
        PageState(name="long", build=lambda: _devices(agent="Unbroken" * 24)),
    ),
}

NOT_PAGES: dict[str, str] = {
    "account_reauthenticate": "leads to the second step, or refuses where there is none",
    "account_request_login_code": "leads to sign-in",
    "account_reset_password": "leads to sign-in: nobody has a password",
    "mfa_download_recovery_codes": "a file",
}
