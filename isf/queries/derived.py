"""Stored columns that follow from the journal, and which of them are not what it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from isf.models import Fund
from isf.models.journal import LedgerAccount
from isf.models.reservations import Reservation
from isf.queries.folds import Fold
from isf.queries.snapshots import last_closed

Value = int | str | date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A row, and what its derived columns ought to be; money in whole pence."""

    row: Fund | LedgerAccount | Reservation
    columns: Mapping[str, Value]


def list_different(*, fund: Fund, fold: Fold) -> list[Difference]:
    """The rows of a fund that do not follow from its whole chain. Source: ISF-LED-6."""
    wanted = (Difference(row=row, columns=columns) for row, columns in _derived(fund, fold))
    return [
        one
        for one in wanted
        if any(getattr(one.row, name) != value for name, value in one.columns.items())
    ]


def _derived(
    fund: Fund, fold: Fold
) -> Iterator[tuple[Fund | LedgerAccount | Reservation, dict[str, Value]]]:
    closed = fold.closed_through or last_closed(authority_id=fund.authority_id)
    through = closed or fund.closed_through
    yield fund, {"seq": fold.seq, "head_hash": fold.previous, "closed_through": through}
    reserved: dict[int, int] = {}
    for row in Reservation.objects.filter(account__fund=fund).order_by("id"):
        left = fold.remaining.get(row.pk, 0)
        reserved[row.account_id] = reserved.get(row.account_id, 0) + left
        yield row, {"amount": fold.amounts.get(row.pk, 0), "remaining": left}
    for account in LedgerAccount.objects.filter(fund=fund).order_by("id"):
        yield (
            account,
            {
                "posted": fold.posted.get(account.pk, 0),
                "reserved": reserved.get(account.pk, 0),
                "last_day": fold.last_days.get(account.pk),
            },
        )
