"""The person the actor of a page acts for."""

from __future__ import annotations

from accounts.web.acting import Request


def person_id(request: Request) -> int:
    """The person: `for_person` lets nobody in without one."""
    if request.actor.person_id is None:
        raise AssertionError("nobody to act for")
    return request.actor.person_id
