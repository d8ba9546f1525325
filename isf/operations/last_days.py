"""The last day of a fund: set earlier or later, with all that hangs on the days between."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from accounts.operations import audit
from accounts.permissions import Actor
from accounts.rules.registry import rule
from isf.models import Fund, Notice, PersonalBudget, Promise
from isf.operations import differences, endings
from isf.operations.budgets import check_fits
from isf.operations.posting import Pen
from isf.queries.cancellations import cost_of_end
from isf.queries.terms import list_promises
from isf.rules.entitlement import ONE_DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What another last day did: the difference posted (negative: taken back), orders ended, what
    that freed and what was charged for too little notice, all in whole pence."""

    difference_pence: int = 0
    orders_ended: int = 0
    freed_pence: int = 0
    charged_pence: int = 0


def lock_budget(*, fund: Fund) -> None:
    """Lock the budget a fund is part of, before the fund: the order of all that touches both."""
    PersonalBudget.objects.select_for_update().get(pk=fund.deployment.budget_id)


@rule("ISF-POR-2", "Funding and orders end with the last day; the difference is posted once.")
def move(
    *, fund_id: int, ends_on: date | None, code: str, by: Actor, at: datetime, on: date
) -> Moved:
    """Let a fund end on another day, inside the caller's transaction with the fund locked.

    Earlier: orders beyond it end on it, what they held is free but for what their providers
    published for too little notice, and what was paid for later days goes back in one difference.
    Later: the difference is posted back, and the fee and running orders are set aside from it. The
    caller holds the budget's row where the end moves later. `code` names the cause. Units: whole
    pence. Errors: `OverDeployed`. Source: ISF-POR-2.
    """
    fund = Fund.objects.select_related("deployment__budget").get(pk=fund_id)
    before = fund.deployment.ends_on
    if before == ends_on:
        return Moved()
    fund.deployment.ends_on = ends_on
    fund.deployment.save(update_fields=["ends_on"])
    is_earlier = ends_on is not None and (before is None or ends_on < before)
    orders = Moved()
    if ends_on is not None and is_earlier:
        orders = end_orders(fund=fund, ends_on=ends_on, code=code, by=by, at=at, on=on)
        first_on = ends_on + ONE_DAY
    else:
        first_on = (before or on) + ONE_DAY
        check_fits(budget=fund.deployment.budget, from_on=first_on)
    cause = differences.Cause(code=code, first_on=first_on)
    posted = differences.post(fund=fund, cause=cause, by=by, at=at, on=on)
    return replace(orders, difference_pence=posted)


def end_orders(*, fund: Fund, ends_on: date, code: str, by: Actor, at: datetime, on: date) -> Moved:
    """End every order that runs beyond a day on it, and keep what that costs.

    Units: whole pence. Source: ISF-POR-2.
    """
    ended = freed = charged = 0
    with Pen(fund_id=fund.pk, by=by, at=at) as pen:
        beyond = list_promises(fund_id=fund.pk, from_on=ends_on + ONE_DAY)
        rows = Promise.objects.filter(pk__in=[promise.pk for promise in beyond])
        for promise in rows.select_related("fund", "purpose").order_by("placed_at", "id"):
            cost = cost_of_end(promise=promise, fund=fund, last_day=ends_on, on=on)
            done = endings.end_within(
                pen=pen, promise=promise, ends_on=ends_on, cost=cost, on=on, cause=code
            )
            ended += 1
            freed += done.freed_pence
            charged += done.charged_pence
    return Moved(orders_ended=ended, freed_pence=freed, charged_pence=charged)


def say(*, notice: Notice, action: str, moved: Moved, by: Actor, at: datetime) -> None:
    """Audit what was done about a notice: ids, days and pence, no words."""
    audit.record(
        by=by,
        action=action,
        at=at,
        person_id=notice.fund.person_id,
        organisation_id=notice.fund.authority_id,
        subject=f"notice:{notice.reference}",
        details={
            "given_by": str(notice.given_by),
            "last_day": notice.last_day.isoformat(),
            "difference_pence": moved.difference_pence,
            "orders_ended": moved.orders_ended,
            "charged_pence": moved.charged_pence,
        },
    )
