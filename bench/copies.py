"""Many funds like one: the rows of its person, budget, agreement and accounts, in bulk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from typing import Any, TypeVar
from uuid import uuid4

from django.db.models import Model

from isf.models import (
    AgreementVersion,
    BudgetVersion,
    DeploymentRate,
    Fund,
)
from isf.models.journal import LedgerAccount

ROW = TypeVar("ROW", bound=Model)
AT_ONCE = 1_000


def of(*, fund: Fund, count: int) -> Iterator[list[Fund]]:
    """Copies of a fund that has no entries yet, each of another person, a thousand at a time."""
    while count > 0:
        yield some(fund, min(count, AT_ONCE))
        count -= AT_ONCE


def some(fund: Fund, count: int) -> list[Fund]:
    deployment = fund.deployment
    people = made([like(fund.person, user_id=None) for _ in range(count)])
    budgets = made([like(deployment.budget, person_id=person.pk) for person in people])
    versions = each(BudgetVersion.objects.get(budget=deployment.budget), "budget_id", budgets)
    deployments = each(deployment, "budget_id", budgets)
    rates = each(DeploymentRate.objects.get(deployment=deployment), "deployment_id", deployments)
    for rate, version in zip(rates, versions, strict=True):
        rate.version_id = version.pk
    made(rates)
    funds = made(
        [
            like(fund, person_id=person.pk, deployment_id=own.pk)
            for person, own in zip(people, deployments, strict=True)
        ]
    )
    each(LedgerAccount.objects.get(fund=fund), "fund_id", funds)
    agreements = each(fund.agreement, "fund_id", funds)
    each(AgreementVersion.objects.get(agreement=fund.agreement), "agreement_id", agreements)
    return funds


def each(row: ROW, column: str, owners: Sequence[Model]) -> list[ROW]:
    """A copy of a row for each of its owners; rates are not written before they have a version."""
    rows = [like(row, **{column: owner.pk}) for owner in owners]
    return rows if isinstance(row, DeploymentRate) else made(rows)


def made(rows: list[ROW]) -> list[ROW]:
    return list(type(rows[0])._default_manager.bulk_create(rows)) if rows else []  # noqa: SLF001


def like(row: ROW, **changes: Any) -> ROW:
    """The same row once more, not written yet."""
    again = copy(row)
    again._state = copy(row._state)  # noqa: SLF001 - what a copied model row needs
    again._state.fields_cache = {}  # noqa: SLF001
    again._state.adding = True  # noqa: SLF001
    again.pk = None
    if hasattr(again, "reference"):
        again.reference = uuid4()
    for name, value in changes.items():
        setattr(again, name, value)
    return again
