"""What moving a part of a budget is about: its open funds, their rates and what is left to use."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import F, Q, Sum

from isf.enums import FundState
from isf.models import PersonalBudget
from isf.models.journal import LedgerAccount
from isf.queries.budgets import Day, Part, list_days, list_parts
from isf.queries.terms import budget_rates


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An open part of a budget, and what is left to use in its fund now, whole pence.

    `untied_pence` of it is tied to no purpose and may move.
    """

    part: Part
    available_pence: int
    untied_pence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The open parts of a budget, and how it goes on from a day; whole pence a week."""

    places: tuple[Place, ...]
    days: tuple[Day, ...]


def stand(*, budget: PersonalBudget, on: date) -> Standing:
    """How a budget stands: the rates from a day on, and what is left to use now.

    Units: whole pence. Source: ISF-POR-4.
    """
    parts = list_parts(budget=budget, on=on)
    live = [place for place, part in enumerate(parts) if part.fund.state == FundState.OPEN]
    rows = (
        LedgerAccount.objects.filter(fund_id__in=[parts[place].fund.pk for place in live])
        .values("fund_id")
        .annotate(
            left=Sum(F("posted") - F("reserved")),
            untied=Sum(F("posted") - F("reserved"), filter=Q(purpose="")),
        )
        .order_by("fund_id")
    )
    left = {row["fund_id"]: (row["left"], row["untied"]) for row in rows}
    days = list_days(rates=budget_rates(budget=budget), parts=parts, on=on)
    return Standing(
        places=tuple(
            Place(part=parts[place], available_pence=whole, untied_pence=untied)
            for place in live
            for whole, untied in [left[parts[place].fund.pk]]
        ),
        days=tuple(replace(day, parts=tuple(day.parts[place] for place in live)) for day in days),
    )
