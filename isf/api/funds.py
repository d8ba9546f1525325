"""What the marketplace may ask of funds: what they hold, and what an order would mean for them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from accounts.permissions import Actor
from isf.api.days import day_of
from isf.models import Fund
from isf.queries import compliance, effects, purposes
from isf.queries.compliance import ProviderFigures
from isf.queries.effects import Effect, FundSummary
from isf.rules.promises import Plan


class FundUnknown(Exception):
    """No such fund for this actor; what belongs to others does not exist."""

    rule = "ISF-RES-1"


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedMoney:
    """Whole pence saved for a purpose of a fund, in the person's words."""

    reference: UUID
    fund: UUID
    name: str
    pence: int


def find_fund(*, fund: UUID) -> int:
    """The number of a fund by its reference. Errors: `FundUnknown`. Source: ISF-RES-1."""
    found = Fund.objects.filter(reference=fund).values_list("pk", flat=True).first()
    if found is None:
        raise FundUnknown("There is no such fund.")
    return found


def list_funds(*, by: Actor, person_id: int, on: date) -> list[FundSummary]:
    """The open funds of a person the actor acts for; whole pence.

    Errors: `NotAllowed`. Source: ISF-RES-6.
    """
    return effects.list_funds(by=by, person_id=person_id, on=on)


def list_saved(*, by: Actor, person_id: int) -> list[SavedMoney]:
    """What a person saved for purposes and an order may use; whole pence.

    Errors: `NotAllowed`. Source: ISF-ROL-3.
    """
    return [
        SavedMoney(
            reference=row.purpose.reference,
            fund=row.purpose.fund.reference,
            name=row.purpose.name,
            pence=row.pence,
        )
        for row in purposes.list_of_person(by=by, person_id=person_id)
    ]


def effect_of(
    *,
    by: Actor,
    fund: UUID,
    plan: Plan,
    what: str,
    at: datetime,
    set_aside_pence: int = 0,
    purpose: UUID | None = None,
    payee_id: int | None = None,
    part: str = "",
) -> Effect:
    """What an order would mean for a fund's money, and whether `place` would take it now.

    Units: whole pence. Errors: `NotAllowed`, `FundUnknown`, `PlanImpossible`, `PartUnknown`.
    Source: ISF-RES-6, ISF-RES-5.
    """
    find_fund(fund=fund)
    return effects.effect_of(
        by=by,
        fund=fund,
        plan=plan,
        what=what,
        set_aside_pence=set_aside_pence,
        purpose=purpose,
        payee_id=payee_id,
        part=part,
        on=day_of(at),
    )


def provider_figures(
    *, by: Actor, authority_id: int, providers: Collection[int], on: date
) -> Mapping[int, ProviderFigures]:
    """Funds held for a council, bills late and room below the fee cap, by provider; no names.

    Units: whole pence. Errors: `NotAllowed`. Source: ISF-FEE-6, ISF-BIL-2.
    """
    return compliance.provider_figures(by=by, authority_id=authority_id, providers=providers, on=on)
