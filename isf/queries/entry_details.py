"""One entry with its postings, what it set aside, its place in the chain, and what it is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from accounts.models import User
from isf.models import Allocation, Fund, InvoiceLine, Promise, Purchase, Refund, Reversal
from isf.models.journal import JournalEntry, Posting
from isf.models.reservations import ReservationEvent
from isf.queries.purposes import find_names


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What an entry stands for, as far as its kind has something: all of it may be empty."""

    service: str = ""
    who: str = ""
    day: date | None = None
    first_on: date | None = None
    last_on: date | None = None
    invoice: UUID | None = None
    invoice_number: str = ""
    orders: tuple[str, ...] = ()
    purpose: str = ""
    for_fee: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """One change of money set aside, in whole pence, with the order it is for, if any."""

    kind: str
    change: str
    pence: int
    after: int
    service: str
    who: str
    purpose: str
    order: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryLine:
    """An entry of a list with what it did to the fund, in whole pence, and what it is about."""

    entry: JournalEntry
    posted_pence: int
    reserved_pence: int
    about: About


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryDetail:
    """An entry and everything that belongs to it."""

    entry: JournalEntry
    postings: tuple[Posting, ...]
    set_aside: tuple[SetAside, ...]
    about: About
    recorded_by: str
    reverses: JournalEntry | None
    reversed_by: JournalEntry | None
    ends_on: date | None
    why_reversed: str


def list_lines(*, entries: Iterable[JournalEntry]) -> list[EntryLine]:
    """Entries as `isf.queries.entries.find` found them, each with what it is about.

    The same queries for any number of entries; whole pence. Source: ISF-LED-6.
    """
    rows = list(entries)
    about = list_about(entries=rows)
    return [
        EntryLine(
            entry=row,
            posted_pence=vars(row)["posted"],
            reserved_pence=vars(row)["reserved"],
            about=about[row.pk],
        )
        for row in rows
    ]


def get(*, fund: Fund, seq: int) -> EntryDetail:
    """One entry of a fund by its number in the chain.

    Errors: JournalEntry.DoesNotExist. Source: ISF-LED-2, ISF-LED-4.
    """
    entry = JournalEntry.objects.select_related("reverses").get(fund=fund, seq=seq)
    postings = Posting.objects.filter(entry=entry).select_related("account__organisation")
    return EntryDetail(
        entry=entry,
        postings=tuple(postings.order_by("id")),
        set_aside=list_set_aside(entry=entry),
        about=list_about(entries=[entry])[entry.pk],
        recorded_by=name_of(actor=entry.actor),
        reverses=entry.reverses,
        reversed_by=JournalEntry.objects.filter(reverses=entry).first(),
        ends_on=fund.deployment.ends_on,
        why_reversed=why_reversed(entry=entry),
    )


def why_reversed(*, entry: JournalEntry) -> str:
    """What was said when an entry was reversed, on either of the two. Source: ISF-LED-2."""
    if entry.reverses_id is not None:
        rows = Reversal.objects.filter(entry=entry)
    else:
        rows = Reversal.objects.filter(original=entry, entry__isnull=False)
    return rows.values_list("reason", flat=True).first() or ""


def name_of(*, actor: str) -> str:
    """The full name behind "user:7"; empty for scheduled work."""
    kind, _, number = actor.partition(":")
    if kind != "user" or not number.isdecimal():
        return ""
    user = User.objects.filter(pk=int(number)).first()
    return user.full_name if user else ""


def list_set_aside(*, entry: JournalEntry) -> tuple[SetAside, ...]:
    """What an entry did to money set aside. Units: whole pence. Source: ISF-RES-6."""
    events = list(
        ReservationEvent.objects.filter(entry=entry).select_related("reservation").order_by("id")
    )
    promises, names = find_promises(events=events), find_purposes(events=events)
    found = []
    for event in events:
        promise = promises.get(event.reservation.reference)
        found.append(
            SetAside(
                kind=event.reservation.kind,
                change=event.change,
                pence=event.pence,
                after=event.after,
                service=promise.service if promise else "",
                who=promise.payee.name if promise else "",
                purpose=names.get(event.reservation.reference, ""),
                order=promise.order if promise else None,
            )
        )
    return tuple(found)


def find_promises(*, events: Iterable[ReservationEvent]) -> Mapping[str, Promise]:
    """The orders that reservation events speak of, by their reference. Source: ISF-RES-6."""
    orders = {e.reservation.reference for e in events if e.reservation.kind == "ORDER"}
    if not orders:
        return {}
    rows = Promise.objects.filter(order__in=orders).select_related("payee")
    return {str(row.order): row for row in rows}


def find_purposes(*, events: Iterable[ReservationEvent]) -> Mapping[str, str]:
    """What the purposes that reservation events speak of are called. Source: ISF-ROL-3."""
    return find_names(
        references=(e.reservation.reference for e in events if e.reservation.kind == "BANK")
    )


def list_about(*, entries: Iterable[JournalEntry]) -> Mapping[int, About]:
    """What each entry is about, in the same queries for any number of entries.

    A reversal is about what it reverses. Source: ISF-LED-2.
    """
    rows = list(entries)
    found: dict[int, About] = {}
    wanted = {row.reverses_id or row.pk: row.pk for row in rows}
    found.update(_bills(wanted))
    found.update(_refunds(wanted))
    found.update(_purchases(wanted))
    found.update(_allocations(wanted))
    found.update(_reservations([row.pk for row in rows if row.pk not in found]))
    return {row.pk: found.get(row.pk, About()) for row in rows}


def _bills(wanted: Mapping[int, int]) -> dict[int, About]:
    lines = InvoiceLine.objects.filter(entry_id__in=wanted).select_related("invoice__payee")
    return {
        wanted[line.entry_id or 0]: About(
            service=line.service,
            who=line.invoice.payee.name,
            day=line.service_on,
            invoice=line.invoice.reference,
            invoice_number=line.invoice.number,
        )
        for line in lines
    }


def _refunds(wanted: Mapping[int, int]) -> dict[int, About]:
    rows = Refund.objects.filter(entry_id__in=wanted).select_related("line__invoice__payee")
    return {
        wanted[row.entry_id]: About(
            service=row.line.service,
            who=row.line.invoice.payee.name,
            day=row.line.service_on,
            invoice=row.line.invoice.reference,
            invoice_number=row.line.invoice.number,
        )
        for row in rows
    }


def _purchases(wanted: Mapping[int, int]) -> dict[int, About]:
    return {
        wanted[row.entry_id]: About(service=row.what, who=row.payee, day=row.bought_on)
        for row in Purchase.objects.filter(entry_id__in=wanted)
    }


def _allocations(wanted: Mapping[int, int]) -> dict[int, About]:
    return {
        wanted[row.entry_id]: About(first_on=row.first_on, last_on=row.last_on)
        for row in Allocation.objects.filter(entry_id__in=wanted)
    }


def _reservations(entry_ids: Iterable[int]) -> dict[int, About]:
    events = list(
        ReservationEvent.objects.filter(entry_id__in=entry_ids)
        .select_related("reservation")
        .order_by("id")
    )
    promises, names = find_promises(events=events), find_purposes(events=events)
    purposes: dict[int, str] = {}
    orders: dict[int, list[str]] = defaultdict(list)
    for_fee: set[int] = set()
    for event in events:
        promise = promises.get(event.reservation.reference)
        if promise is not None:
            orders[event.entry_id].append(f"{promise.service}, {promise.payee.name}")
        elif event.reservation.kind == "FEE":
            for_fee.add(event.entry_id)
        elif event.reservation.reference in names:
            purposes[event.entry_id] = names[event.reservation.reference]
    return {
        entry_id: About(
            orders=tuple(orders[entry_id]),
            purpose=purposes.get(entry_id, ""),
            for_fee=entry_id in for_fee,
        )
        for entry_id in {*orders, *purposes, *for_fee}
    }
