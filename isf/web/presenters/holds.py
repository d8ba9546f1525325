"""Safeguarding holds as the few who may know of them read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from accounts.permissions import Actor
from accounts.web.presenters import wording as words_for
from isf.models import Hold
from isf.operations.safeguards import Lifted
from isf.permissions import can_lift_hold
from isf.web.presenters import funds, wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One hold: on what, since when, why, and what became of it."""

    reference: UUID
    title: str
    reason: str
    put_on: date
    lifted_on: date | None
    lift_reason: str
    may_lift: bool


def lines(*, holds: Iterable[Hold], by: Actor, role: str) -> tuple[Line, ...]:
    """Every hold of a council; `role` is the one that lifts them by its policy."""
    return tuple(line(hold=hold, by=by, role=role) for hold in holds)


def line(*, hold: Hold, by: Actor, role: str) -> Line:
    """One hold."""
    lifts = can_lift_hold(by=by, authority_id=hold.authority_id, role=role)
    return Line(
        reference=hold.reference,
        title=title(hold=hold),
        reason=hold.reason,
        put_on=hold.put_on,
        lifted_on=hold.lifted_on,
        lift_reason=hold.lift_reason,
        may_lift=lifts and hold.lifted_at is None,
    )


def title(*, hold: Hold) -> str:
    """What a hold is on."""
    if hold.provider is not None:
        return f"{hold.provider.name}, for everybody"
    if hold.person is not None:
        return f"{hold.person.full_name}: all funds"
    return f"{hold.fund.person.full_name}: {funds.title(hold.fund)}" if hold.fund else ""


def let_go(*, lifted: Lifted) -> str:
    """What lifting a hold did."""
    if not lifted.lines:
        return "The hold was lifted. Nothing was waiting to be paid."
    paid = words_for.pounds(pence=lifted.paid_pence)
    return f"The hold was lifted. {wording.counted(lifted.lines, 'line')} were paid: {paid}."
