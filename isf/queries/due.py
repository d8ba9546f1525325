"""What a run would have to do on a day: periods to pay, months to charge, bills grown silent."""

from collections.abc import Iterator
from datetime import date

from isf.enums import DeploymentKind, FundState, LineState, Schedule
from isf.models import Fund, Invoice
from isf.queries.fee_positions import list_terms
from isf.queries.funding import charged_through, paid_through
from isf.queries.surplus import FUNDS_AT_ONCE
from isf.rules import fees
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


def list_periods(*, authority_id: int | None, on: date) -> list[tuple[Fund, list[Period]]]:
    """Each of those funds with its periods that have begun and are not paid yet.

    Source: ISF-FUN-1.
    """
    paid = paid_through(authority_id=authority_id)
    funds = list_funds(authority_id=authority_id, on=on)
    return [(fund, periods_of(fund=fund, paid=paid.get(fund.pk), on=on)) for fund in funds]


def periods_of(*, fund: Fund, paid: date | None, on: date) -> list[Period]:
    """The periods of a fund that begin by a day and end after the one it was paid through.

    Source: ISF-FUN-1.
    """
    deployment = fund.deployment
    periods = due_periods(
        schedule=Schedule(deployment.schedule),
        starts_on=deployment.starts_on,
        ends_on=deployment.ends_on,
        on=on,
    )
    return [period for period in periods if paid is None or period.last_on > paid]


def list_months(*, authority_id: int | None, on: date) -> list[tuple[Fund, list[date]]]:
    """Each of those funds with the last days of months whose fee can be charged and is not yet.

    Source: ISF-FEE-2.
    """
    done = charged_through(authority_id=authority_id)
    funds = list_funds(authority_id=authority_id, on=on)
    return [(fund, months_of(fund=fund, done=done.get(fund.pk), on=on)) for fund in funds]


def months_of(*, fund: Fund, done: date | None, on: date) -> list[date]:
    """The ends of a fund's months by a day, after the one it was charged through. Source: FEE-2."""
    if fund.kind != DeploymentKind.ISF or fund.state != FundState.OPEN:
        return []
    months, last = [], month_end(day=fund.deployment.starts_on)
    while last <= on:
        if done is None or last > done:
            months.append(last)
        last = month_end(day=last + ONE_DAY)
    return months


def list_capped(*, authority_id: int | None, on: date) -> Iterator[Fund]:
    """Funds in which a cap begins to limit a fee on a day up to one that is not charged for yet.

    The same queries for each few hundred funds; no other fund is locked to look. Source: FEE-3.
    """
    done = charged_through(authority_id=authority_id)
    funds = list_funds(authority_id=authority_id, on=on)
    isfs = [fund for fund in funds if fund.kind == DeploymentKind.ISF]
    for place in range(0, len(isfs), FUNDS_AT_ONCE):
        batch = isfs[place : place + FUNDS_AT_ONCE]
        terms = list_terms(funds=batch)
        for fund in batch:
            last = done.get(fund.pk)
            first_on = terms[fund.pk].term.starts_on if last is None else last + ONE_DAY
            if fees.list_capped(terms=terms[fund.pk], first_on=first_on, last_on=on):
                yield fund


def list_silent(*, authority_id: int | None, on: date) -> list[int]:
    """Invoices received before a day with a line that still waits. Source: ISF-BIL-3."""
    waiting = Invoice.objects.filter(received_on__lt=on, lines__state=LineState.WAITING)
    if authority_id is not None:
        waiting = waiting.filter(fund__authority_id=authority_id)
    consented = waiting.filter(fund__agreement__silence_consented_on__isnull=False)
    return list(consented.order_by("id").values_list("id", flat=True).distinct())
