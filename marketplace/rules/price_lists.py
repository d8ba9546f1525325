"""What a price list would change: new versions of a provider's offers, all of them or none."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from marketplace.enums import Grade
from marketplace.rules import price_rises, price_rows
from marketplace.rules.price_cells import Trouble
from marketplace.rules.price_files import Column, Line
from marketplace.rules.price_rises import PriceGrid
from marketplace.rules.price_rows import Asked, Current, Problem

MOST_PROBLEMS = 1_000
FARTHEST = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A new version of one offer: the same words, other prices."""

    current: Current
    prices: PriceGrid
    starts_on: date
    first_on: date
    rises: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All that a price list would do, or every problem in it; `unchanged` counts offers."""

    changes: tuple[Change, ...]
    unchanged: int
    problems: tuple[Problem, ...]
    has_more_problems: bool = False

    @property
    def digest(self) -> str:
        """One text for what would be done: another plan has another."""
        told = repr(
            [
                (
                    str(change.current.offer),
                    change.current.number,
                    str(change.current.waits_until),
                    str(change.starts_on),
                    sorted((str(g), str(d), pence) for (g, d), pence in change.prices.items()),
                    sorted(
                        (str(g), str(d), pence) for (g, d), pence in change.current.prices.items()
                    ),
                )
                for change in self.changes
            ]
        )
        return hashlib.sha256(told.encode()).hexdigest()


def plan(
    *,
    lines: Sequence[Line],
    offers: Mapping[UUID, Current],
    grades: Mapping[str, Grade],
    today: date,
) -> Plan:
    """What a price list would do to the provider's offers, from the day on which it is asked.

    `grades` are the words for who comes, in small letters. An offer without a row stays as it is;
    so does one whose rows say the prices in force. Any problem means nothing is done. Without a
    day the new prices begin as soon as they may. Source: ISF-BIL-4.
    """
    reading = price_rows.read(lines=lines, offers=offers, grades=grades)
    problems, changes = list(reading.problems), []
    for wanted in reading.asked.values():
        if len(set(wanted.days)) > 1:
            problems.append(_problem(wanted, Trouble.DAYS_DIFFER))
        change = _change(wanted, today)
        if change is not None:
            problems += _problems(wanted, change, today)
            changes.append(change)
    problems.sort(key=lambda problem: problem.row)
    return Plan(
        changes=() if problems else tuple(changes),
        unchanged=len(reading.asked) - len(changes),
        problems=tuple(problems[:MOST_PROBLEMS]),
        has_more_problems=len(problems) > MOST_PROBLEMS,
    )


def _change(wanted: Asked, today: date) -> Change | None:
    current = wanted.current
    prices = {**current.prices, **wanted.prices}
    if prices == current.prices:
        return None
    first = price_rises.first_day(before=current.promised, after=prices, today=today)
    told = wanted.days[0] if wanted.days else None
    return Change(
        current=current, prices=prices, starts_on=told or first, first_on=first, rises=first > today
    )


def _problems(wanted: Asked, change: Change, today: date) -> list[Problem]:
    problems = []
    if wanted.current.has_draft:
        problems.append(_problem(wanted, Trouble.DRAFT_WAITING))
    elif wanted.current.waits_with_words:
        problems.append(_problem(wanted, Trouble.VERSION_WAITING, wanted.current.waits_until))
    if change.starts_on < today:
        problems.append(_problem(wanted, Trouble.DAY_PAST, change.first_on))
    elif change.starts_on < change.first_on:
        problems.append(_problem(wanted, Trouble.RISE_TOO_SOON, change.first_on))
    elif change.starts_on > today + FARTHEST:
        problems.append(_problem(wanted, Trouble.DAY_TOO_FAR))
    return problems


def _problem(wanted: Asked, trouble: Trouble, first_on: date | None = None) -> Problem:
    return Problem(row=wanted.row, trouble=trouble, column=Column.FROM, first_on=first_on)
