"""Entries of a fund as pages ask for them: narrowed, added up, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import (
    BigIntegerField,
    Case,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from isf.enums import EntryKind, ReservationChange, ReservationKind, Term
from isf.ledger.entries import TERMS
from isf.models import Fund
from isf.models.journal import JournalEntry, LedgerAccount, Posting
from isf.models.reservations import ReservationEvent
from isf.rules.tied_parts import TOPUP

ENTRIES_A_PAGE = 50
OUTGOING = frozenset({Term.OUT, Term.TRANSFERS, Term.RETURNS})


class Counted(StrEnum):
    """Which column of the entries is being added up."""

    POSTED = "POSTED"
    RESERVED = "RESERVED"
    AVAILABLE = "AVAILABLE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which entries of a fund, and which of their amounts; nothing asked means all of them.

    `order` is the reference money was set aside under: an order's, or with the reason BANK that of
    a purpose. `purpose` narrows to the money of one part of a tied budget, to untied money, or to
    all money added for orders.
    """

    terms: frozenset[Term] = frozenset()
    kinds: frozenset[EntryKind] = frozenset()
    from_on: date | None = None
    to_on: date | None = None
    account_id: int | None = None
    purpose: str | None = None
    reason: ReservationKind | None = None
    order: UUID | None = None
    counted: Counted | None = None

    @property
    def all_kinds(self) -> frozenset[EntryKind]:
        """The kinds asked for by themselves and by their terms; empty means every kind."""
        return self.kinds | {kind for kind, term in TERMS.items() if term in self.terms}

    @property
    def is_outgoing(self) -> bool:
        """Whether only money that leaves was asked for, so that a sum is said without a minus."""
        kinds = self.all_kinds
        return bool(kinds) and all(TERMS[kind] in OUTGOING for kind in kinds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """What the entries found add up to, from the fund's side, in whole pence."""

    entries: int
    posted_pence: int
    reserved_pence: int

    @property
    def available_pence(self) -> int:
        """Posted less reserved."""
        return self.posted_pence - self.reserved_pence


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherSide:
    """An account that money of a fund came from or went to, and whose it is, if anybody's."""

    id: int
    kind: str
    owner: str


def find(*, fund: Fund, asked: Asked) -> QuerySet[JournalEntry]:
    """The entries asked for, newest counting day first, each with `posted` and `reserved` pence.

    `posted` is what an entry did to the money of the fund, or what it moved to the account asked
    for, from the fund's side; `reserved` what it did to the money set aside. Source: ISF-LED-6.
    """
    rows = JournalEntry.objects.filter(fund=fund)
    if asked.all_kinds:
        rows = rows.filter(kind__in=asked.all_kinds)
    if asked.from_on is not None:
        rows = rows.filter(day__gte=asked.from_on)
    if asked.to_on is not None:
        rows = rows.filter(day__lte=asked.to_on)
    postings, events = _postings(fund, asked), _events(asked)
    one_purpose = asked.purpose is not None and asked.counted is None
    if asked.account_id is not None or asked.counted is Counted.POSTED:
        rows = rows.filter(Exists(postings))
    if asked.reason is not None or asked.order or asked.counted is Counted.RESERVED:
        rows = rows.filter(Exists(events))
    if asked.counted is Counted.AVAILABLE or one_purpose:
        rows = rows.filter(Exists(postings) | Exists(events))
    return rows.annotate(
        posted=_sum(postings, of=F("pence") * (-1 if asked.account_id else 1)),
        reserved=_sum(events, of=_signed()),
    ).order_by("-day", "-seq")


def sums(*, entries: QuerySet[JournalEntry]) -> Sums:
    """What entries found by `find` add up to. Units: whole pence. Source: ISF-LED-6."""
    total = entries.order_by().aggregate(p=Sum("posted"), r=Sum("reserved"))
    return Sums(
        entries=entries.count(),
        posted_pence=total["p"] or 0,
        reserved_pence=total["r"] or 0,
    )


def page_of(*, entries: QuerySet[JournalEntry], number: str) -> Page[JournalEntry]:
    """One page of entries; a page that is not there gives the nearest."""
    return Paginator(entries, ENTRIES_A_PAGE).get_page(number)


def list_accounts(*, fund: Fund) -> list[OtherSide]:
    """The accounts on the other side of a fund's entries, with who they belong to."""
    touched = Posting.objects.filter(entry__fund=fund).values("account")
    rows = LedgerAccount.objects.filter(pk__in=touched, fund__isnull=True)
    return [
        OtherSide(id=id_, kind=kind, owner=owner or "")
        for id_, kind, owner in rows.order_by("kind", "organisation__name", "id").values_list(
            "id", "kind", "organisation__name"
        )
    ]


def _postings(fund: Fund, asked: Asked) -> QuerySet[Posting]:
    rows = Posting.objects.filter(entry=OuterRef("pk"))
    if asked.account_id is not None:
        return rows.filter(account_id=asked.account_id)
    rows = rows.filter(account__fund=fund)
    return rows if asked.purpose is None else rows.filter(_of(asked.purpose, "account"))


def _of(purpose: str, account: str) -> Q:
    """Money of one purpose; all money added for orders is one of them."""
    name = f"{account}__purpose"
    return Q(**{f"{name}__startswith": TOPUP} if purpose == TOPUP else {name: purpose})


def _events(asked: Asked) -> QuerySet[ReservationEvent]:
    rows = ReservationEvent.objects.filter(entry=OuterRef("pk"))
    if asked.reason is not None:
        rows = rows.filter(reservation__kind=asked.reason)
    if asked.purpose is not None:
        rows = rows.filter(_of(asked.purpose, "reservation__account"))
    if asked.order is not None:
        rows = rows.filter(
            reservation__kind=asked.reason or ReservationKind.ORDER,
            reservation__reference=str(asked.order),
        )
    return rows


def _signed() -> Case:
    """A hold adds to the money set aside, a settlement or a release takes away."""
    return Case(When(change=ReservationChange.HOLD, then=F("pence")), default=-F("pence"))


def _sum(rows: QuerySet[Posting] | QuerySet[ReservationEvent], *, of: object) -> Coalesce:
    total = rows.order_by().values("entry").annotate(total=Sum(of)).values("total")
    return Coalesce(Subquery(total), Value(0), output_field=BigIntegerField())
