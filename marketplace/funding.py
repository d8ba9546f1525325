"""What the marketplace asks of money: the only importer of `isf.api`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from accounts.permissions import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Fund:
    """One fund as its person sees it before buying; money in whole pence."""

    reference: UUID
    name: str
    holder_name: str
    weekly_pence: int
    fee_weekly_pence: int
    promised_weekly_pence: int
    available_pence: int
    reserved_pence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyEffect:
    """What so much a week would cost, and what the week's money would leave; whole pence."""

    cost_pence: int
    left_pence: int
    fits: bool


def list_funds(*, by: Actor, on: date) -> tuple[Fund, ...]:
    """The funds of the person the actor acts for; none when the actor may not see them."""
    del by, on
    return ()


def weekly_effect(*, fund: Fund, price_pence: int, quantity: Fraction) -> WeeklyEffect:
    """What buying so many units a week would leave of this fund's week. Rounding: half up."""
    exact = price_pence * quantity
    cost = (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)
    left = fund.weekly_pence - fund.fee_weekly_pence - fund.promised_weekly_pence - cost
    return WeeklyEffect(cost_pence=cost, left_pence=left, fits=left >= 0)
