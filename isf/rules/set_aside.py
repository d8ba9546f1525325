"""Carried-over money the person lets one order use: which visits it is held for."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction

from isf.rules.entitlement import ONE_DAY
from isf.rules.fees import FeeTerms
from isf.rules.promises import ONE_WEEK, Burden, Plan, Visit, burdens, visits


def round_up(value: Fraction) -> int:
    """The whole number above: what is set aside must cover what is lacking."""
    return -((-value.numerator) // value.denominator)


def lacking_pence(*, weeks: Iterable[Burden]) -> int:
    """What the weeks of a plan do not bring altogether. Units: whole pence, each week rounded up.

    Source: ISF-RES-6.
    """
    return sum(round_up(burden.lacking) for burden in weeks)


def early_holds(
    *,
    plan: Plan,
    running: Sequence[Plan],
    terms: FeeTerms,
    after: date | None,
    set_aside_pence: int,
) -> Iterator[tuple[Visit, int]]:
    """The visits after the funded days that carried-over money is held for, and how much of it.

    What a week lacks is laid on its last visits, as long as the set-aside money lasts.
    Units: whole pence. Source: ISF-RES-6 (reserved when the order is placed).
    """
    left = set_aside_pence
    first = plan.starts_on if after is None else max(plan.starts_on, after + ONE_DAY)
    for burden in burdens(plan=plan, running=running, terms=terms):
        lacking = min(left, round_up(burden.lacking))
        sunday = burden.monday + ONE_WEEK - ONE_DAY
        own = list(visits(plan=plan, first_on=max(first, burden.monday), last_on=sunday))
        for visit in reversed(own):
            share = min(lacking, visit.pence)
            if share > 0:
                yield visit, share
                lacking -= share
                left -= share
