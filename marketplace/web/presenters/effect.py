"""What a price means for the money of the person who looks at it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from accounts.web.presenters.wording import pounds
from marketplace.enums import Unit
from marketplace.funding import Effect, Fund, WeeklyEffect
from marketplace.web.presenters import wording


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectWords:
    """Two sentences: what it costs a week, and what would be left of the week's money."""

    cost: str
    left: str
    fits: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """A week of a fund's money, in pence."""

    brings_pence: int
    fee_pence: int
    promised_pence: int


FUND_KINDS: Mapping[str, str] = {
    "ISF": "individual service fund",
    "DIRECT_PAYMENT": "direct payment",
    "MANAGED": "managed account",
}


def fund_name(*, fund: Fund) -> str:
    """Which fund: individual service fund with Foxglove Care."""
    kind = FUND_KINDS.get(fund.kind, "fund")
    return f"{kind} with {fund.holder_name}" if fund.holder_name else kind


def fund_title(*, fund: Fund) -> str:
    """The same at the beginning of a line."""
    name = fund_name(fund=fund)
    return f"{name[:1].upper()}{name[1:]}"


def present(
    *, fund: Fund, effect: WeeklyEffect, price_pence: int, quantity: Fraction, unit: Unit
) -> EffectWords:
    """Say it with the figures a person can check by hand."""
    week = Week(
        brings_pence=fund.weekly_pence,
        fee_pence=fund.fee_weekly_pence,
        promised_pence=fund.promised_weekly_pence,
    )
    return EffectWords(
        cost=_cost(effect, price_pence, quantity, unit),
        left=_left(week, effect.left_pence, fits=effect.fits),
        fits=effect.fits,
    )


def present_order(*, effect: Effect) -> EffectWords:
    """Say what an order costs in its dearest week, and what would be left of that week."""
    week = Week(
        brings_pence=effect.weekly_pence,
        fee_pence=effect.fee_weekly_pence,
        promised_pence=effect.promised_weekly_pence,
    )
    return EffectWords(
        cost=f"It costs up to {pounds(pence=effect.weekly_cost_pence)} a week.",
        left=_left(week, effect.left_weekly_pence, fits=effect.fits),
        fits=effect.fits,
    )


def _cost(effect: WeeklyEffect, price_pence: int, quantity: Fraction, unit: Unit) -> str:
    cost = pounds(pence=effect.cost_pence)
    if unit is Unit.WEEK:
        return f"This costs {cost} a week."
    how_much = wording.count(quantity=quantity, unit=unit)
    return f"{how_much} a week at {pounds(pence=price_pence)} is {cost}."


def _left(week: Week, left_pence: int, *, fits: bool) -> str:
    parts = [f"{pounds(pence=week.fee_pence)} is the management fee"]
    if week.promised_pence:
        parts.append(f"{pounds(pence=week.promised_pence)} is promised to other orders")
    of_what = f"Of {pounds(pence=week.brings_pence)} a week, {', '.join(parts)}"
    if fits:
        return f"{of_what} and {pounds(pence=left_pence)} would be left."
    return f"{of_what}: this is {pounds(pence=-left_pence)} a week more than there is."
