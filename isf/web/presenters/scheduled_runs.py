"""The day's work in words: what ran, how it ended, and what is late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from isf.enums import RunState
from isf.queries.scheduled_runs import LastRun
from isf.rules.timetable import CLOSE_MONTH

ENDED = {
    RunState.RUNNING: ("Running, or stopped without a word", "yellow"),
    RunState.DONE: ("Done", "green"),
    RunState.REFUSED: ("Some of it was not done", "red"),
    RunState.FAILED: ("Not done", "red"),
    RunState.INTERRUPTED: ("Interrupted", "red"),
}
LATE = ("Late", "red")
NEVER = ("Not run yet", "grey")
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One piece of the day's work, as the list shows it."""

    does: str
    command: str
    words: str
    colour: str
    on: date | None = None
    ended_at: datetime | None = None
    said: tuple[str, ...] = ()


def lines(*, last: Sequence[LastRun], on: date) -> list[Line]:
    """A line for each piece of work; done before yesterday is late, but for closing months."""
    return [_line(one=one, on=on) for one in last]


def _line(*, one: LastRun, on: date) -> Line:
    run = one.run
    if run is None:
        words, colour = NEVER
        return Line(does=one.job.does, command=one.job.command, words=words, colour=colour)
    words, colour = ENDED[RunState(run.state)]
    is_daily = one.job is not CLOSE_MONTH
    if run.state == RunState.DONE and is_daily and run.on < on - A_DAY:
        words, colour = LATE
    return Line(
        does=one.job.does,
        command=one.job.command,
        words=words,
        colour=colour,
        on=run.on,
        ended_at=run.ended_at,
        said=tuple(run.said.splitlines()),
    )
