"""How a provider stands on a day: on the framework or off, and what a check found, since when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from accounts.rules.registry import rule
from marketplace.enums import Acts, Check, CheckState, Reason

ONE_DAY = timedelta(days=1)
Figure = int | str | date


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """What a council asks for, from a day: days, basis points of the cap, and whole pence.

    The defaults are proposals; no cover asked for is 0.
    """

    soon_days: int = 30
    recheck_days: int = 365
    bill_soon_days: int = 7
    fee_near_bp: int = 9_500
    public_liability_pence: int = 500_000_000
    employers_liability_pence: int = 500_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """How one check stands: since when (None: no day is stored), why, and who puts it right."""

    check: Check
    state: CheckState
    reason: Reason
    acts: Acts = Acts.NOBODY
    since: date | None = None
    figures: Mapping[str, Figure] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """Days from the first to the last, both included; no last one while it runs."""

    starts_on: date
    ends_on: date | None = None

    def cover(self, day: date) -> bool:
        """Whether a day lies inside."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Whether a provider is on a council's framework, since when, and why as the council said."""

    is_on: bool
    since: date | None = None
    until: date | None = None
    framework: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Days on a framework, its name, and what the council said about it."""

    days: Days
    framework: str
    reason: str = ""


def soon(*, last_on: date, on: date, days: int) -> bool:
    """Whether so many days are left at most until a last day, which has not passed."""
    return timedelta(0) <= last_on - on <= timedelta(days=days)


@rule("MKT-CMP-1", "On or off the framework follows from dated listings, never from a job.")
def standing(*, listings: tuple[Listing, ...], on: date) -> Standing:
    """On the framework while a listing covers the day; off since the day after the last one.

    Source: MKT-CMP-1.
    """
    begun = sorted(
        (listing for listing in listings if listing.days.starts_on <= on),
        key=lambda listing: (listing.days.ends_on or date.max, listing.days.starts_on),
    )
    if not begun:
        return Standing(is_on=False)
    last = begun[-1]
    is_on = last.days.cover(on)
    ended = last.days.ends_on
    return Standing(
        is_on=is_on,
        since=last.days.starts_on if is_on or ended is None else ended + ONE_DAY,
        until=ended if is_on else None,
        framework=last.framework,
        reason=last.reason,
    )
