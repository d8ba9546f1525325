"""Entries as they were posted, for the operations that must mirror one."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from isf.enums import EntryKind, ReservationChange
from isf.ledger.entries import Move
from isf.models.journal import JournalEntry, Posting
from isf.models.reservations import ReservationEvent


class EntryUnknown(Exception):
    """There is no such entry."""

    rule = "ISF-LED-2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """A posted entry with its moves in whole pence."""

    entry_id: int
    fund_id: int
    kind: EntryKind
    day: date
    reverses_id: int | None
    moves: tuple[Move, ...]


def find_original(*, entry_id: int) -> Original:
    """An entry with its postings. Errors: `EntryUnknown`. Source: ISF-LED-2."""
    entry = JournalEntry.objects.filter(pk=entry_id).first()
    if entry is None:
        raise EntryUnknown("There is no such entry.")
    postings = Posting.objects.filter(entry_id=entry_id).order_by("id")
    return Original(
        entry_id=entry.pk,
        fund_id=entry.fund_id,
        kind=EntryKind(entry.kind),
        day=entry.day,
        reverses_id=entry.reverses_id,
        moves=tuple(Move(account_id=p.account_id, pence=p.pence) for p in postings),
    )


def list_returns(*, fund_id: int, after: int) -> list[int]:
    """The entries that gave money back after a place in a fund's chain, and stand. Source: LED-2.

    The newest first.
    """
    rows = JournalEntry.objects.filter(fund_id=fund_id, seq__gt=after, reverses__isnull=True)
    rows = rows.filter(kind=EntryKind.RETURN)
    undone = JournalEntry.objects.filter(fund_id=fund_id, reverses__isnull=False)
    rows = rows.exclude(pk__in=undone.values("reverses_id"))
    return list(rows.order_by("-seq").values_list("id", flat=True))


def changed_by(*, authority_id: int, key: str, change: ReservationChange) -> int:
    """What the entry of a business key set aside, or freed, in whole pence without a sign.

    Nothing where it did not. Source: ISF-LED-3 (repeating an operation returns its first result).
    """
    events = ReservationEvent.objects.filter(
        entry__authority_id=authority_id, entry__key=key, change=change
    )
    return events.aggregate(total=Sum("pence"))["total"] or 0
