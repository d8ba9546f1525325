"""What every account held when a month was closed."""

from datetime import date, datetime

from isf.models.journal import LedgerAccount, Snapshot
from isf.queries.balances import posted_on, shared_balance


def keep_snapshots(*, fund_id: int, through_on: date, at: datetime) -> None:
    """Write down what a fund's accounts held at the end of a month, whole pence. Source: LED-5."""
    Snapshot.objects.bulk_create(
        Snapshot(
            account=account,
            through_on=through_on,
            posted=posted_on(account_id=account.pk, day=through_on),
            reserved=account.reserved,
            recorded_at=at,
        )
        for account in LedgerAccount.objects.filter(fund_id=fund_id)
    )


def keep_shared_snapshots(*, authority_id: int, through_on: date, at: datetime) -> None:
    """Write down where an authority's shared accounts stood, once per month. Source: LED-5."""
    accounts = LedgerAccount.objects.filter(authority_id=authority_id, fund__isnull=True)
    done = Snapshot.objects.filter(account__in=accounts, through_on=through_on)
    known = set(done.values_list("account_id", flat=True))
    Snapshot.objects.bulk_create(
        Snapshot(
            account=account,
            through_on=through_on,
            posted=shared_balance(account=account, through_on=through_on),
            reserved=0,
            recorded_at=at,
        )
        for account in accounts
        if account.pk not in known
    )
