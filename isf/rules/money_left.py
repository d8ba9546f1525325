"""How long the money of a fund lasts at what is planned."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from accounts.rules.calendar import week_of
from isf.rules.amounts import round_down
from isf.rules.entitlement import ONE_DAY, Term, entitlement
from isf.rules.fees import FeeTerms, fee_between
from isf.rules.promises import ONE_WEEK, Plan, visits, weeks

WEEKS_SHOWN = 26


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekLeft:
    """One week ahead: what comes in, what is planned to go out, what is left, whole pence."""

    monday: date
    comes_in: int
    goes_out: int
    left: int


def weeks_ahead(
    *, left_pence: int, terms: FeeTerms, plans: Sequence[Plan], from_on: date, funded_through: date
) -> list[WeekLeft]:
    """The money left at the end of each of the next weeks if everything goes as planned.

    Starts from what is available now; money for days already paid in does not come in again and
    visits on those days are already set aside. Where the fund ends sooner, so do the weeks.
    Units: whole pence, rounded down. Source: ISF-RES-6, ISF-POR-2, the fund page.
    """
    shown: list[WeekLeft] = []
    left = Fraction(left_pence)
    last = week_of(day=from_on) + WEEKS_SHOWN * ONE_WEEK - ONE_DAY
    if terms.term.ends_on is not None:
        last = min(last, terms.term.ends_on)
    first_unfunded = max(from_on, funded_through + ONE_DAY)
    for week in weeks(plans=(), terms=terms, first_on=from_on, last_on=last):
        comes_in, goes_out = Fraction(0), Fraction(0)
        until = min(week.monday + ONE_WEEK - ONE_DAY, last)
        first = max(week.monday, first_unfunded)
        if first <= until:
            comes_in = unfunded(term=terms.term, first_on=first, last_on=until)
            goes_out = fee_between(terms=terms, first_on=first, last_on=until)
            goes_out += planned(plans=plans, first_on=first, last_on=until)
        left += comes_in - goes_out
        shown.append(
            WeekLeft(
                monday=week.monday,
                comes_in=round_down(comes_in),
                goes_out=round_down(goes_out),
                left=round_down(left),
            )
        )
    return shown


def unfunded(*, term: Term, first_on: date, last_on: date) -> Fraction:
    """The exact worth of days not yet paid in. Source: ISF-FUN-1."""
    return entitlement(term=term, first_on=first_on, last_on=last_on)


def planned(*, plans: Sequence[Plan], first_on: date, last_on: date) -> int:
    """The whole pence of all visits planned between two days. Source: ISF-RES-6."""
    return sum(
        visit.pence
        for plan in plans
        for visit in visits(plan=plan, first_on=first_on, last_on=last_on)
    )
