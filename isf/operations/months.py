"""Closing a month: balances are written down, and its days take no more entries."""

from datetime import date, datetime

from django.db.models import Max, Q

from accounts.models import Organisation
from accounts.operations import audit
from accounts.permissions import Actor
from accounts.rules.registry import rule
from isf.enums import EntryKind
from isf.ledger.entries import Draft
from isf.models import Fund
from isf.operations.posting import Pen, keep_shared_snapshots, keep_snapshots
from isf.operations.transactions import money_transaction
from isf.permissions import RUN_ROLES, check_authority
from isf.queries.balances import posted_on
from isf.rules.schedule import month_end


class MonthNotOver(Exception):
    """A month that still runs cannot be closed (ISF-LED-5)."""

    rule = "ISF-LED-5"

    def __init__(self, *, last_day: date) -> None:
        self.last_day = last_day
        super().__init__(f"This month can be closed after {last_day}.")


@rule("ISF-LED-5", "A closed month takes no more entries for its days.")
@money_transaction
def close(*, authority_id: int, month: date, by: Actor, at: datetime, on: date) -> int:
    """Close a month (any day of it) for every fund of an authority; how many were closed now.

    Writes what each fund held into an entry of its own and snapshots of all accounts; there is no
    reopening. Closing it again closes nothing. Units: whole pence.
    Errors: `NotAllowed`, `MonthNotOver`. Source: ISF-LED-5, `ledger.md`.
    """
    check_authority(by=by, authority_id=authority_id, roles=RUN_ROLES)
    through_on = month_end(day=month)
    if on <= through_on:
        raise MonthNotOver(last_day=through_on)
    lock_months(authority_id=authority_id)
    funds = Fund.objects.filter(authority_id=authority_id)
    begun = funds.filter(deployment__starts_on__lte=through_on)
    closed = 0
    for fund in begun.order_by("id"):
        closed += close_fund(fund=fund, through_on=through_on, by=by, at=at, on=on)
    later = funds.filter(deployment__starts_on__gt=through_on)
    later.filter(Q(closed_through__isnull=True) | Q(closed_through__lt=through_on)).update(
        closed_through=through_on
    )
    keep_shared_snapshots(authority_id=authority_id, through_on=through_on, at=at)
    if closed:
        audit.record(
            by=by,
            action="MONTH_CLOSED",
            at=at,
            organisation_id=authority_id,
            subject=f"month:{through_on:%Y-%m}",
            details={"funds": closed},
        )
    return closed


def lock_months(*, authority_id: int) -> None:
    """Let no fund of a council be opened while a month is closed, or the other way about.

    Source: ISF-LED-5.
    """
    Organisation.objects.select_for_update(no_key=True).get(pk=authority_id)


def close_for_new(*, fund: Fund, by: Actor, at: datetime, on: date) -> None:
    """Close, for a fund that was just opened, what its council has closed already.

    Source: ISF-LED-5.
    """
    lock_months(authority_id=fund.authority_id)
    funds = Fund.objects.filter(authority_id=fund.authority_id)
    last: date | None = funds.aggregate(last=Max("closed_through"))["last"]
    if last is None:
        return
    if fund.deployment.starts_on <= last:
        close_fund(fund=fund, through_on=last, by=by, at=at, on=on)
    Fund.objects.filter(pk=fund.pk).update(closed_through=last)
    fund.refresh_from_db(fields=["seq", "head_hash", "closed_through"])


def close_fund(*, fund: Fund, through_on: date, by: Actor, at: datetime, on: date) -> int:
    """Close a month for one fund; 1 when this call closed it. Source: ISF-LED-5."""
    with Pen(fund_id=fund.pk, by=by, at=at) as pen:
        if pen.fund.closed_through is not None and pen.fund.closed_through >= through_on:
            return 0
        accounts = list(pen.accounts.values())
        held = {one.id: posted_on(account_id=one.id, day=through_on) for one in accounts}
        month = f"{through_on:%Y-%m}"
        pen.write(
            Draft(
                kind=EntryKind.MONTH_CLOSE,
                day=on,
                key=f"month:{fund.reference}:{month}",
                inputs=(str(fund.reference), month),
                memo=f"{month} {sum(held.values())}",
            )
        )
        keep_snapshots(accounts=accounts, posted=held, through_on=through_on, at=at)
    Fund.objects.filter(pk=fund.pk).update(closed_through=through_on)
    return 1
