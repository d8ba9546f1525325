"""A month of a budget day by day: where the ink of the strip goes, and the same as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from accounts.web.presenters import wording as words_for
from isf.queries.budgets import Part
from isf.rules.day_splits import Run, Split
from isf.rules.entitlement import ONE_DAY
from isf.rules.schedule import month_end
from isf.web.presenters import wording
from isf.web.presenters.funds import title

# Layers are told apart by what is drawn in them, not by colour.
PATTERNS: Final = ("solid", "slanted", "dotted", "level", "upright", "crossed")
AWAY, FREE = "away", "free"
_LEFT, _RIGHT, _TOP, _BOTTOM = 8, 8, 30, 26
_MARKED_DAYS = (1, 8, 15, 22, 29)
_FIRST_YEAR, _LAST_YEAR = 2000, 2099


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """What one pattern stands for."""

    pattern: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One layer of some days alike."""

    x: int
    y: int
    width: int
    height: int
    pattern: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The number of a day under the strip."""

    x: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The strip in one width."""

    name: str
    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    blocks: tuple[Block, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Days alike, whole pence a week."""

    days: str
    budget_pence: int
    parts: tuple[tuple[str, int], ...]
    away_pence: int
    free_pence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """A month of a budget; `before` and `after` are the months beside it, as an address has them.

    `highest` is the weekly budget the full height stands for.
    """

    title: str
    meaning: str
    before: str
    before_name: str
    after: str
    after_name: str
    highest: str
    layers: tuple[Layer, ...]
    columns: tuple[str, ...]
    has_away: bool
    rows: tuple[Row, ...]
    frames: tuple[Frame, ...]


def strip(*, runs: Sequence[Run], parts: Sequence[Part], month: date) -> Strip:
    """Draw a month of a budget."""
    shown = [n for n, part in enumerate(parts) if any(_overlaps(part, run) for run in runs)]
    columns = tuple(title(parts[place].fund) for place in shown)
    before, after = month - ONE_DAY, month_end(day=month) + ONE_DAY
    has_away = any(run.split.away_pence for run in runs)
    highest = max((run.split.budget_pence for run in runs), default=0)
    layers = tuple(_layers(columns, has_away=has_away, runs=runs))
    days = month_end(day=month).day
    return Strip(
        title=f"Day by day: {month:%B %Y}",
        meaning=_meaning(runs, month),
        before=f"{before:%Y-%m}" if before.year >= _FIRST_YEAR else "",
        before_name=f"{before:%B %Y}",
        after=f"{after:%Y-%m}" if after.year <= _LAST_YEAR else "",
        after_name=f"{after:%B %Y}",
        highest=f"{words_for.pounds(pence=highest)} a week",
        layers=layers,
        columns=columns,
        has_away=has_away,
        rows=tuple(
            Row(
                days=words_for.days(starts_on=run.first_on, ends_on=run.last_on),
                budget_pence=run.split.budget_pence,
                parts=tuple(
                    (column, run.split.parts[place])
                    for column, place in zip(columns, shown, strict=True)
                ),
                away_pence=run.split.away_pence,
                free_pence=run.split.unallocated_pence,
            )
            for run in runs
        ),
        frames=tuple(
            _frame(name, width, height, runs=runs, shown=shown, highest=highest, days=days)
            for name, width, height in (("wide", 720, 240), ("narrow", 320, 220))
        )
        if highest
        else (),
    )


def _overlaps(part: Part, run: Run) -> bool:
    ends_on = part.term.ends_on
    return part.term.starts_on <= run.last_on and (ends_on is None or ends_on >= run.first_on)


def _layers(columns: Sequence[str], *, has_away: bool, runs: Sequence[Run]) -> Iterator[Layer]:
    for place, column in enumerate(columns):
        yield Layer(pattern=PATTERNS[place % len(PATTERNS)], label=column)
    if has_away:
        yield Layer(pattern=AWAY, label="Brings nothing: time away")
    if any(run.split.unallocated_pence for run in runs):
        yield Layer(pattern=FREE, label="Not agreed yet")


def _meaning(runs: Sequence[Run], month: date) -> str:
    """The month in a sentence or two."""
    budgets = [run.split.budget_pence for run in runs]
    if not any(budgets):
        return f"There is no budget in {month:%B %Y}."
    low, high = (words_for.pounds(pence=pence) for pence in (min(budgets), max(budgets)))
    said = [
        f"The budget is {high} a week on every day."
        if low == high
        else f"The budget is between {low} and {high} a week."
    ]
    away = sum(run.days for run in runs if run.split.away_pence)
    free = sum(run.days for run in runs if run.split.unallocated_pence)
    if away:
        bring = "brings" if away == 1 else "bring"
        said.append(f"Time away: {wording.counted(away, 'day')} {bring} nothing.")
    if free:
        said.append(f"On {wording.counted(free, 'day')} a part of it is not agreed yet.")
    return " ".join(said)


def _frame(
    name: str,
    width: int,
    height: int,
    *,
    runs: Sequence[Run],
    shown: Sequence[int],
    highest: int,
    days: int,
) -> Frame:
    inner, floor = width - _LEFT - _RIGHT, height - _BOTTOM

    def across(day: int) -> int:
        return _LEFT + inner * (day - 1) // days

    blocks = []
    for run in runs:
        first, past = across(run.first_on.day), across(run.last_on.day + 1)
        below = 0
        for pattern, pence in _stack(run.split, shown):
            high = floor - (floor - _TOP) * (below + pence) // highest
            low = floor - (floor - _TOP) * below // highest
            below += pence
            blocks.append(
                Block(x=first, y=high, width=past - first, height=low - high, pattern=pattern)
            )
    return Frame(
        name=name,
        width=width,
        height=height,
        left=_LEFT,
        right=width - _RIGHT,
        top=_TOP,
        bottom=floor,
        blocks=tuple(blocks),
        marks=tuple(
            Mark(x=(across(day) + across(day + 1)) // 2, text=str(day))
            for day in _MARKED_DAYS
            if day <= days
        ),
    )


def _stack(split: Split, shown: Sequence[int]) -> Iterator[tuple[str, int]]:
    """The layers of a day from below, without those that are nothing."""
    for number, place in enumerate(shown):
        if split.parts[place]:
            yield PATTERNS[number % len(PATTERNS)], split.parts[place]
    for pattern, pence in ((AWAY, split.away_pence), (FREE, split.unallocated_pence)):
        if pence > 0:
            yield pattern, pence
