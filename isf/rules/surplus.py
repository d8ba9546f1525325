"""Money nobody has plans for: how much of it there is, when it is too much, when it may go back."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from accounts.rules.registry import rule
from isf.rules.amounts import round_down


class RecoveryTooEarly(Exception):
    """Money is taken back before the days of notice are over, or without notice (ISF-ROL-5)."""

    rule = "ISF-ROL-5"

    def __init__(self, *, earliest: date | None) -> None:
        self.earliest = earliest
        super().__init__(
            "The person has no letter yet."
            if earliest is None
            else f"The money may be taken back from {earliest} on."
        )


class RecoveryTooMuch(Exception):
    """More is taken back than is uncommitted on the day (ISF-ROL-5)."""

    rule = "ISF-ROL-5"

    def __init__(self, *, uncommitted_pence: int, requested_pence: int) -> None:
        self.uncommitted_pence = uncommitted_pence
        self.requested_pence = requested_pence
        super().__init__(f"{requested_pence} pence were asked for, {uncommitted_pence} are free.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a fund holds and keeps on a day, in whole pence, top-ups left out.

    `later_pence` is the allocation for days after the day and `resting_pence` what is set aside
    for those days; `overdue_pence` is saved for purposes whose date has passed. Where nothing is
    paid in by the week to begin with, no weeks' money is a limit: `has_limit` is false.
    """

    posted_pence: int
    reserved_pence: int
    later_pence: int
    resting_pence: int
    overdue_pence: int
    expired_pence: Fraction
    weekly_pence: int
    weeks: int
    has_limit: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Surplus:
    """What a review found, in whole pence; whether somebody has to decide."""

    uncommitted_pence: int
    threshold_pence: int
    expired_pence: int
    is_case: bool


def uncommitted(*, standing: Standing) -> int:
    """What nobody has plans for: posted less reserved less the allocation for later days.

    What is set aside for later days rests on their allocation and is not taken off twice; money
    saved for a purpose counts from the day after its date. Units: whole pence; below nothing
    where more is planned than is there. Source: ISF-ROL-5, ISF-ROL-3.
    """
    resting = min(standing.resting_pence, standing.later_pence)
    kept = standing.reserved_pence - standing.overdue_pence - resting
    return standing.posted_pence - kept - standing.later_pence


@rule("ISF-ROL-5", "More than n weeks' money without plans, or expired money, opens a case.")
def review(*, standing: Standing) -> Surplus:
    """Whether what is uncommitted is above so many weeks' money, or has expired.

    4 x 480.00 = 1,920.00 is no case, 1,920.01 is one. Money that has expired counts whatever the
    threshold, as far as it is uncommitted. Units: whole pence. Rounding: expired money down.
    Source: ISF-ROL-5, ISF-ROL-2.
    """
    free = uncommitted(standing=standing)
    threshold = standing.weeks * standing.weekly_pence
    expired = min(round_down(standing.expired_pence), max(free, 0))
    return Surplus(
        uncommitted_pence=free,
        threshold_pence=threshold,
        expired_pence=expired,
        is_case=(standing.has_limit and free > threshold and free > 0) or expired > 0,
    )


def earliest_recovery(*, noticed_on: date, days: int) -> date:
    """The first day on which money may be taken back: so many days after the notice.

    A notice of 1 June with 14 days: 15 June. Source: ISF-ROL-5.
    """
    return noticed_on + timedelta(days=days)


@rule("ISF-ROL-5", "Recovery waits for written notice, and takes no more than is uncommitted.")
def check_recovery(
    *, earliest_on: date | None, on: date, pence: int, uncommitted_pence: int
) -> None:
    """Refuse to take money back too early, without notice, or more than is uncommitted that day.

    Units: whole pence. Errors: `RecoveryTooEarly`, `RecoveryTooMuch`. Source: ISF-ROL-5.
    """
    if earliest_on is None or on < earliest_on:
        raise RecoveryTooEarly(earliest=earliest_on)
    if not 0 < pence <= uncommitted_pence:
        raise RecoveryTooMuch(uncommitted_pence=uncommitted_pence, requested_pence=pence)
