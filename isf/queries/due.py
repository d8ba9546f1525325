"""What a run would have to do on a day: periods to pay, months to charge, bills grown silent."""

from collections.abc import Iterator
from datetime import date

from isf.enums import DeploymentKind, FundState, LineState, Schedule
from isf.models import Fund, Invoice
from isf.queries.funding import charged, funded
from isf.rules.entitlement import ONE_DAY
from isf.rules.schedule import Period, due_periods, month_end


def list_funds(*, authority_id: int | None, on: date) -> list[Fund]:
    """Funds that have begun by a day and are not closed, in the order they are worked through.

    Source: ISF-FUN-1.
    """
    funds = Fund.objects.filter(deployment__starts_on__lte=on).exclude(state=FundState.CLOSED)
    if authority_id is not None:
        funds = funds.filter(authority_id=authority_id)
    return list(funds.select_related("deployment").order_by("id"))


def list_periods(*, fund: Fund, on: date) -> list[Period]:
    """The periods of a fund that have begun by a day and are not paid yet. Source: ISF-FUN-1."""
    deployment = fund.deployment
    paid = funded(fund=fund).through_on
    periods = due_periods(
        schedule=Schedule(deployment.schedule),
        starts_on=deployment.starts_on,
        ends_on=deployment.ends_on,
        on=on,
    )
    return [period for period in periods if paid is None or period.last_on > paid]


def list_months(*, fund: Fund, on: date) -> Iterator[date]:
    """The last days of months whose fee can be charged by a day and is not yet. Source: FEE-2."""
    if fund.kind != DeploymentKind.ISF:
        return
    done = charged(fund=fund).through_on
    last = month_end(day=fund.deployment.starts_on)
    while last <= on:
        if done is None or last > done:
            yield last
        last = month_end(day=last + ONE_DAY)


def list_silent(*, authority_id: int | None, on: date) -> list[int]:
    """Invoices received before a day with a line that still waits. Source: ISF-BIL-3."""
    waiting = Invoice.objects.filter(received_on__lt=on, lines__state=LineState.WAITING)
    if authority_id is not None:
        waiting = waiting.filter(fund__authority_id=authority_id)
    consented = waiting.filter(fund__agreement__silence_consented_on__isnull=False)
    return list(consented.order_by("id").values_list("id", flat=True).distinct())
