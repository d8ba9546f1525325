"""Personal budgets: a version from a day, with the new rate of every part it changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from accounts.fields import to_money, to_pence
from accounts.operations import audit
from accounts.permissions import Actor
from isf.models import BudgetVersion, Deployment, DeploymentRate, Fund, PersonalBudget
from isf.operations import differences, fees
from isf.operations.transactions import money_transaction
from isf.permissions import BUDGET_ROLES, check_authority
from isf.queries import deaths
from isf.queries.terms import budget_rates, deployment_term, fee_terms
from isf.rules.deployments import check_deployments
from isf.rules.fees import capped_on


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetChange:
    """The version now in force from that day, and whether this call made it."""

    budget: PersonalBudget
    version: BudgetVersion
    is_new: bool


@money_transaction
def record(
    *,
    person_id: int,
    authority_id: int,
    weekly_pence: int,
    starts_on: date,
    by: Actor,
    at: datetime,
    on: date,
    rates: Mapping[int, int] | None = None,
    reference: UUID | None = None,
) -> BudgetChange:
    """Record a budget from a day; `rates` names the new weekly pence of deployments it changes.

    The same change again is the first one. Posts one difference per deployment for days already
    paid. Errors: `NotAllowed`, `OverDeployed`, `PersonDied`.
    Source: ISF-RES-3, ISF-FUN-4, ISF-LIF-2.
    """
    check_authority(by=by, authority_id=authority_id, roles=BUDGET_ROLES)
    budget, _ = PersonalBudget.objects.get_or_create(
        person_id=person_id,
        authority_id=authority_id,
        defaults={"reference": reference or uuid4()},
    )
    budget = PersonalBudget.objects.select_for_update().get(pk=budget.pk)
    again = find_same(
        budget=budget, starts_on=starts_on, weekly_pence=weekly_pence, rates=rates or {}
    )
    if again is not None:
        return BudgetChange(budget=budget, version=again, is_new=False)
    deaths.check_alive(person_id=person_id)
    version = BudgetVersion.objects.create(
        budget=budget,
        number=budget.versions.count() + 1,
        starts_on=starts_on,
        weekly=to_money(weekly_pence),
        recorded_at=at,
        recorded_by_id=by.user_id,
    )
    add_rates(version=version, rates=rates or {})
    check_fits(budget=budget, from_on=starts_on)
    audit.record(
        by=by,
        action="BUDGET_RECORDED",
        at=at,
        person_id=person_id,
        organisation_id=authority_id,
        subject=f"budget:{budget.reference}",
        details={"weekly_pence": weekly_pence, "starts_on": starts_on.isoformat()},
    )
    changed = Fund.objects.filter(deployment_id__in=(rates or {}).keys()).order_by("id")
    for fund in changed.select_related("deployment"):
        cause = differences.Cause(code=f"v{version.pk}", first_on=starts_on, brings_days=False)
        differences.post(fund=fund, cause=cause, by=by, at=at, on=on)
        capped = capped_on(terms=fee_terms(fund=fund), day=starts_on)
        if capped is not None:
            fees.open_capped_case(fund=fund, capped=capped, by=by, at=at, on=on)
    return BudgetChange(budget=budget, version=version, is_new=True)


def find_same(
    *, budget: PersonalBudget, starts_on: date, weekly_pence: int, rates: Mapping[int, int]
) -> BudgetVersion | None:
    """The last version of that day when it says the very same, whole pence. Source: ISF-FUN-4."""
    last = budget.versions.order_by("-number").first()
    if last is None or last.starts_on != starts_on or to_pence(last.weekly) != weekly_pence:
        return None
    stored = {rate.deployment_id: to_pence(rate.weekly) for rate in last.rates.all()}
    return last if stored == dict(rates) else None


def add_rates(*, version: BudgetVersion, rates: Mapping[int, int]) -> None:
    """Write the new weekly pence of deployments of this budget; others do not exist for it.

    Errors: Deployment.DoesNotExist. Source: ISF-RES-3.
    """
    known = Deployment.objects.filter(budget=version.budget).in_bulk(list(rates))
    for deployment_id, weekly_pence in rates.items():
        deployment = known.get(deployment_id)
        if deployment is None:
            raise Deployment.DoesNotExist
        DeploymentRate.objects.create(
            deployment=deployment,
            version=version,
            starts_on=max(version.starts_on, deployment.starts_on),
            weekly=to_money(weekly_pence),
        )


def check_fits(*, budget: PersonalBudget, from_on: date) -> None:
    """Refuse a budget whose parts do not fit; call with the budget row locked.

    Errors: `OverDeployed`. Source: ISF-RES-3.
    """
    parts = [deployment_term(deployment=part) for part in budget.deployments.all()]
    check_deployments(budget=budget_rates(budget=budget), parts=parts, from_on=from_on)
