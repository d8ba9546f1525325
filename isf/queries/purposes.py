"""Banked purposes of a fund: their names, their dates, and how much is saved for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from accounts.enums import Scope
from accounts.permissions import Actor, check_acts_for
from isf.enums import ReservationKind
from isf.models import Fund, Purpose
from isf.models.reservations import Reservation
from isf.permissions import check_see_fund


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """A purpose with what is saved for it now, in whole pence."""

    purpose: Purpose
    pence: int


def list_saved(*, funds: QuerySet[Fund]) -> list[Saved]:
    """The purposes that money of some funds is saved for now, the next date first; two queries.

    Units: whole pence. Source: ISF-ROL-3.
    """
    pence = dict(
        Reservation.objects.filter(
            account__fund__in=funds, kind=ReservationKind.BANK, remaining__gt=0
        ).values_list("reference", "remaining")
    )
    if not pence:
        return []
    rows = Purpose.objects.filter(fund__in=funds, reference__in=pence).select_related("fund")
    return [
        Saved(purpose=row, pence=pence[str(row.reference)])
        for row in rows.order_by("target_on", "id")
    ]


def get(*, by: Actor, reference: UUID) -> Saved:
    """One purpose with what is saved for it now, in whole pence.

    Errors: Purpose.DoesNotExist, `NotAllowed`. Source: ISF-ROL-3.
    """
    purpose = Purpose.objects.select_related(
        "fund__person", "fund__holder", "fund__authority", "fund__deployment"
    ).get(reference=reference)
    check_see_fund(by=by, fund=purpose.fund)
    return held(purpose=purpose)


def get_of_fund(*, fund: Fund, reference: UUID) -> Saved:
    """One purpose of this fund with what is saved for it, in whole pence.

    Errors: Purpose.DoesNotExist. Source: ISF-ROL-3, ISF-RES-1.
    """
    return held(purpose=Purpose.objects.get(fund=fund, reference=reference))


def held(*, purpose: Purpose) -> Saved:
    """A purpose with what is saved for it now, in whole pence. Source: ISF-ROL-3."""
    rows = Reservation.objects.filter(
        account__fund=purpose.fund_id,
        kind=ReservationKind.BANK,
        reference=str(purpose.reference),
    )
    return Saved(purpose=purpose, pence=rows.values_list("remaining", flat=True).first() or 0)


def list_of_person(*, by: Actor, person_id: int) -> list[Saved]:
    """What is saved in the funds of a person the actor acts for, in whole pence.

    Errors: `NotAllowed`. Source: ISF-ROL-3.
    """
    check_acts_for(by=by, person_id=person_id, scope=Scope.SEE)
    return list_saved(funds=Fund.objects.filter(person_id=person_id))


def find_names(*, references: Iterable[str]) -> Mapping[str, str]:
    """What purposes are called, by their references. Source: ISF-ROL-3."""
    wanted = set(references)
    if not wanted:
        return {}
    rows = Purpose.objects.filter(reference__in=wanted).values_list("reference", "name")
    return {str(reference): name for reference, name in rows}
