"""Safeguarding holds for tests: put and lifted by way of the operations."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from accounts.enums import Role
from accounts.permissions import Actor
from isf.models import Hold
from isf.operations import safeguards
from tests.factories.borough import Borough
from tests.factories.money import DAY, MONDAY, noon


def put(
    borough: Borough,
    target: safeguards.Target,
    *,
    reason: str = "A concern was raised",
    reference: UUID | None = None,
    by: Actor | None = None,
    on: date = MONDAY,
) -> Hold:
    """A hold, by the safeguarding lead unless somebody else is named."""
    return safeguards.put(
        authority_id=borough.authority.pk,
        reference=reference or uuid4(),
        target=target,
        reason=reason,
        by=by or borough.staff(Role.SAFEGUARDING_LEAD),
        at=noon(on),
        on=on,
    )


def lifted(
    borough: Borough,
    hold: Hold,
    *,
    reason: str = "It was looked into",
    by: Actor | None = None,
    on: date = MONDAY + DAY,
) -> safeguards.Lifted:
    """Lift it."""
    return safeguards.lift(
        hold_id=hold.pk,
        reason=reason,
        by=by or borough.staff(Role.SAFEGUARDING_LEAD),
        at=noon(on),
        on=on,
    )
