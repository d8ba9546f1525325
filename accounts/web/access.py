"""Who may see a page: every view carries exactly one of these decorators, in plain sight."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.cache import add_never_cache_headers

from accounts.enums import Role, Scope
from accounts.permissions import Actor, NotAllowed
from accounts.web.acting import Request

P = ParamSpec("P")
R = TypeVar("R", bound=HttpResponseBase)
View = Callable[Concatenate[Request, P], R]
Guarded = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def public(view: View[P, R]) -> Guarded[P]:
    """Anybody may see this page, signed in or not."""
    return _guard(view, access="public", may=None)


def signed_in(view: View[P, R]) -> Guarded[P]:
    """Anybody signed in may ask; the view or what it calls decides about each thing."""
    return _guard(view, access="signed in", may=_anybody)


def for_person(*scopes: Scope) -> Callable[[View[P, R]], Guarded[P]]:
    """Only somebody acting for a person now, with all these scopes."""

    def may(actor: Actor) -> bool:
        return actor.person_id is not None and actor.scopes.issuperset(scopes)

    def decorate(view: View[P, R]) -> Guarded[P]:
        return _guard(view, access="person: " + ", ".join(scopes), may=may)

    return decorate


def for_roles(*roles: Role) -> Callable[[View[P, R]], Guarded[P]]:
    """Only somebody acting for an organisation now, in one of these roles."""

    def may(actor: Actor) -> bool:
        return not actor.roles.isdisjoint(roles)

    def decorate(view: View[P, R]) -> Guarded[P]:
        return _guard(view, access="roles: " + ", ".join(roles), may=may)

    return decorate


def _anybody(_: Actor) -> bool:
    return True


def _guard(view: View[P, R], *, access: str, may: Callable[[Actor], bool] | None) -> Guarded[P]:
    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        resolved = cast("Request", request)
        if may is not None and resolved.actor.is_anonymous:
            return _to_sign_in(request)
        if may is not None and not may(resolved.actor):
            raise Http404
        response = _answer(view, resolved, *args, **kwargs)
        if may is not None:
            add_never_cache_headers(response)
        return response

    guarded.access = access  # type: ignore[attr-defined]
    return cast("Guarded[P]", guarded)


def _to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """Come back here afterwards, unless this was a button that must not be pressed twice."""
    return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")


def _answer(
    view: View[P, R], request: Request, *args: P.args, **kwargs: P.kwargs
) -> HttpResponseBase:
    """What one may not have answers exactly like what does not exist."""
    try:
        return view(request, *args, **kwargs)
    except (NotAllowed, ObjectDoesNotExist) as hidden:
        raise Http404 from hidden
