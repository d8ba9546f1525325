"""A person's budget: what was agreed when, how its parts are taken, and what is left of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from accounts.fields import to_pence
from accounts.permissions import Actor
from isf.models import Deployment, Fund, PersonalBudget
from isf.permissions import can_change_budget, check_see_budget
from isf.queries import contributions
from isf.queries.absences import list_nil
from isf.queries.terms import budget_rates
from isf.rules.contributions import Contribution, in_force
from isf.rules.day_splits import Run, runs
from isf.rules.deployments import DayView, view_on
from isf.rules.entitlement import ONE_DAY, Rate, Term, weekly_on
from isf.rules.schedule import month_end


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a budget and the fund behind it; `weekly_pence` on the day asked for."""

    deployment_id: int
    reference: UUID
    fund: Fund
    term: Term
    weekly_pence: int
    is_over: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day from which something is different: the budget, each part, what is unallocated."""

    day: date
    view: DayView
    parts: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetDetail:
    """A budget with its versions, its parts, and the days on which they change; whole pence."""

    budget: PersonalBudget
    rates: tuple[Rate, ...]
    parts: tuple[Part, ...]
    days: tuple[Day, ...]
    free: Rate | None
    contributions: Mapping[int, Contribution | None]
    may_change: bool


def get(*, by: Actor, reference: UUID, on: date) -> BudgetDetail:
    """One budget, for whoever may see it, as it stands on a day and from then on.

    Units: whole pence. Errors: PersonalBudget.DoesNotExist, `NotAllowed`. Source: ISF-RES-3.
    """
    budget = find(by=by, reference=reference)
    rates = budget_rates(budget=budget)
    parts = list_parts(budget=budget, on=on)
    days = list_days(rates=rates, parts=parts, on=on)
    return BudgetDetail(
        budget=budget,
        rates=rates,
        parts=parts,
        days=days,
        free=free_from(days=days),
        contributions=contributions_on(parts=parts, on=on),
        may_change=can_change_budget(by=by, budget=budget),
    )


def list_runs(*, detail: BudgetDetail, month: date) -> tuple[Run, ...]:
    """How each day of a month splits the budget, days alike together; none after a death.

    Units: whole pence a week. Source: ISF-RES-3, ISF-LIF-1, ISF-LIF-2.
    """
    budget = detail.budget
    died_on = budget.person.died_on
    last = month_end(day=month) if died_on is None else min(month_end(day=month), died_on)
    nil = list_nil(budget_ids={budget.pk}).get(budget.pk, ())
    return runs(
        budget=detail.rates,
        parts=[replace(part.term, nil=nil) for part in detail.parts],
        first_on=month,
        last_on=last,
    )


def find(*, by: Actor, reference: UUID) -> PersonalBudget:
    """The budget itself, for whoever may see it.

    Errors: PersonalBudget.DoesNotExist, `NotAllowed`. Source: ISF-RES-3.
    """
    budget = PersonalBudget.objects.select_related("person", "authority").get(reference=reference)
    check_see_budget(by=by, budget=budget)
    return budget


def list_parts(*, budget: PersonalBudget, on: date) -> tuple[Part, ...]:
    """The parts of a budget, oldest first. Units: whole pence a week. Source: ISF-RES-3."""
    rows = (
        Deployment.objects.filter(budget=budget)
        .select_related("fund__holder", "fund__authority", "fund__person", "fund__agreement")
        .prefetch_related("rates")
        .order_by("starts_on", "id")
    )
    return tuple(part_of(deployment=row, on=on) for row in rows)


def part_of(*, deployment: Deployment, on: date) -> Part:
    """One part; its rates must be prefetched. Units: whole pence a week. Source: ISF-RES-3."""
    rates = sorted(deployment.rates.all(), key=lambda rate: (rate.starts_on, rate.pk))
    term = Term(
        starts_on=deployment.starts_on,
        ends_on=deployment.ends_on,
        rates=tuple(Rate(starts_on=r.starts_on, weekly_pence=to_pence(r.weekly)) for r in rates),
    )
    return Part(
        deployment_id=deployment.pk,
        reference=deployment.reference,
        fund=deployment.fund,
        term=term,
        weekly_pence=weekly_on(term=term, day=max(on, deployment.starts_on)),
        is_over=deployment.ends_on is not None and deployment.ends_on < on,
    )


def contributions_on(*, parts: Iterable[Part], on: date) -> Mapping[int, Contribution | None]:
    """What the person contributes to each part on a day, by deployment. Source: ISF-FUN-2."""
    agreed = contributions.list_of(deployment_ids=[part.deployment_id for part in parts])
    return {one: in_force(contributions=rows, day=on) for one, rows in agreed.items()}


def list_days(*, rates: Sequence[Rate], parts: Sequence[Part], on: date) -> tuple[Day, ...]:
    """The day asked for, and every later day on which the budget or a part changes.

    Units: whole pence a week. Source: ISF-RES-3 (unallocated, mixed kinds).
    """
    changes = {on, *(rate.starts_on for rate in rates)}
    for part in parts:
        changes.update(rate.starts_on for rate in part.term.rates)
        changes.add(part.term.starts_on)
        if part.term.ends_on is not None:
            changes.add(part.term.ends_on + ONE_DAY)
    kinds = [(part.fund.kind, part.term) for part in parts]
    return tuple(
        Day(
            day=day,
            view=view_on(budget=rates, parts=kinds, day=day),
            parts=tuple(weekly_on(term=part.term, day=day) for part in parts),
        )
        for day in sorted(change for change in changes if change >= on)
    )


def free_from(*, days: Sequence[Day]) -> Rate | None:
    """The first day from which on something stays free, and how much stays free for good.

    None where nothing is left to agree. Units: whole pence a week. Source: ISF-RES-3.
    """
    for place, first in enumerate(days):
        free = min(later.view.unallocated_pence for later in days[place:])
        if free > 0:
            return Rate(starts_on=first.day, weekly_pence=free)
    return None


def changed_rates(
    *, parts: Iterable[Part], wanted: Mapping[int, int], from_on: date
) -> dict[int, int]:
    """Of the weekly pence wanted for each part, those that differ from what holds on a day.

    Source: ISF-RES-3 (a change names the new rate of every part it affects).
    """
    return {
        part.deployment_id: wanted[part.deployment_id]
        for part in parts
        if part.deployment_id in wanted
        and wanted[part.deployment_id]
        != weekly_on(term=part.term, day=max(from_on, part.term.starts_on))
    }


def list_by_person(*, person_ids: Iterable[int], authority_id: int) -> Mapping[int, UUID]:
    """The references of budgets these people have with a council, by person."""
    rows = PersonalBudget.objects.filter(person_id__in=person_ids, authority_id=authority_id)
    return dict(rows.values_list("person_id", "reference"))
