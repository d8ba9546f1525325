"""What an offer version must say before it can be published."""

from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from uuid import UUID

from accounts.enums import DayType
from marketplace.enums import CancellationKind, Category, Grade, Unit, VatTreatment
from marketplace.rules import price_rises
from marketplace.rules.price_rises import PriceGrid

MOST_NOTICE_DAYS = 28
HIGHEST_PRICE_PENCE = 10_000_00
WORKING_WEEK = frozenset(range(5))
SATURDAY, SUNDAY = 5, 6


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
    RISE_TOO_SOON = "RISE_TOO_SOON"


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A version as its provider wrote it. Prices are pence with VAT for one unit and one worker."""

    title: str
    category: Category
    included: str
    areas: frozenset[UUID]
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
    availability_note: str
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


def check(*, content: Content, promised: PriceGrid, today: date) -> None:
    """Refuse to publish a version that is incomplete, contradicts itself or raises prices at once.

    `promised` are the prices in force or to come, empty for a new offer. Raises NotReady with every
    problem at once, in the order of the form. Source: ISF-BIL-4.
    """
    problems = (
        *_words(content),
        *_times(content),
        *_prices(content),
        *_terms(content),
        *_days(content, promised, today),
    )
    if problems:
        raise NotReady(problems)


def _days(content: Content, promised: PriceGrid, today: date) -> list[Problem]:
    if content.starts_on < today:
        return [Problem.STARTS_IN_THE_PAST]
    first = price_rises.first_day(before=promised, after=content.prices, today=today)
    return [Problem.RISE_TOO_SOON] if content.starts_on < first else []


def _words(content: Content) -> list[Problem]:
    asked = [
        (content.title.strip(), Problem.TITLE_MISSING),
        (content.included.strip(), Problem.INCLUDED_MISSING),
        (content.areas, Problem.AREAS_MISSING),
    ]
    return [problem for value, problem in asked if not value]


def _times(content: Content) -> list[Problem]:
    problems = [] if content.weekdays else [Problem.DAYS_MISSING]
    one_missing = (content.opens_at is None) is not (content.closes_at is None)
    turned = content.opens_at and content.closes_at and content.opens_at >= content.closes_at
    if one_missing or turned:
        problems.append(Problem.TIMES_WRONG)
    return problems


def _prices(content: Content) -> list[Problem]:
    if not content.prices:
        return [Problem.PRICES_MISSING]
    problems = []
    grades = {grade for grade, _ in content.prices}
    if Grade.ONE_PRICE in grades and len(grades) > 1:
        problems.append(Problem.GRADES_MIXED)
    needed = day_types_needed(weekdays=content.weekdays)
    if any((grade, day_type) not in content.prices for grade in grades for day_type in needed):
        problems.append(Problem.PRICES_INCOMPLETE)
    if any(pence <= 0 for pence in content.prices.values()):
        problems.append(Problem.PRICE_NOT_POSITIVE)
    if any(pence > HIGHEST_PRICE_PENCE for pence in content.prices.values()):
        problems.append(Problem.PRICE_TOO_HIGH)
    return problems


def _terms(content: Content) -> list[Problem]:
    problems = []
    if not 0 <= content.notice_days <= MOST_NOTICE_DAYS:
        problems.append(Problem.NOTICE_WRONG)
    if content.cancellation is CancellationKind.AMOUNT and content.cancellation_pence <= 0:
        problems.append(Problem.CANCELLATION_AMOUNT_MISSING)
    if content.cancellation is CancellationKind.DAYS:
        if content.cancellation_days <= 0:
            problems.append(Problem.CANCELLATION_DAYS_MISSING)
        elif content.cancellation_days > content.notice_days:
            problems.append(Problem.CANCELLATION_DAYS_TOO_MANY)
    if content.vat is not VatTreatment.STANDARD and not content.vat_reason.strip():
        problems.append(Problem.VAT_REASON_MISSING)
    return problems
