"""The organisation the actor of a page works for."""

from __future__ import annotations

from accounts.web.acting import Request


def organisation_id(request: Request) -> int:
    """The organisation: `for_roles` lets nobody in without one."""
    if request.actor.organisation_id is None:
        raise AssertionError("nobody to work for")
    return request.actor.organisation_id
