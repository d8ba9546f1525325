"""What an offer version must say before it can be published."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from accounts.enums import DayType
from marketplace.enums import CancellationKind, Grade, Unit, VatTreatment

MOST_NOTICE_DAYS = 28
HIGHEST_PRICE_PENCE = 10_000_00
WORKING_WEEK = frozenset(range(5))
SATURDAY, SUNDAY = 5, 6

PriceGrid = Mapping[tuple[Grade, DayType], int]


class Problem(StrEnum):
    """What is missing or wrong; each belongs to one field of the form."""

    TITLE_MISSING = "TITLE_MISSING"
    INCLUDED_MISSING = "INCLUDED_MISSING"
    AREAS_MISSING = "AREAS_MISSING"
    DAYS_MISSING = "DAYS_MISSING"
    TIMES_WRONG = "TIMES_WRONG"
    PRICES_MISSING = "PRICES_MISSING"
    PRICES_INCOMPLETE = "PRICES_INCOMPLETE"
    PRICE_NOT_POSITIVE = "PRICE_NOT_POSITIVE"
    PRICE_TOO_HIGH = "PRICE_TOO_HIGH"
    GRADES_MIXED = "GRADES_MIXED"
    NOTICE_WRONG = "NOTICE_WRONG"
    CANCELLATION_AMOUNT_MISSING = "CANCELLATION_AMOUNT_MISSING"
    CANCELLATION_DAYS_MISSING = "CANCELLATION_DAYS_MISSING"
    CANCELLATION_DAYS_TOO_MANY = "CANCELLATION_DAYS_TOO_MANY"
    VAT_REASON_MISSING = "VAT_REASON_MISSING"
    STARTS_IN_THE_PAST = "STARTS_IN_THE_PAST"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A version as its provider wrote it. Prices are pence with VAT for one unit and one worker."""

    title: str
    included: str
    area_count: int
    unit: Unit
    notice_days: int
    cancellation: CancellationKind
    cancellation_pence: int
    cancellation_days: int
    vat: VatTreatment
    vat_reason: str
    weekdays: frozenset[int]
    opens_at: time | None
    closes_at: time | None
    starts_on: date
    prices: PriceGrid = field(default_factory=dict)


@dataclass(eq=False)
class NotReady(Exception):
    """The version cannot be published until these are put right."""

    problems: tuple[Problem, ...]


def day_types_needed(*, weekdays: frozenset[int]) -> tuple[DayType, ...]:
    """The day types a price is needed for; a bank holiday may fall on any day of the week."""
    needed = []
    if weekdays & WORKING_WEEK:
        needed.append(DayType.WEEKDAY)
    if SATURDAY in weekdays:
        needed.append(DayType.SATURDAY)
    if SUNDAY in weekdays:
        needed.append(DayType.SUNDAY)
    if weekdays:
        needed.append(DayType.BANK_HOLIDAY)
    return tuple(needed)


def check(*, facts: Facts, today: date) -> None:
    """Refuse to publish a version that is incomplete or contradicts itself.

    Raises NotReady with every problem at once, in the order of the form.
    """
    problems = (
        *_words(facts),
        *_times(facts),
        *_prices(facts),
        *_terms(facts),
        *([Problem.STARTS_IN_THE_PAST] if facts.starts_on < today else []),
    )
    if problems:
        raise NotReady(problems)


def _words(facts: Facts) -> list[Problem]:
    asked = [
        (facts.title.strip(), Problem.TITLE_MISSING),
        (facts.included.strip(), Problem.INCLUDED_MISSING),
        (facts.area_count, Problem.AREAS_MISSING),
    ]
    return [problem for value, problem in asked if not value]


def _times(facts: Facts) -> list[Problem]:
    problems = [] if facts.weekdays else [Problem.DAYS_MISSING]
    one_missing = (facts.opens_at is None) is not (facts.closes_at is None)
    turned = facts.opens_at and facts.closes_at and facts.opens_at >= facts.closes_at
    if one_missing or turned:
        problems.append(Problem.TIMES_WRONG)
    return problems


def _prices(facts: Facts) -> list[Problem]:
    if not facts.prices:
        return [Problem.PRICES_MISSING]
    problems = []
    grades = {grade for grade, _ in facts.prices}
    if Grade.ONE_PRICE in grades and len(grades) > 1:
        problems.append(Problem.GRADES_MIXED)
    needed = day_types_needed(weekdays=facts.weekdays)
    if any((grade, day_type) not in facts.prices for grade in grades for day_type in needed):
        problems.append(Problem.PRICES_INCOMPLETE)
    if any(pence <= 0 for pence in facts.prices.values()):
        problems.append(Problem.PRICE_NOT_POSITIVE)
    if any(pence > HIGHEST_PRICE_PENCE for pence in facts.prices.values()):
        problems.append(Problem.PRICE_TOO_HIGH)
    return problems


def _terms(facts: Facts) -> list[Problem]:
    problems = []
    if not 0 <= facts.notice_days <= MOST_NOTICE_DAYS:
        problems.append(Problem.NOTICE_WRONG)
    if facts.cancellation is CancellationKind.AMOUNT and facts.cancellation_pence <= 0:
        problems.append(Problem.CANCELLATION_AMOUNT_MISSING)
    if facts.cancellation is CancellationKind.DAYS:
        if facts.cancellation_days <= 0:
            problems.append(Problem.CANCELLATION_DAYS_MISSING)
        elif facts.cancellation_days > facts.notice_days:
            problems.append(Problem.CANCELLATION_DAYS_TOO_MANY)
    if facts.vat is not VatTreatment.STANDARD and not facts.vat_reason.strip():
        problems.append(Problem.VAT_REASON_MISSING)
    return problems
