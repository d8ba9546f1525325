"""Whether what was written down when months were closed is still what was posted until then."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from django.db.models import Max

from isf.models.journal import Snapshot
from isf.queries.balances import posted_between


def wrong_snapshots(*, authority_id: int | None) -> Iterator[tuple[str, date]]:
    """The fund (nothing for a shared account) and the month's last day of each wrong snapshot.

    Each posting is read once: a snapshot is the one before it and what was posted between.
    Source: ISF-LED-5.
    """
    rows = Snapshot.objects.select_related("account__fund").order_by("account_id", "through_on")
    if authority_id is not None:
        rows = rows.filter(account__authority_id=authority_id)
    for account_id, group in groupby(rows.iterator(), key=lambda row: row.account_id):
        posted, before = 0, date.min
        for row in group:
            posted += posted_between(account_id=account_id, after=before, through_on=row.through_on)
            before = row.through_on
            if row.posted != posted:
                fund = row.account.fund
                yield str(fund.reference) if fund else "", row.through_on
                break


def last_closed(*, authority_id: int) -> date | None:
    """The last day of the last month a council has closed, as its shared accounts say.

    Source: ISF-LED-5.
    """
    rows = Snapshot.objects.filter(account__authority_id=authority_id, account__fund__isnull=True)
    found: date | None = rows.aggregate(last=Max("through_on"))["last"]
    return found
