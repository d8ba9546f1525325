"""Telephone calls: council staff carry out what a person says, and the trail says so."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.operations import audit
from accounts.permissions import Actor, NotAllowed
from accounts.queries import acting
from accounts.queries.acting import Call


@transaction.atomic
def start(*, by: Actor, person: UUID, at: datetime) -> Call:
    """Pick the telephone up for a person of the actor's council; raises NotAllowed."""
    call = acting.find_call(by=by, person=person)
    if call is None:
        raise NotAllowed(rule="ANSWERS-CALLS", needed="a person of the actor's council")
    _record(by=call.actor, action="CALL_STARTED", at=at)
    return call


@transaction.atomic
def end(*, by: Actor, at: datetime) -> None:
    """Put the telephone down; `by` is the actor of the call."""
    _record(by=by, action="CALL_ENDED", at=at)


def _record(*, by: Actor, action: str, at: datetime) -> None:
    audit.record(by=by, action=action, at=at, person_id=by.person_id)
