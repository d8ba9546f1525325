"""Postings and reservation events under an entry that does not exist, each by its own number."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from isf.models.journal import JournalEntry, Posting
from isf.models.reservations import ReservationEvent

MOST_NAMED = 100
HEADER = JournalEntry.objects.filter(pk=OuterRef("entry_id"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Orphan:
    """A row without an entry: the fund and number it claims, as far as it says, and what it is."""

    fund: str
    seq: int
    what: str


def list_orphans(*, postings: int, events: int) -> Iterator[Orphan]:
    """The first rows that belong to no entry, where more are stored than entries own.

    `postings` and `events` are how many the entries own. Source: ISF-LED-1, ISF-LED-4.
    """
    if Posting.objects.count() != postings:
        found = list(_headerless_postings())
        yield from found or [Orphan(fund="", seq=0, what="a posting belongs to no entry")]
    if ReservationEvent.objects.count() != events:
        found = list(_headerless_events())
        yield from found or [Orphan(fund="", seq=0, what="an event belongs to no entry")]


def _headerless_postings() -> Iterator[Orphan]:
    rows: QuerySet[Posting] = Posting.objects.filter(~Exists(HEADER)).order_by("id")
    for row in rows.select_related("account__fund")[:MOST_NAMED]:
        fund, what = row.account.fund, f"posting {row.pk} belongs to no entry"
        yield Orphan(fund=str(fund.reference) if fund else "", seq=row.seq, what=what)


def _headerless_events() -> Iterator[Orphan]:
    rows: QuerySet[ReservationEvent] = ReservationEvent.objects.filter(~Exists(HEADER))
    for row in rows.order_by("id").select_related("reservation__account__fund")[:MOST_NAMED]:
        fund, what = row.reservation.account.fund, f"event {row.pk} belongs to no entry"
        yield Orphan(fund=str(fund.reference) if fund else "", seq=0, what=what)
