"""The death of a person: which day it can be, what it ends, and what cannot be done after it."""

from datetime import date

from accounts.rules.registry import rule
from isf.rules.absences import Stay


class PersonDied(Exception):
    """Something new for a person who has died: only closing postings follow (ISF-LIF-2)."""

    rule = "ISF-LIF-2"

    def __init__(self, *, died_on: date) -> None:
        self.died_on = died_on
        super().__init__(f"The person died on {died_on}: nothing new is ordered or agreed.")


class DeathToCome(Exception):
    """A day of death that has not come (ISF-LIF-2)."""

    rule = "ISF-LIF-2"

    def __init__(self, *, day: date, today: date) -> None:
        self.day = day
        self.today = today
        super().__init__(f"{day} has not come yet.")


class DeathRecorded(Exception):
    """A death that was recorded before, on this day (ISF-LIF-2, ISF-LED-3)."""

    rule = "ISF-LIF-2"

    def __init__(self, *, died_on: date) -> None:
        self.died_on = died_on
        super().__init__(f"The death on {died_on} was recorded before.")


class DeathChanged(Exception):
    """A record of a death that was corrected since it was read, or never made (ISF-LED-3)."""

    rule = "ISF-LED-3"


class ReasonMissing(Exception):
    """A correction of a recorded death without saying why (ISF-LIF-2)."""

    rule = "ISF-LIF-2"


@rule("ISF-LIF-2", "After a death only closing postings follow: nothing new is agreed or bought.")
def check_alive(*, died_on: date | None) -> None:
    """Refuse what is new for a person who has died. Errors: `PersonDied`. Source: ISF-LIF-2."""
    if died_on is not None:
        raise PersonDied(died_on=died_on)


def check_day(*, day: date, today: date) -> None:
    """Refuse a day that has not come; today counts. Errors: `DeathToCome`. Source: ISF-LIF-2."""
    if day > today:
        raise DeathToCome(day=day, today=today)


def check_lived(*, stay: Stay, died_on: date | None) -> None:
    """Refuse time away that begins after a death; what is told late of days before it counts.

    Errors: `PersonDied`. Source: ISF-LIF-2, ISF-LIF-1.
    """
    if died_on is not None and stay.first_on > died_on:
        raise PersonDied(died_on=died_on)


def check_reason(*, reason: str) -> None:
    """Refuse a correction without words. Errors: `ReasonMissing`. Source: ISF-LIF-2."""
    if not reason.strip():
        raise ReasonMissing("A correction says why.")


@rule("ISF-LIF-2", "A fund ends on the day of death at the latest; that day counts.")
def last_day(*, starts_on: date, without: date | None, died_on: date | None) -> date | None:
    """The last day of a fund, with and without a death.

    `without` is what it would be without one. A fund that begins after the death ends on its first
    day, which then brings nothing. Source: ISF-LIF-2, ISF-POR-1 (the earliest stands).
    """
    if died_on is None:
        return without
    ends_on = max(died_on, starts_on)
    return ends_on if without is None else min(ends_on, without)


def order_end(*, before: date | None, last_day: date | None) -> date | None:
    """When an order ends that ended on `before` without the death. Source: ISF-LIF-2."""
    return min((day for day in (before, last_day) if day is not None), default=None)
