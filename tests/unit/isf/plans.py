"""Plans, terms and weeks for the tests of promises: one Monday, 480.00 a week, 10% fee."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time, timedelta
from fractions import Fraction
from uuid import UUID

from accounts.enums import DayType, Nation
from isf.rules.entitlement import Rate, Term
from isf.rules.fees import Caps, FeeTerms, FeeVersion
from isf.rules.promises import Plan, PlanLine

MONDAY = date(2026, 6, 1)  # a month without bank holidays ahead in England
DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)


def plan_line(
    price_pence: int | dict[DayType, int],
    *,
    weekdays: Sequence[int] = (0,),
    quantity: Fraction | str | int = 1,
    workers: int = 1,
    number: int = 1,
) -> PlanLine:
    prices = price_pence if isinstance(price_pence, dict) else dict.fromkeys(DayType, price_pence)
    return PlanLine(
        reference=UUID(int=number),
        weekdays=frozenset(weekdays),
        starts_at=time(10),
        quantity=Fraction(quantity),
        workers=workers,
        price_pence=prices,
    )


def plan(
    *lines: PlanLine,
    starts_on: date = MONDAY,
    weeks: int | None = 4,
    ends_on: date | None = None,
    nation: Nation = Nation.ENGLAND,
) -> Plan:
    last = None if weeks is None else starts_on + weeks * WEEK - DAY
    return Plan(starts_on=starts_on, ends_on=ends_on or last, nation=nation, lines=lines)


def terms(
    weekly_pence: int = 48000,
    rate_bp: int = 1000,
    *,
    starts_on: date = MONDAY,
    ends_on: date | None = None,
    later: tuple[tuple[date, int], ...] = (),
) -> FeeTerms:
    rates = ((starts_on, weekly_pence), *later)
    return FeeTerms(
        term=Term(
            starts_on=starts_on,
            ends_on=ends_on,
            rates=tuple(Rate(starts_on=day, weekly_pence=pence) for day, pence in rates),
        ),
        versions=(FeeVersion(starts_on=starts_on, rate_bp=rate_bp),),
        caps=(Caps(starts_on=starts_on, soft_bp=1000, hard_bp=1500),),
    )
