"""Reading the rows of a price list against a provider's offers: what each asks for, or why not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from accounts.enums import DayType
from marketplace.enums import Grade
from marketplace.rules import price_cells
from marketplace.rules.price_cells import Refused, Trouble
from marketplace.rules.price_files import Column, Line
from marketplace.rules.price_rises import PriceGrid

DAY_TYPES: Mapping[Column, DayType] = {
    Column.WEEKDAY: DayType.WEEKDAY,
    Column.SATURDAY: DayType.SATURDAY,
    Column.SUNDAY: DayType.SUNDAY,
    Column.BANK_HOLIDAY: DayType.BANK_HOLIDAY,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Current:
    """An offer as it stands: the version in force, and what waits to follow it.

    `promised` holds the lowest price of every cell, in force or to come; `waits_until` is the
    first day of a version to come, `waits_with_words` that it changes more than prices.
    """

    offer: UUID
    title: str
    number: int
    prices: PriceGrid
    promised: PriceGrid
    has_draft: bool = False
    waits_until: date | None = None
    waits_with_words: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is wrong in one row; `cell` is what stands there, `first_on` the first day possible."""

    row: int
    trouble: Trouble
    column: Column | None = None
    cell: str = ""
    first_on: date | None = None


@dataclass(slots=True, kw_only=True)
class Asked:
    """What the rows of one offer ask for; `row` is the first of them."""

    current: Current
    row: int
    prices: dict[tuple[Grade, DayType], int] = field(default_factory=dict)
    days: list[date | None] = field(default_factory=list)
    grades: set[Grade] = field(default_factory=set)


@dataclass(slots=True, kw_only=True)
class Reading:
    """The rows read so far."""

    offers: Mapping[UUID, Current]
    grades: Mapping[str, Grade]
    asked: dict[UUID, Asked] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read(
    *, lines: Sequence[Line], offers: Mapping[UUID, Current], grades: Mapping[str, Grade]
) -> Reading:
    """What the rows ask for, by offer, and every problem in a row or a cell."""
    reading = Reading(offers=offers, grades=grades)
    for line in lines:
        reading.problems += _take(line, reading)
    return reading


def _take(line: Line, reading: Reading) -> Iterator[Problem]:
    if line.is_too_long:
        yield wrong(line=line, trouble=Trouble.ROW_TOO_LONG)
    try:
        wanted, grade = _wanted(line, reading)
    except _Wrong as found:
        yield wrong(line=line, trouble=found.trouble, column=found.column)
        return
    for column, day_type in DAY_TYPES.items():
        try:
            told = line.cells[column]
            pence = _price(told, is_offered=(grade, day_type) in wanted.current.prices)
            if pence is not None:
                wanted.prices[grade, day_type] = pence
        except Refused as refused:
            yield wrong(line=line, trouble=refused.trouble, column=column)
    try:
        told = line.cells[Column.FROM]
        wanted.days.append(price_cells.read_day(text=told) if told else None)
    except Refused as refused:
        yield wrong(line=line, trouble=refused.trouble, column=Column.FROM)


@dataclass(eq=False)
class _Wrong(Exception):
    trouble: Trouble
    column: Column | None


def _wanted(line: Line, reading: Reading) -> tuple[Asked, Grade]:
    """The offer and the grade a row is about."""
    told = line.cells[Column.OFFER]
    if not told:
        raise _Wrong(Trouble.OFFER_MISSING, Column.OFFER)
    try:
        current = reading.offers[UUID(told)]
    except (ValueError, KeyError) as unknown:
        raise _Wrong(Trouble.OFFER_UNKNOWN, Column.OFFER) from unknown
    grade = reading.grades.get(line.cells[Column.WORKER].casefold())
    if grade is None or grade not in {known for known, _ in current.prices}:
        raise _Wrong(Trouble.WORKER_UNKNOWN, Column.WORKER)
    wanted = reading.asked.setdefault(current.offer, Asked(current=current, row=line.number))
    if grade in wanted.grades:
        raise _Wrong(Trouble.ROW_TWICE, None)
    wanted.grades.add(grade)
    return wanted, grade


def _price(told: str, *, is_offered: bool) -> int | None:
    if not told and is_offered:
        raise Refused(Trouble.PRICE_MISSING)
    if told and not is_offered:
        raise Refused(Trouble.PRICE_NOT_OFFERED)
    return price_cells.read_price(text=told) if told else None


def wrong(*, line: Line, trouble: Trouble, column: Column | None = None) -> Problem:
    """A problem of a row, with what stands in the cell meant."""
    cell = line.cells[column] if column else ""
    return Problem(row=line.number, column=column, trouble=trouble, cell=cell)
