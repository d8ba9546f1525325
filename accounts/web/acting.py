"""For whom the signed-in user acts: the session keeps only the choice, the database decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase

from accounts import permissions
from accounts.models import User
from accounts.permissions import Actor
from accounts.queries import acting as hats_of
from accounts.queries.acting import Call, Hat
from accounts.web import clock

_HAT, _CALL = "acting_hat", "acting_call"
LONGEST_CALL = timedelta(hours=1)
"""A call nobody ended stops counting after this long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acting:
    """Everything a page says about who is signed in and for whom they act."""

    user: User | None = None
    hats: tuple[Hat, ...] = ()
    hat: Hat | None = None
    call: Call | None = None

    @property
    def actor(self) -> Actor:
        """The verified actor every permission check of this request is made with."""
        if self.user is None:
            return permissions.ANONYMOUS
        if self.call is not None:
            return self.call.actor
        return self.hat.actor if self.hat else Actor(user_id=self.user.pk)

    @property
    def other_hats(self) -> tuple[Hat, ...]:
        """What could be switched to."""
        return tuple(hat for hat in self.hats if hat != self.hat)


class Request(HttpRequest):
    """A request after our middleware: views take this type."""

    actor: Actor
    acting: Acting


def middleware(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Put `request.acting` and `request.actor` on every request."""

    def resolve_then_answer(request: HttpRequest) -> HttpResponseBase:
        refresh(request)
        return get_response(request)

    return resolve_then_answer


def refresh(request: HttpRequest) -> None:
    """Work out afresh for whom this request acts."""
    acting = _resolve(request)
    request.acting = acting  # type: ignore[attr-defined]
    request.actor = acting.actor  # type: ignore[attr-defined]


def switch(request: HttpRequest, *, key: str) -> bool:
    """Choose another hat for the requests that follow; False when the user has no such hat."""
    acting: Acting = request.acting  # type: ignore[attr-defined]
    if key not in {hat.key for hat in acting.hats}:
        return False
    request.session[_HAT] = key
    end_call(request)
    return True


def start_call(request: HttpRequest, *, person: UUID, at: datetime) -> None:
    """From the next request on, act on what this person says on the telephone."""
    request.session[_CALL] = {"person": str(person), "since": at.isoformat()}


def end_call(request: HttpRequest) -> None:
    """Put the telephone down."""
    request.session.pop(_CALL, None)


def _resolve(request: HttpRequest) -> Acting:
    user = request.user
    if not isinstance(user, User) or not user.is_authenticated:
        return Acting()
    hats = hats_of.list_hats(user_id=user.pk, on=clock.today())
    hat = _chosen(request, hats)
    return Acting(user=user, hats=hats, hat=hat, call=_call(request, hat))


def _chosen(request: HttpRequest, hats: tuple[Hat, ...]) -> Hat | None:
    key = request.session.get(_HAT)
    chosen = next((hat for hat in hats if hat.key == key), None)
    if chosen is not None:
        return chosen
    if key is not None:
        del request.session[_HAT]
        end_call(request)
        messages.warning(
            request,
            "You can no longer act for the person or organisation you had chosen. "
            "Check for whom you act now before you go on.",
        )
    return hats[0] if hats else None


def _call(request: HttpRequest, hat: Hat | None) -> Call | None:
    stored: dict[str, Any] | None = request.session.get(_CALL)
    if stored is None:
        return None
    started_at = datetime.fromisoformat(stored["since"])
    if hat is not None and clock.now() - started_at < LONGEST_CALL:
        call = hats_of.find_call(by=hat.actor, person=UUID(stored["person"]))
        if call is not None:
            return call
    end_call(request)
    return None
