"""What a price means for the money of the person who looks at it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from accounts.web.presenters.wording import day, pounds
from marketplace.enums import Unit
from marketplace.funding import Effect, Fund, FundNotOpen, NotFundable, PartLeft, WeeklyEffect
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


def part_left(*, part: PartLeft) -> str:
    """What is left to use of a part of a budget, or of what is not tied (ISF-RES-5)."""
    name = part.name or "not tied to a purpose"
    return f"{name}: {pounds(pence=part.available_pence)} left to use"


def paid_from(*, fund: Fund, part: str) -> str:
    """The fund an order is paid from, and which part of it where it is tied (ISF-RES-5)."""
    title = fund_title(fund=fund)
    named = next((one.name for one in fund.parts if one.code == part), "")
    return f"{title}, {named}" if named else title


def present(
    *,
    fund: Fund,
    effect: WeeklyEffect,
    price_pence: int,
    quantity: Fraction,
    unit: Unit,
    is_example: bool = False,
) -> EffectWords:
    """Say it with the figures a person can check by hand.

    `is_example` where they have not said how much they want.
    """
    week = Week(
        brings_pence=fund.weekly_pence,
        fee_pence=fund.fee_weekly_pence,
        promised_pence=fund.promised_weekly_pence,
    )
    return EffectWords(
        cost=_cost(effect, price_pence, _how_many(quantity, unit, is_example=is_example)),
        left=_left(week, effect.left_pence, fits=effect.fits),
        fits=effect.fits,
    )


def present_order(*, effect: Effect, set_aside_pence: int) -> EffectWords:
    """Say what an order costs, and what would be left of the week that leaves least."""
    return EffectWords(
        cost=_order_cost(effect),
        left=f"{_when(effect)}{_order_left(effect, set_aside_pence)}",
        fits=effect.fits,
    )


def _order_cost(effect: Effect) -> str:
    dearest = pounds(pence=effect.dearest_pence)
    if effect.usual_pence == effect.dearest_pence:
        return f"It costs up to {dearest} a week."
    return f"It costs {pounds(pence=effect.usual_pence)} in most weeks and up to {dearest}."


def _when(effect: Effect) -> str:
    """Which week the figures are of, where not every week is alike."""
    if effect.weekly_cost_pence == effect.usual_pence == effect.dearest_pence:
        return ""
    return f"The week of {day(on=effect.week)} leaves least. "


def _order_left(effect: Effect, set_aside_pence: int) -> str:
    week = Week(
        brings_pence=effect.weekly_pence,
        fee_pence=effect.fee_weekly_pence,
        promised_pence=effect.promised_weekly_pence,
    )
    left = effect.left_weekly_pence
    if left < 0 and effect.fits:
        return (
            f"{_of_what(week)}: this is {pounds(pence=-left)} more than the week brings, and comes "
            f"from {_earlier(effect, set_aside_pence)}."
        )
    words = _left(week, left, fits=left >= 0)
    if effect.fits or left < 0:
        return words
    return f"{words} {_why(effect)}"


def _earlier(effect: Effect, set_aside_pence: int) -> str:
    """Where the money comes from that a week does not bring; saved money is used first."""
    sources = []
    if effect.drawn_pence:
        sources.append(f"what is saved, which pays {pounds(pence=effect.drawn_pence)} of the order")
    if set_aside_pence:
        sources.append(f"the {pounds(pence=set_aside_pence)} of earlier weeks")
    return ", then from ".join(sources)


def _why(effect: Effect) -> str:
    """Why an order is refused although every week has room for it."""
    if isinstance(effect.refused, NotFundable):
        return "But a personal budget may not pay for this."
    if isinstance(effect.refused, FundNotOpen):
        return "But this fund pays for nothing new on these days."
    needs, available = pounds(pence=effect.needs_pence), pounds(pence=effect.available_pence)
    return f"But days that are already paid for need {needs}, and {available} is available now."


def _how_many(quantity: Fraction, unit: Unit, *, is_example: bool) -> str:
    """So many units a week, at the beginning of a line; empty where the unit is the week."""
    if unit is Unit.WEEK:
        return ""
    how_many = wording.count(quantity=quantity, unit=unit)
    return f"For example, {how_many}" if is_example else how_many


def _cost(effect: WeeklyEffect, price_pence: int, how_many: str) -> str:
    cost = pounds(pence=effect.cost_pence)
    if not how_many:
        return f"This costs {cost} a week."
    return f"{how_many} a week at {pounds(pence=price_pence)} is {cost}."


def _of_what(week: Week) -> str:
    parts = [f"{pounds(pence=week.fee_pence)} is the management fee"]
    if week.promised_pence:
        parts.append(f"{pounds(pence=week.promised_pence)} is promised to other orders")
    return f"Of {pounds(pence=week.brings_pence)} a week, {', '.join(parts)}"


def _left(week: Week, left_pence: int, *, fits: bool) -> str:
    if fits:
        return f"{_of_what(week)} and {pounds(pence=left_pence)} would be left."
    return f"{_of_what(week)}: this is {pounds(pence=-left_pence)} a week more than there is."
