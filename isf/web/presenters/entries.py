"""Entries of a fund as pages show them: one sentence each, and what they add up to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from accounts.web.presenters import wording as words_for
from isf.enums import EntryKind
from isf.models import Fund
from isf.queries.entries import Asked, Counted, OtherSide, Sums
from isf.queries.entry_details import About, EntryDetail, EntryLine, SetAside
from isf.rules import words
from isf.web.presenters import wording

# What was paid or came back for a service without being the service itself.
SAID_FIRST: Final = frozenset({EntryKind.CANCELLATION, EntryKind.REFUND})


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One entry of a list; whole pence from the fund's side."""

    seq: int
    day: date
    words: str
    is_reversal: bool
    posted_pence: int
    reserved_pence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """The sum a page's amount led to, said as on that page."""

    pence: int
    entries: str
    column: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A label and what there is to say about it."""

    label: str
    text: str
    mono: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One posting: whose account, what it gained or lost, and what was in it afterwards."""

    name: str
    pence: int
    after_pence: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldLine:
    """One change of money set aside."""

    words: str
    pence: int
    after_pence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The page of one entry."""

    seq: int
    heading: str
    words: str
    day: date
    recorded_at: datetime
    recorded_by: str
    invoice: UUID | None
    invoice_number: str
    sides: tuple[Side, ...]
    held: tuple[HeldLine, ...]
    why_reversed: str
    reverses: int | None
    reversed_by: int | None
    proof: tuple[Fact, ...]


def total(*, sums: Sums, asked: Asked) -> Total | None:
    """The sum that was asked for; nothing where only a list was asked for."""
    if asked.counted is None:
        return None
    pence = {
        Counted.POSTED: -sums.posted_pence if asked.is_outgoing else sums.posted_pence,
        Counted.RESERVED: sums.reserved_pence,
        Counted.AVAILABLE: sums.available_pence,
    }[asked.counted]
    return Total(
        pence=pence,
        entries=wording.counted(sums.entries, "entry", "entries"),
        column=asked.counted,
    )


def lines(*, entries: Iterable[EntryLine]) -> tuple[Line, ...]:
    """The entries of one page of a list."""
    return tuple(
        Line(
            seq=line.entry.seq,
            day=line.entry.day,
            words=sentence(
                kind=line.entry.kind,
                about=line.about,
                is_reversal=line.entry.reverses_id is not None,
            ),
            is_reversal=line.entry.reverses_id is not None,
            posted_pence=line.posted_pence,
            reserved_pence=line.reserved_pence,
        )
        for line in entries
    )


def sentence(*, kind: str, about: About, is_reversal: bool) -> str:
    """What happened, in one line."""
    said = _said(EntryKind(kind), about)
    return f"Taken back: {said[:1].lower()}{said[1:]}" if is_reversal else said


def _said(kind: EntryKind, about: About) -> str:
    name = wording.ENTRY_KINDS[kind]
    if kind is EntryKind.RESERVATION:
        return _set_aside(about)
    if about.first_on and about.last_on:
        days = words_for.days(starts_on=about.first_on, ends_on=about.last_on)
        return f"{name} for {days}"
    if about.service and about.day:
        what = f"{about.service[:1].upper()}{about.service[1:]}"
        said = f"{what} on {words_for.day(on=about.day)}, {about.who}"
        return f"{name}: {said}" if kind in SAID_FIRST else said
    return name


def _set_aside(about: About) -> str:
    if about.purpose and not about.orders:
        return f"Money saved or taken back: {about.purpose}"
    if about.for_fee and not about.orders:
        return "Money set aside for the management fee"
    if len(set(about.orders)) == 1:
        return f"Money set aside or set free: {about.orders[0]}"
    if about.orders:
        return f"Money set aside or set free for {len(set(about.orders))} orders"
    return wording.ENTRY_KINDS[EntryKind.RESERVATION]


def sheet(*, detail: EntryDetail, fund: Fund) -> Sheet:
    """Everything about one entry."""
    entry = detail.entry
    return Sheet(
        seq=entry.seq,
        heading=wording.ENTRY_KINDS[EntryKind(entry.kind)],
        words=sentence(kind=entry.kind, about=detail.about, is_reversal=bool(entry.reverses_id)),
        day=entry.day,
        recorded_at=entry.recorded_at,
        recorded_by=detail.recorded_by or "The service itself, at a set time",
        invoice=detail.about.invoice,
        invoice_number=detail.about.invoice_number,
        sides=tuple(
            Side(
                name=words.account_name(
                    kind=row.account.kind,
                    owner=row.account.organisation.name if row.account.organisation else "",
                ),
                pence=row.pence,
                after_pence=row.after,
            )
            for row in detail.postings
        ),
        held=tuple(_held(change) for change in detail.set_aside),
        why_reversed=detail.why_reversed,
        reverses=detail.reverses.seq if detail.reverses else None,
        reversed_by=detail.reversed_by.seq if detail.reversed_by else None,
        proof=(
            Fact(label="Number", text=f"{entry.seq} of {fund.seq} in this fund"),
            Fact(label="Key", text=entry.key, mono=True),
            Fact(label="Fingerprint of the entry before", text=entry.previous_hash, mono=True),
            Fact(label="Fingerprint", text=entry.hash, mono=True),
        ),
    )


def _held(change: SetAside) -> HeldLine:
    what = f"{change.service}, {change.who}" if change.service else change.purpose
    what = what or wording.REASONS[change.kind]
    return HeldLine(
        words=f"{wording.CHANGES[change.change]}: {what}",
        pence=change.pence if change.change == "HOLD" else -change.pence,
        after_pence=change.after,
    )


def account_choices(*, rows: Iterable[OtherSide]) -> list[tuple[str, str]]:
    """From whom money came and to whom it went, to choose from."""
    return [(str(row.id), words.account_name(kind=row.kind, owner=row.owner)) for row in rows]
