"""The second step of sign-in: staff of councils and providers reach nothing without it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse

from accounts.models import User
from accounts.rules import roles
from accounts.web.acting import Acting

DEMONSTRATION_SESSION: Final = "demonstration"
_SET_UP, _PASS = "mfa_activate_totp", "mfa_reauthenticate"
_REACHABLE: Final = frozenset({_SET_UP, _PASS, "account_logout"})


def middleware(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Lead staff who have not passed the second step to it, whatever they asked for."""

    def check_then_answer(request: HttpRequest) -> HttpResponseBase:
        acting: Acting = request.acting  # type: ignore[attr-defined]
        if acting.user is None or not _is_needed(acting) or _is_passed(request, acting.user):
            return get_response(request)
        if _page_name(request) in _REACHABLE:
            return get_response(request)
        page = _PASS if is_mfa_enabled(acting.user, [Authenticator.Type.TOTP]) else _SET_UP
        return HttpResponseRedirect(f"{reverse(page)}?{_come_back(request)}")

    return check_then_answer


def passed_by_setting_up(*, request: HttpRequest, authenticator: Authenticator, **_: Any) -> None:
    """Whoever sets the second step up has just shown a code of it: the session has passed it."""
    if authenticator.type == Authenticator.Type.TOTP:
        record_authentication(
            request, request.user, "mfa", id=authenticator.pk, type="totp", reauthenticated=True
        )


def _is_needed(acting: Acting) -> bool:
    return any(hat.actor.roles & roles.NEEDS_SECOND_FACTOR for hat in acting.hats)


def _is_passed(request: HttpRequest, user: User) -> bool:
    is_invented = bool(settings.DEMONSTRATION and user.demonstration_role)
    if is_invented and request.session.get(DEMONSTRATION_SESSION):
        return True
    records = get_authentication_records(request, user)
    return any(record["method"] == "mfa" for record in records)


def _page_name(request: HttpRequest) -> str | None:
    try:
        return resolve(request.path_info).url_name
    except Resolver404:
        return None


def _come_back(request: HttpRequest) -> str:
    return urlencode({"next": request.get_full_path() if request.method == "GET" else "/"})
