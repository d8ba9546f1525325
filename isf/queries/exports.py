"""The journal as it leaves the house: entries in order, and balances at month ends."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Max, Min, QuerySet

from accounts.rules.registry import rule
from isf.models.journal import JournalEntry, LedgerAccount, Posting
from isf.queries.balances import posted_on, posted_sum_on

CHUNK = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """One entry with its moves: account id and signed whole pence."""

    fund_id: int
    seq: int
    kind: str
    day: date
    key: str
    hash: str
    moves: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assertion:
    """What an account held at the end of a day, whole pence."""

    account_id: int
    day: date
    pence: int


def list_accounts(*, authority_id: int | None) -> QuerySet[LedgerAccount]:
    """The ledger accounts of one authority or of all. Source: ISF-LED-8."""
    rows = LedgerAccount.objects.order_by("id")
    return rows if authority_id is None else rows.filter(authority_id=authority_id)


def list_entries(*, authority_id: int | None) -> QuerySet[JournalEntry]:
    """The entries of one authority or of all, fund by fund. Source: ISF-LED-8."""
    rows = JournalEntry.objects.order_by("id")
    return rows if authority_id is None else rows.filter(authority_id=authority_id)


def first_and_last(*, authority_id: int | None) -> tuple[date, date] | None:
    """The first and the last counting day, or None for an empty journal. Source: ISF-LED-8."""
    days = list_entries(authority_id=authority_id).aggregate(first=Min("day"), last=Max("day"))
    return None if days["first"] is None else (days["first"], days["last"])


@rule("ISF-LED-8", "The journal exports to plain text that an independent program balances.")
def entries(*, authority_id: int | None) -> Iterator[Exported]:
    """Every entry in the order of its chain, a few thousand rows at a time. Source: ISF-LED-8."""
    after = -1
    while True:
        rows = list(list_entries(authority_id=authority_id).filter(pk__gt=after)[:CHUNK])
        if not rows:
            return
        postings = Posting.objects.filter(entry_id__in=[row.pk for row in rows])
        found = groupby(postings.order_by("entry_id", "id"), key=lambda row: row.entry_id)
        moves = {key: tuple((p.account_id, p.pence) for p in group) for key, group in found}
        for row in rows:
            yield Exported(
                fund_id=row.fund_id,
                seq=row.seq,
                kind=row.kind,
                day=row.day,
                key=row.key,
                hash=row.hash,
                moves=moves.get(row.pk, ()),
            )
        after = rows[-1].pk


def assertions(*, accounts: Sequence[LedgerAccount], day: date) -> Iterator[Assertion]:
    """What every account held at the end of a day, by counting day. Source: ISF-LED-8."""
    for account in accounts:
        read = posted_on if account.running else posted_sum_on
        yield Assertion(account_id=account.pk, day=day, pence=read(account_id=account.pk, day=day))
