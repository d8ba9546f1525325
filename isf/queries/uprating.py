"""The budgets of a council as a rise of many sees them: amounts, parts, contributions."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from accounts.fields import to_pence
from isf.enums import FundState, LeftOut
from isf.models import Deployment, PersonalBudget
from isf.queries import contributions
from isf.queries.budgets import part_of
from isf.rules.entitlement import Rate
from isf.rules.uprating import Known, Rise, Terms, find_reason, rise


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One budget: how it rises, or why it is left out; `parts` by deployment."""

    budget: PersonalBudget
    parts: dict[int, Deployment]
    reason: LeftOut | None
    rise: Rise | None


def list_candidates(
    *, authority_id: int, terms: Terms, budget_ids: Collection[int] | None = None
) -> list[Candidate]:
    """Every budget of a council, or those asked for, in a handful of queries for any number.

    Units: whole pence a week. Source: ISF-RES-3, ISF-FUN-4.
    """
    rows = (
        PersonalBudget.objects.filter(authority_id=authority_id)
        .select_related("person")
        .prefetch_related(
            "versions",
            "deployments__rates",
            "deployments__fund__holder",
            "deployments__fund__authority",
        )
        .order_by("person__full_name", "pk")
    )
    if budget_ids is not None:
        rows = rows.filter(pk__in=budget_ids)
    budgets = list(rows)
    parts = {budget.pk: list(budget.deployments.all()) for budget in budgets}
    agreed = contributions.list_of(
        deployment_ids=[part.pk for found in parts.values() for part in found]
    )
    return [
        _candidate(
            budget,
            [
                Known(
                    deployment_id=part.pk,
                    term=part_of(deployment=part, on=terms.starts_on).term,
                    is_open=part.fund.state == FundState.OPEN,
                    contributions=agreed[part.pk],
                )
                for part in parts[budget.pk]
            ],
            terms,
        )
        for budget in budgets
    ]


def _candidate(budget: PersonalBudget, parts: list[Known], terms: Terms) -> Candidate:
    versions = sorted(budget.versions.all(), key=lambda row: (row.starts_on, row.number))
    rates = [Rate(starts_on=row.starts_on, weekly_pence=to_pence(row.weekly)) for row in versions]
    reason = find_reason(budget=rates, parts=parts, died_on=budget.person.died_on, terms=terms)
    return Candidate(
        budget=budget,
        parts={part.pk: part for part in budget.deployments.all()},
        reason=reason,
        rise=None if reason else rise(budget=rates, parts=parts, terms=terms),
    )
