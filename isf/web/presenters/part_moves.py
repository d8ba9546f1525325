"""Moving a part of a budget: what it would mean, fund by fund, before it is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from accounts.web.presenters import wording as words_for
from isf.operations.part_moves import Tried, Wish
from isf.operations.posting import InsufficientFunds
from isf.queries.part_moves import Standing
from isf.web.presenters.funds import title


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One fund: its weekly amount without the move and with it, and what is left to use."""

    title: str
    weekly_before_pence: int
    weekly_pence: int
    left_before_pence: int
    left_pence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """A later day on which an amount agreed before sets in; whole pence a week."""

    day: date
    parts: tuple[tuple[str, int], ...]
    free_pence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What a move would do, with what the form has to send again."""

    each_week: str
    what: str
    lines: tuple[Line, ...]
    free_before_pence: int
    free_pence: int
    columns: tuple[str, ...]
    later: tuple[Later, ...]
    hidden: tuple[tuple[str, str], ...]


def check(*, tried: Tried, wish: Wish, source: UUID, sent: list[tuple[str, str]]) -> Check:
    """What a move would do, before it is done."""
    names = {
        one.part.fund.reference: title(one.part.fund)
        for one in (*tried.before.places, *tried.after.places)
    }
    columns = tuple(title(one.part.fund) for one in tried.after.places)
    before = {one.part.deployment_id: one for one in tried.before.places}
    return Check(
        each_week=f"Each week from {words_for.day(on=wish.starts_on)}",
        what=_what(wish=wish, leaves=names[source], goes_to=names[wish.target]),
        lines=tuple(
            Line(
                title=title(one.part.fund),
                weekly_before_pence=before[one.part.deployment_id].part.weekly_pence,
                weekly_pence=one.part.weekly_pence,
                left_before_pence=before[one.part.deployment_id].available_pence,
                left_pence=one.available_pence,
            )
            for one in tried.after.places
        ),
        free_before_pence=tried.before.days[0].view.unallocated_pence,
        free_pence=tried.after.days[0].view.unallocated_pence,
        columns=columns,
        later=_later(tried.after, columns),
        hidden=(*sent, ("confirmed", "on")),
    )


def _later(standing: Standing, columns: tuple[str, ...]) -> tuple[Later, ...]:
    return tuple(
        Later(
            day=row.day,
            parts=tuple(zip(columns, row.parts, strict=True)),
            free_pence=row.view.unallocated_pence,
        )
        for row in standing.days[1:]
    )


def _what(*, wish: Wish, leaves: str, goes_to: str) -> str:
    day = words_for.day(on=wish.starts_on)
    if not wish.pence:
        return f"The weekly amounts change from {day}. No money moves now."
    moved = words_for.pounds(pence=wish.pence)
    now = f"{moved} moves now, from {leaves} to {goes_to}."
    return f"{now} The weekly amounts change from {day}." if wish.weekly_pence else now


def too_much(*, refusal: InsufficientFunds, wish: Wish) -> str:
    """Why so much cannot move; other weekly amounts may have changed what is left."""
    left = words_for.pounds(pence=max(refusal.available_pence, 0))
    asked = words_for.pounds(pence=refusal.requested_pence)
    then = " with the new weekly amounts" if wish.weekly_pence else ""
    return (
        f"{asked} cannot move: {left} is left to use in the fund it leaves{then}. "
        f"What is set aside stays there. Enter {left} or less."
    )
