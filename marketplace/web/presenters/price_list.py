"""A price list in words: what it changes, from when, and what is wrong in which row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from accounts.web.presenters.wording import day as day_words
from accounts.web.presenters.wording import pounds
from marketplace.enums import Grade
from marketplace.rules import price_files
from marketplace.rules.price_cells import Trouble
from marketplace.rules.price_files import Column, FileProblem, Unreadable
from marketplace.rules.price_lists import Change, Plan
from marketplace.rules.price_rows import DAY_TYPES, Current, Problem
from marketplace.web.presenters import wording
from marketplace.web.presenters.price_troubles import FILES, TROUBLES

# Who comes, as the template says it and as it may be typed.
GRADES: Mapping[str, Grade] = {
    **{words.casefold(): grade for grade, words in wording.GRADES.items()},
    **{grade.casefold(): grade for grade in Grade},
}
LONGEST_CELL = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One price before and after."""

    what: str
    before_pence: int
    after_pence: int
    is_higher: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """The new prices of one offer."""

    title: str
    starts: str
    notes: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """What is wrong in a row, and what to do."""

    row: int
    column: str
    cell: str
    what: str
    todo: str


def unreadable(*, refused: Unreadable) -> str:
    """Why a file cannot be read, and what to do."""
    return FILES[FileProblem(refused.problem)].format(names=wording.listed(words=refused.names))


def present_changes(*, plan: Plan) -> tuple[Changed, ...]:
    """Every offer whose prices change."""
    return tuple(_changed(change) for change in plan.changes)


def present_problems(*, plan: Plan) -> tuple[Wrong, ...]:
    """Every problem, by row."""
    return tuple(_wrong(problem) for problem in plan.problems)


def template(*, offers: Iterable[Current]) -> bytes:
    """A file to fill in, with the prices in force."""
    rows = [row for current in offers for row in _rows(current)]
    return price_files.write(rows=[list(Column), *rows])


def _rows(current: Current) -> Iterator[list[str]]:
    for grade in dict.fromkeys(grade for grade, _ in current.prices):
        prices = [current.prices.get((grade, day_type)) for day_type in DAY_TYPES.values()]
        yield [
            str(current.offer),
            current.title,
            wording.GRADES[grade],
            *("" if pence is None else _plain(pence) for pence in prices),
            "",
        ]


def _plain(pence: int) -> str:
    return pounds(pence=pence).replace("£", "").replace(",", "")


def _changed(change: Change) -> Changed:
    before = change.current.prices
    return Changed(
        title=change.current.title,
        starts=day_words(on=change.starts_on),
        notes=tuple(_notes(change)),
        rows=tuple(
            Row(
                what=f"{wording.GRADES[grade]}, {wording.DAY_TYPES[day_type]}",
                before_pence=before[grade, day_type],
                after_pence=pence,
                is_higher=pence > before[grade, day_type],
            )
            for (grade, day_type), pence in change.prices.items()
            if pence != before[grade, day_type]
        ),
    )


def _notes(change: Change) -> Iterator[str]:
    if change.rises:
        yield "A price is higher, so it begins with notice. Running orders keep their price."
    if change.current.waits_until is not None:
        yield (
            "It takes the place of the prices that were to begin on "
            f"{day_words(on=change.current.waits_until)}."
        )


def _wrong(problem: Problem) -> Wrong:
    what, todo = TROUBLES[Trouble(problem.trouble)]
    first = day_words(on=problem.first_on) if problem.first_on else ""
    return Wrong(
        row=problem.row,
        column=problem.column or "The whole row",
        cell=problem.cell[:LONGEST_CELL],
        what=what.format(first=first),
        todo=todo.format(first=first),
    )
