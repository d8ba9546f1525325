"""What a price means for the money of the person who looks at it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from accounts.web.presenters.wording import pounds
from marketplace.enums import Unit
from marketplace.funding import Fund, WeeklyEffect
from marketplace.web.presenters import wording


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectWords:
    """Two sentences: what it costs a week, and what would be left of the week's money."""

    cost: str
    left: str
    fits: bool


FUND_KINDS: Mapping[str, str] = {
    "ISF": "individual service fund",
    "DIRECT_PAYMENT": "direct payment",
    "MANAGED": "managed account",
}


def fund_name(*, fund: Fund) -> str:
    """Which fund: individual service fund with Foxglove Care."""
    kind = FUND_KINDS.get(fund.kind, "fund")
    return f"{kind} with {fund.holder_name}" if fund.holder_name else kind


def present(
    *, fund: Fund, effect: WeeklyEffect, price_pence: int, quantity: Fraction, unit: Unit
) -> EffectWords:
    """Say it with the figures a person can check by hand."""
    return EffectWords(
        cost=_cost(effect, price_pence, quantity, unit),
        left=_left(fund, effect),
        fits=effect.fits,
    )


def _cost(effect: WeeklyEffect, price_pence: int, quantity: Fraction, unit: Unit) -> str:
    cost = pounds(pence=effect.cost_pence)
    if unit is Unit.WEEK:
        return f"This costs {cost} a week."
    how_much = wording.count(quantity=quantity, unit=unit)
    return f"{how_much} a week at {pounds(pence=price_pence)} is {cost}."


def _left(fund: Fund, effect: WeeklyEffect) -> str:
    parts = [f"{pounds(pence=fund.fee_weekly_pence)} is the management fee"]
    if fund.promised_weekly_pence:
        parts.append(f"{pounds(pence=fund.promised_weekly_pence)} is promised to other orders")
    of_what = f"Of {pounds(pence=fund.weekly_pence)} a week, {', '.join(parts)}"
    if effect.fits:
        return f"{of_what} and {pounds(pence=effect.left_pence)} would be left."
    return f"{of_what}: this is {pounds(pence=-effect.left_pence)} a week more than there is."
