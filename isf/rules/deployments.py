"""Whether the parts of a budget fit into it, day by day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from accounts.rules.registry import rule
from isf.rules.entitlement import ONE_DAY, Rate, Term, as_agreed, rate_on, weekly_on


class OverDeployed(Exception):
    """A day on which the parts are more than the budget (ISF-RES-3)."""

    rule = "ISF-RES-3"

    def __init__(self, *, day: date, budget_pence: int, deployed_pence: int) -> None:
        self.day = day
        self.budget_pence = budget_pence
        self.deployed_pence = deployed_pence
        super().__init__(f"On {day} the parts add up to more than the budget.")


@dataclass(frozen=True, slots=True, kw_only=True)
class DayView:
    """The budget on a day, in whole pence a week, and whether kinds are mixed (option 4)."""

    budget_pence: int
    deployed_pence: int
    unallocated_pence: int
    mixed: bool


@rule("ISF-RES-3", "On every day the parts of a budget sum to no more than the budget.")
def check_deployments(*, budget: Sequence[Rate], parts: Sequence[Term], from_on: date) -> None:
    """Refuse parts that on any day from a day on add up to more than the budget.

    Compared as weekly rates in whole pence, whoever is away. Errors: `OverDeployed`.
    Source: ISF-RES-3.
    """
    days = {from_on}
    days.update(rate.starts_on for rate in budget)
    for part in parts:
        days.update(rate.starts_on for rate in part.rates)
        days.add(part.starts_on)
        if part.ends_on is not None:
            days.add(part.ends_on + ONE_DAY)
    for day in sorted(day for day in days if day >= from_on):
        deployed = sum(weekly_on(term=as_agreed(term=part), day=day) for part in parts)
        whole = rate_on(rates=budget, day=day)
        if deployed > whole:
            raise OverDeployed(day=day, budget_pence=whole, deployed_pence=deployed)


def view_on(*, budget: Sequence[Rate], parts: Sequence[tuple[str, Term]], day: date) -> DayView:
    """What a budget looks like on a day; two kinds on a day are a mix. Source: ISF-RES-3."""
    active = [(kind, weekly_on(term=as_agreed(term=term), day=day)) for kind, term in parts]
    deployed = sum(weekly for _, weekly in active)
    whole = rate_on(rates=budget, day=day)
    return DayView(
        budget_pence=whole,
        deployed_pence=deployed,
        unallocated_pence=whole - deployed,
        mixed=len({kind for kind, weekly in active if weekly}) > 1,
    )
