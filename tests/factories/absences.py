"""Time away for tests: recorded, ended and corrected by way of the operations."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from accounts.permissions import Actor
from isf.models import Absence, PersonalBudget
from isf.operations import absences
from isf.rules.absences import Stay
from tests.factories.borough import Borough
from tests.factories.money import noon


def away(
    borough: Borough,
    first_on: date,
    returned_on: date | None = None,
    *,
    on: date,
    reference: UUID | None = None,
    by: Actor | None = None,
) -> Absence:
    """The person was away from a first full day; recorded on a day."""
    return absences.record(
        budget_id=PersonalBudget.objects.get(person=borough.person).pk,
        reference=reference or uuid4(),
        stay=Stay(first_on=first_on, returned_on=returned_on),
        by=by or borough.care_manager,
        at=noon(on),
        on=on,
    )


def said(
    borough: Borough,
    absence: Absence,
    stay: Stay | None,
    *,
    on: date,
    reason: str = "",
    seen: int | None = None,
    by: Actor | None = None,
) -> int:
    """What is said of a stay now; None where it never was."""
    return absences.change(
        absence_id=absence.pk,
        seen=absence.versions.count() if seen is None else seen,
        said=absences.Correction(stay=stay, reason=reason),
        by=by or borough.care_manager,
        at=noon(on),
        on=on,
    )


def back(borough: Borough, absence: Absence, returned_on: date, *, on: date, **more: Any) -> int:
    """The return from a stay, whose first day stays as it was."""
    first_on = absence.versions.order_by("-number")[0].first_on
    stay = Stay(first_on=first_on, returned_on=returned_on)
    return said(borough, absence, stay, on=on, **more)
