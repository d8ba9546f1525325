"""Time away in plain words: which days are funded, from when nothing comes in, until when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from accounts.permissions import Actor, can_role
from accounts.web.presenters import wording as words_for
from isf.models import PersonalBudget
from isf.permissions import KEEPER_ROLES
from isf.queries.absences import StayLine
from isf.rules.entitlement import ONE_DAY

_day = words_for.day
_NEVER: Final = "It was recorded by mistake, and counts for nothing."


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One stay and what it means."""

    reference: UUID
    number: int
    days: str
    meaning: str
    reason: str
    state: str
    colour: str
    first_on: date
    returned_on: date | None
    may_change: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Everything about time away of one person."""

    budget: UUID
    who: str
    lines: tuple[Line, ...]
    may_record: bool


def page(*, budget: PersonalBudget, lines: Iterable[StayLine], by: Actor) -> Page:
    """Every stay of a person, the latest first, as one reader sees it."""
    keeps = can_role(by=by, organisation_id=budget.authority_id, roles=KEEPER_ROLES)
    is_own = by.person_id == budget.person_id and by.representative_id is None
    return Page(
        budget=budget.reference,
        who="" if is_own and by.organisation_id is None else budget.person.full_name,
        lines=tuple(line(stay=stay, keeps=keeps) for stay in reversed(list(lines))),
        may_record=keeps,
    )


def line(*, stay: StayLine, keeps: bool) -> Line:
    """One stay."""
    known = stay.known
    state, colour = _state(stay)
    return Line(
        reference=known.reference,
        number=known.number,
        days=days(stay=stay),
        meaning=_NEVER if known.is_withdrawn else meaning(stay=stay),
        reason=known.reason,
        state=state,
        colour=colour,
        first_on=known.stay.first_on,
        returned_on=known.stay.returned_on,
        may_change=keeps and not known.is_withdrawn,
    )


def _state(stay: StayLine) -> tuple[str, str]:
    if stay.known.is_withdrawn:
        return "Taken back", "grey"
    return ("Away", "yellow") if stay.known.stay.returned_on is None else ("Back home", "green")


def days(*, stay: StayLine) -> str:
    """From when to when, counted in full days away."""
    first, back = stay.known.stay.first_on, stay.known.stay.returned_on
    if back is None:
        return f"Away since {_day(on=first)}"
    last = back - ONE_DAY
    until = "" if last == first else f" to {_day(on=last)}"
    return f"Away {'on' if last == first else 'from'} {_day(on=first)}{until}, back on " + _day(
        on=back
    )


def meaning(*, stay: StayLine) -> str:
    """What it means for the money, in one or two sentences."""
    joined = (
        "It follows the time away before so soon that both count as one. " if stay.is_joined else ""
    )
    nil, first = stay.nil, stay.known.stay.first_on
    if nil is None:
        return f"{joined}All of these days are funded."
    if nil.starts_on == first:
        funded = ""
    else:
        comes = "comes" if nil.ends_on is None else "came"
        funded = f"Money {comes} in for the days up to {_day(on=nil.starts_on - ONE_DAY)}. "
    if nil.ends_on is None:
        return (
            f"{joined}{funded}From {_day(on=nil.starts_on)} nothing comes in until the day of "
            "return, which is funded again. The money that is in the fund stays there."
        )
    until = "" if nil.ends_on == nil.starts_on else f" to {_day(on=nil.ends_on)}"
    word = "On" if not until else "From"
    return f"{joined}{funded}{word} {_day(on=nil.starts_on)}{until} nothing came in."


def notice(*, stay: StayLine | None) -> str:
    """What the page of a fund says while somebody is away; nothing while they are at home."""
    return "" if stay is None else f"{days(stay=stay)}. {meaning(stay=stay)}"
