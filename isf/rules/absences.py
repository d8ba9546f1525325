"""Time away from home: which days of it bring no money, and when it is looked at again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from accounts.rules.registry import rule
from isf.rules.entitlement import ONE_DAY, Days

# An admission is known on its day: the first full day away is then tomorrow.
MOST_AHEAD = ONE_DAY


class StayImpossible(Exception):
    """A stay that has not begun, or a return that is no day after the first full day away."""

    rule = "ISF-LIF-1"

    def __init__(self, *, first_on: date, returned_on: date | None, latest_on: date) -> None:
        self.first_on = first_on
        self.returned_on = returned_on
        self.latest_on = latest_on
        super().__init__("A stay begins by tomorrow and ends, by today, after its first full day.")


class StaysOverlap(Exception):
    """A stay on days that belong to another one."""

    rule = "ISF-LIF-1"

    def __init__(self, *, first_on: date, returned_on: date | None) -> None:
        self.first_on = first_on
        self.returned_on = returned_on
        super().__init__("These days belong to another stay, or touch it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """The first full day away and the day of return, None while it is open."""

    first_on: date
    returned_on: date | None

    @property
    def last_on(self) -> date | None:
        """The last full day away."""
        return None if self.returned_on is None else self.returned_on - ONE_DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceTerms:
    """An authority's numbers from a day: days funded, days home that part stays, day of review."""

    starts_on: date
    funded_days: int
    apart_days: int
    review_day: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Stays that count as one, in order, with the numbers of the day the first began."""

    stays: tuple[Stay, ...]
    terms: AbsenceTerms

    @property
    def first_on(self) -> date:
        """The first full day away."""
        return self.stays[0].first_on

    @property
    def returned_on(self) -> date | None:
        """The day of the last return, None while away."""
        return self.stays[-1].returned_on


def check_stay(*, stay: Stay, others: Sequence[Stay], on: date) -> None:
    """Refuse a stay still to come, one without a full day away, and one that touches another.

    Errors: `StayImpossible`, `StaysOverlap`. Source: ISF-LIF-1.
    """
    back = stay.returned_on
    ends_well = back is None or stay.first_on < back <= on
    if stay.first_on > on + MOST_AHEAD or not ends_well:
        raise StayImpossible(first_on=stay.first_on, returned_on=back, latest_on=on)
    for other in others:
        if stay.first_on <= (other.returned_on or date.max) and other.first_on <= (
            back or date.max
        ):
            raise StaysOverlap(first_on=other.first_on, returned_on=other.returned_on)


def terms_on(*, terms: Sequence[AbsenceTerms], day: date) -> AbsenceTerms:
    """The numbers in force on a day; the earliest known reach back to the beginning.

    Source: ISF-LIF-1, conventions of `isf-rules.md`.
    """
    ordered = sorted(terms, key=lambda item: item.starts_on)
    begun = [item for item in ordered if item.starts_on <= day]
    return begun[-1] if begun else ordered[0]


def join(*, stays: Sequence[Stay], terms: Sequence[AbsenceTerms]) -> list[Joined]:
    """Stays less than the policy's days apart are one; home days are from return to the next.

    Source: ISF-LIF-1.
    """
    found: list[Joined] = []
    for stay in sorted(stays, key=lambda item: item.first_on):
        last = found[-1] if found else None
        if last is not None and last.returned_on is not None:
            home = (stay.first_on - last.returned_on).days
            if home < last.terms.apart_days:
                found[-1] = Joined(stays=(*last.stays, stay), terms=last.terms)
                continue
        found.append(Joined(stays=(stay,), terms=terms_on(terms=terms, day=stay.first_on)))
    return found


def day_away(*, joined: Joined, number: int) -> date | None:
    """The day that is so many full days away, home days not counted; None if never reached.

    Source: ISF-LIF-1.
    """
    left = number - 1
    for stay in joined.stays:
        day = stay.first_on + timedelta(days=left)
        if stay.last_on is None or day <= stay.last_on:
            return day
        left -= (stay.last_on - stay.first_on).days + 1
    return None


def nil_of(*, joined: Joined) -> Iterator[Days]:
    """The days of joined stays after the funded ones, each stretch to the day before a return.

    Source: ISF-LIF-1.
    """
    first_nil = day_away(joined=joined, number=joined.terms.funded_days + 1)
    if first_nil is None:
        return
    for stay in joined.stays:
        if stay.last_on is None or stay.last_on >= first_nil:
            yield Days(starts_on=max(stay.first_on, first_nil), ends_on=stay.last_on)


@rule("ISF-LIF-1", "The first days away are funded; later ones are not, until the day of return.")
def nil_days(*, stays: Sequence[Stay], terms: Sequence[AbsenceTerms]) -> tuple[Days, ...]:
    """Every day on which nothing is funded because the person is away, in order.

    Source: ISF-LIF-1.
    """
    return tuple(
        days for joined in join(stays=stays, terms=terms) for days in nil_of(joined=joined)
    )
