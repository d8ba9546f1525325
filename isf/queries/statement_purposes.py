"""A month of a fund by the purposes its money is tied to, from the ledger alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, F, QuerySet, Sum, When

from isf.enums import EntryKind, ReservationChange
from isf.models import Fund
from isf.models.journal import LedgerAccount, Posting
from isf.models.reservations import ReservationEvent
from isf.queries.balances import posted_on
from isf.queries.tied_parts import list_parts
from isf.rules import words
from isf.rules.entitlement import ONE_DAY
from isf.rules.statement_purposes import PurposeMonth, Shift, by_purpose
from isf.rules.tied_parts import is_tied


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A month by purpose as it is known now, and how each purpose is called."""

    months: tuple[PurposeMonth, ...]
    names: Mapping[str, str]


def list_known(*, fund: Fund, first_on: date, last_on: date) -> Known | None:
    """What each purpose had, got, gave and has left as it is known now; None without parts.

    Units: whole pence. Source: ISF-RES-5, ISF-LED-6.
    """
    accounts = dict(
        LedgerAccount.objects.filter(fund=fund).order_by("id").values_list("id", "purpose")
    )
    if not any(is_tied(purpose=purpose) for purpose in accounts.values()):
        return None
    rows = _postings(fund).filter(day__lte=last_on)
    used = set(rows.values_list("account_id", flat=True).distinct())
    before = first_on - ONE_DAY
    months = by_purpose(
        opening={
            purpose: posted_on(account_id=account, day=before)
            for account, purpose in accounts.items()
            if account in used
        },
        shifts=_shifts(rows.filter(day__gte=first_on)),
        reserved=_reserved(_events(fund).filter(entry__day__lte=last_on)),
    )
    return Known(months=months, names=list_names(fund=fund))


def derive(*, fund: Fund, first_on: date, last_on: date, head_seq: int) -> tuple[PurposeMonth, ...]:
    """The same from the entries up to one of the chain, and from nothing else.

    Balances that are stored are not read. Units: whole pence. Source: ISF-RES-5, ISF-LED-7.
    """
    rows = _postings(fund).filter(seq__lte=head_seq, day__lte=last_on)
    earlier = When(day__lt=first_on, then=F("pence"))
    used = rows.values("account_id", "account__purpose").order_by("account_id")
    opening = dict(
        used.annotate(before=Sum(Case(earlier, default=0))).values_list(
            "account__purpose", "before"
        )
    )
    if not any(is_tied(purpose=purpose) for purpose in opening):
        return ()
    events = _events(fund).filter(entry__day__lte=last_on, entry__seq__lte=head_seq)
    return by_purpose(
        opening=opening,
        shifts=_shifts(rows.filter(day__gte=first_on)),
        reserved=_reserved(events),
    )


def list_names(*, fund: Fund) -> Mapping[str, str]:
    """How each purpose of a fund is called, money that is not tied and added money too.

    Source: ISF-RES-5.
    """
    return words.OTHER_PURPOSES | {part.code: part.name for part in list_parts(fund_id=fund.pk)}


def find_name(*, fund: Fund, code: str | None) -> str:
    """How the purpose asked for is called; nothing where none was. Source: ISF-RES-5."""
    return "" if code is None else list_names(fund=fund).get(code, "")


def _postings(fund: Fund) -> QuerySet[Posting]:
    return Posting.objects.filter(entry__fund=fund, account__fund=fund)


def _events(fund: Fund) -> QuerySet[ReservationEvent]:
    return ReservationEvent.objects.filter(entry__fund=fund)


def _shifts(rows: QuerySet[Posting]) -> list[Shift]:
    sums = rows.order_by().values_list("account__purpose", "entry__kind")
    return [
        Shift(purpose=purpose, kind=EntryKind(kind), pence=pence)
        for purpose, kind, pence in sums.annotate(total=Sum("pence"))
    ]


def _reserved(events: QuerySet[ReservationEvent]) -> Mapping[str, int]:
    held = When(change=ReservationChange.HOLD, then=F("pence"))
    sums = events.order_by().values_list("reservation__account__purpose")
    return dict(sums.annotate(total=Sum(Case(held, default=-F("pence")))))
