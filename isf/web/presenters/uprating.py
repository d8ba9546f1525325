"""A rise of many budgets as its page shows it: who gets what, who is refused, who is left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from isf.enums import LeftOut
from isf.operations.uprating import Raised, Run
from isf.queries.uprating import Candidate
from isf.web.presenters import refusals
from isf.web.presenters.funds import title

REASONS: Final[Mapping[LeftOut, str]] = {
    LeftOut.DIED: "The person has died.",
    LeftOut.NOTHING: "There is no money in the budget on that day.",
    LeftOut.CHANGED: "An amount was agreed from that day or a later one already.",
    LeftOut.ENDING: "A fund ends, or is under notice. Change this budget on its own page.",
    LeftOut.CONTRIBUTION: "A contribution was agreed from that day or a later one already.",
    LeftOut.SAME: "Nothing would be different.",
}
MOST_SHOWN = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class PartLine:
    """One part and its contribution, before and after; whole pence a week."""

    title: str
    before_pence: int
    pence: int
    contribution_before_pence: int
    contribution_pence: int
    contributes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One person's budget before and after; the difference is posted at once, whole pence.

    `seen` is sent back with the press of the button, so that nothing rises that was not shown.
    """

    who: str
    budget: UUID
    seen: str
    before_pence: int
    pence: int
    parts: tuple[PartLine, ...]
    difference_pence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """One person who is not raised, and why."""

    who: str
    budget: UUID
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the next press of the button does."""

    lines: tuple[Line, ...]
    refused: tuple[Why, ...]
    left_out: tuple[Why, ...]
    more_left_out: int
    waiting: int
    before_pence: int
    pence: int
    difference_pence: int


def page(*, run: Run) -> Page:
    """A run, tried out."""
    lines = tuple(_line(one) for one in run.raised)
    out = tuple(_why(one, REASONS[one.reason]) for one in run.left_out[:MOST_SHOWN] if one.reason)
    return Page(
        lines=lines,
        refused=tuple(_why(one.candidate, str(refusals.words(one.because))) for one in run.refused),
        left_out=out,
        more_left_out=len(run.left_out) - len(out),
        waiting=run.waiting,
        before_pence=sum(line.before_pence for line in lines),
        pence=sum(line.pence for line in lines),
        difference_pence=sum(line.difference_pence for line in lines),
    )


def people(*, run: Run) -> list[int]:
    """Everybody who is named on the page."""
    named = [*run.left_out, *(one.candidate for one in run.raised)]
    return [one.budget.person_id for one in (*named, *(one.candidate for one in run.refused))]


def done(*, run: Run) -> str:
    """What one press of the button did."""
    count = len(run.raised)
    said = f"{count} {'budget was' if count == 1 else 'budgets were'} raised."
    if run.refused:
        said += f" {len(run.refused)} could not be: see why below."
    if run.waiting:
        said += f" {run.waiting} {'was' if run.waiting == 1 else 'were'} left: see below."
    return said


def _why(candidate: Candidate, why: str) -> Why:
    budget = candidate.budget
    return Why(who=budget.person.full_name, budget=budget.reference, why=why)


def _line(raised: Raised) -> Line:
    candidate, rise = raised.candidate, raised.candidate.rise
    return Line(
        who=candidate.budget.person.full_name,
        budget=candidate.budget.reference,
        seen=f"{candidate.budget.reference}:{rise.figures if rise else 0}",
        before_pence=rise.before_pence if rise else 0,
        pence=rise.pence if rise else 0,
        parts=tuple(
            PartLine(
                title=title(candidate.parts[part.deployment_id].fund),
                before_pence=part.before_pence,
                pence=part.pence,
                contribution_before_pence=part.contributed_pence,
                contribution_pence=part.contribution.weekly_pence
                if part.contribution
                else part.contributed_pence,
                contributes=part.contributed_pence > 0,
            )
            for part in (rise.parts if rise else ())
        ),
        difference_pence=raised.difference_pence,
    )
