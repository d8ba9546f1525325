"""What the rules need to know of a budget, a deployment or a fund, as plain values."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Q

from accounts.enums import DayType, Nation
from accounts.fields import pence_of, to_pence
from isf.enums import ApprovalState, PromiseState
from isf.models import (
    AgreementVersion,
    BudgetVersion,
    Deployment,
    DeploymentRate,
    FeeApproval,
    Fund,
    PersonalBudget,
    Promise,
    Suspension,
)
from isf.queries.absences import list_nil
from isf.queries.policies import list_caps
from isf.rules.entitlement import Days, Rate, Term
from isf.rules.fees import FeeTerms, FeeVersion
from isf.rules.promises import Plan, PlanLine


def budget_rates(*, budget: PersonalBudget) -> tuple[Rate, ...]:
    """The weekly budget by date, whole pence; of one day the last version holds. Source: RES-3."""
    versions = BudgetVersion.objects.filter(budget=budget).order_by("starts_on", "number")
    return tuple(Rate(starts_on=v.starts_on, weekly_pence=to_pence(v.weekly)) for v in versions)


def deployment_term(*, deployment: Deployment) -> Term:
    """The life, the weekly rates and the nil days of a deployment, whole pence.

    Its last day is read anew, with the rates: notice may have moved it since the row was loaded.
    Source: ISF-FUN-1, ISF-LIF-1.
    """
    rates = DeploymentRate.objects.filter(deployment=deployment).order_by("starts_on", "id")
    rows = rates.values_list("starts_on", "weekly", "deployment__ends_on")
    known: list[tuple[date, Any, date | None]] = list(rows)
    return Term(
        starts_on=deployment.starts_on,
        ends_on=known[0][2] if known else deployment.ends_on,
        rates=tuple(Rate(starts_on=day, weekly_pence=pence_of(weekly)) for day, weekly, _ in known),
        nil=list_nil(budget_ids={deployment.budget_id}).get(deployment.budget_id, ()),
    )


def fee_versions(*, fund: Fund) -> tuple[FeeVersion, ...]:
    """What the agreement of a fund states, by date. Source: ISF-FEE-1."""
    versions = AgreementVersion.objects.filter(agreement__fund=fund).order_by("starts_on", "number")
    known: Iterable[tuple[date, int | None, Any]] = versions.values_list(
        "starts_on", "fee_rate_bp", "fee_weekly"
    )
    return tuple(
        FeeVersion(
            starts_on=starts_on,
            rate_bp=rate_bp,
            weekly_pence=None if weekly is None else pence_of(weekly),
        )
        for starts_on, rate_bp, weekly in known
    )


def fee_terms(*, fund: Fund) -> FeeTerms:
    """Everything the fee of a fund depends on. Source: ISF-FEE-1 to -4."""
    approvals = FeeApproval.objects.filter(fund=fund, state=ApprovalState.APPROVED)
    suspensions = Suspension.objects.filter(agreement__fund=fund)
    return FeeTerms(
        term=deployment_term(deployment=fund.deployment),
        versions=fee_versions(fund=fund),
        caps=list_caps(authority_id=fund.authority_id),
        approvals=days_of(approvals.values_list("starts_on", "ends_on")),
        suspensions=days_of(suspensions.values_list("starts_on", "ends_on")),
    )


def days_of(rows: Iterable[tuple[date, date | None]]) -> tuple[Days, ...]:
    """Stretches of days from rows of first and last day."""
    return tuple(Days(starts_on=starts_on, ends_on=ends_on) for starts_on, ends_on in rows)


def promise_plan(*, promise: Promise) -> Plan:
    """A promise as the rules see it; its lines must be prefetched. Source: ISF-RES-6."""
    return Plan(
        starts_on=promise.starts_on,
        ends_on=promise.ends_on,
        nation=Nation(promise.nation),
        lines=tuple(
            PlanLine(
                reference=line.reference,
                weekdays=frozenset(int(digit) for digit in line.weekdays),
                starts_at=line.starts_at,
                quantity=line.quantity,
                workers=line.workers,
                price_pence={
                    DayType.WEEKDAY: line.weekday_pence,
                    DayType.SATURDAY: line.saturday_pence,
                    DayType.SUNDAY: line.sunday_pence,
                    DayType.BANK_HOLIDAY: line.bank_holiday_pence,
                },
            )
            for line in promise.lines.all()
        ),
    )


def list_promises(*, fund_id: int, from_on: date | None = None) -> list[Promise]:
    """Promises that still ask for money, oldest first, with their lines; all, or from a day on.

    Source: ISF-RES-6.
    """
    return list_promises_of(fund_ids=[fund_id], from_on=from_on)[fund_id]


def list_promises_of(
    *, fund_ids: Collection[int], from_on: date | None = None
) -> Mapping[int, list[Promise]]:
    """The promises of several funds in two queries, by fund, oldest first. Source: ISF-RES-6."""
    rows = Promise.objects.filter(fund_id__in=fund_ids).exclude(state=PromiseState.RELEASED)
    if from_on is not None:
        rows = rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=from_on))
    found: dict[int, list[Promise]] = {fund_id: [] for fund_id in fund_ids}
    for row in rows.order_by("placed_at", "id").prefetch_related("lines"):
        found[row.fund_id].append(row)
    return found


def running_plans(*, promises: Iterable[Promise], on: date) -> list[Plan]:
    """The plans of promises that have days left from a day on. Source: ISF-RES-6."""
    plans = [promise_plan(promise=promise) for promise in promises]
    return [
        replace(plan, starts_on=max(plan.starts_on, on))
        for plan in plans
        if plan.ends_on is None or plan.ends_on >= on
    ]
