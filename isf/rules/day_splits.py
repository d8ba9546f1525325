"""What a budget is on each day of a stretch: its parts, what time away brings not, what is free."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from accounts.rules.registry import rule
from isf.rules.entitlement import ONE_DAY, Rate, Term, as_agreed, rate_on, weekly_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """The budget of a day, whole pence a week: the parts, `away` and `unallocated` add up to it.

    `away_pence` is what the parts do not bring because the person is away.
    """

    budget_pence: int
    parts: tuple[int, ...]
    away_pence: int
    unallocated_pence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Days, both inclusive, on which a budget is split alike."""

    first_on: date
    last_on: date
    split: Split

    @property
    def days(self) -> int:
        """How many days, both ends counted."""
        return (self.last_on - self.first_on).days + 1


@rule("ISF-RES-3", "Each day's parts, what time away brings not, and the rest are the budget.")
def split_on(*, budget: Sequence[Rate], parts: Sequence[Term], day: date) -> Split:
    """How a budget is split on a day. Units: whole pence a week. Source: ISF-RES-3, ISF-LIF-1."""
    agreed = [weekly_on(term=as_agreed(term=part), day=day) for part in parts]
    brings = tuple(weekly_on(term=part, day=day) for part in parts)
    whole = rate_on(rates=budget, day=day)
    return Split(
        budget_pence=whole,
        parts=brings,
        away_pence=sum(agreed) - sum(brings),
        unallocated_pence=whole - sum(agreed),
    )


def runs(
    *, budget: Sequence[Rate], parts: Sequence[Term], first_on: date, last_on: date
) -> tuple[Run, ...]:
    """Every day from first to last, those split alike together, in order.

    Units: whole pence a week, days inclusive. Source: ISF-RES-3, ISF-LIF-1.
    """
    days = [first_on + place * ONE_DAY for place in range((last_on - first_on).days + 1)]
    split = [(day, split_on(budget=budget, parts=parts, day=day)) for day in days]
    found = []
    for same, members in groupby(split, key=lambda pair: pair[1]):
        stretch = [day for day, _ in members]
        found.append(Run(first_on=stretch[0], last_on=stretch[-1], split=same))
    return tuple(found)
