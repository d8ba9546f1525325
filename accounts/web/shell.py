"""Gives every template `shell`: the frame around the page, made when a template asks for it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.module_loading import import_string

from accounts.queries.acting import Hat
from accounts.web.acting import Acting
from accounts.web.presenters import acting as acting_words
from accounts.web.presenters import navigation

PRODUCT = "People's Marketplace"


def context(request: HttpRequest) -> dict[str, Any]:
    """Context processor."""
    return {"shell": SimpleLazyObject(lambda: build(request=request))}


def build(*, request: HttpRequest) -> navigation.Shell:
    """Make the frame for this request: who, for whom, and the links they may follow."""
    user = getattr(request, "user", None)
    acting: Acting | None = getattr(request, "acting", None)
    signed_in = user is not None and user.is_authenticated
    return navigation.Shell(
        product=PRODUCT,
        demonstration=settings.DEMONSTRATION,
        who=(user.full_name or user.email) if user and signed_in else "",
        hat=_hat(acting.hat) if acting and acting.hat else None,
        other_hats=tuple(_hat(hat) for hat in acting.other_hats) if acting else (),
        caller=acting.call.name if acting and acting.call else "",
        items=navigation.present_items(
            links=import_string(settings.NAVIGATION),
            groups=_groups(request),
            path=request.path,
        ),
        footer=navigation.present_items(
            links=import_string(settings.FOOTER), groups=(navigation.ANYBODY,), path=request.path
        ),
    )


def _hat(hat: Hat) -> navigation.Hat:
    return navigation.Hat(value=hat.key, name=acting_words.name_of(hat))


def _groups(request: HttpRequest) -> frozenset[str]:
    groups = {navigation.ANYBODY}
    actor = getattr(request, "actor", None)
    if actor is not None:
        groups.update(str(role) for role in actor.roles)
        if actor.person_id is not None:
            groups.add(navigation.FOR_PERSON)
    return frozenset(groups)
