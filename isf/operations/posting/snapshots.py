"""What every account held when a month was closed."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from isf.models.journal import LedgerAccount, Snapshot
from isf.operations.posting.opened import OpenAccount
from isf.queries.balances import shared_balance


def keep_snapshots(
    *, accounts: Iterable[OpenAccount], posted: Mapping[int, int], through_on: date, at: datetime
) -> None:
    """Write down what a fund's accounts held at the end of a month, whole pence.

    `posted` is by account, as `posted_on` gives it for that day. Source: ISF-LED-5.
    """
    Snapshot.objects.bulk_create(
        Snapshot(
            account_id=account.id,
            through_on=through_on,
            posted=posted[account.id],
            reserved=account.reserved,
            recorded_at=at,
        )
        for account in accounts
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
