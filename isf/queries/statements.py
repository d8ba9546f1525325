"""A month of a fund from the ledger alone: what was there, came in, went out, and is left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Case, F, Min, QuerySet, Sum, When

from isf.enums import AccountKind, EntryKind, ReservationChange, ReservationKind, Term
from isf.ledger.entries import TERMS
from isf.models import Fund
from isf.models.journal import JournalEntry, LedgerAccount, Posting
from isf.models.reservations import ReservationEvent
from isf.queries.balances import fund_posted_on
from isf.queries.effects import plans_cost
from isf.queries.issued_figures import MOVED_KINDS
from isf.queries.terms import list_promises, running_plans
from isf.rules.schedule import month_end

ONE_DAY = timedelta(days=1)


class StatementMissing(ObjectDoesNotExist):
    """A month before the fund began, or after today."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Months:
    """The first day of a statement's month, and of those before and after it that have one."""

    month: date
    previous: date | None
    following: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one kind of entry moved to or from one account, in whole pence, never with a minus.

    A part can still fall below nothing: where more was given back than was taken that month.
    """

    kind: EntryKind
    account_id: int
    account_kind: AccountKind
    organisation_id: int | None
    name: str
    pence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLeft:
    """What the fund held at the end of a day, in whole pence."""

    day: date
    pence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The newest entry a statement counts: its number and hash prove what came before it."""

    seq: int
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A month of one fund, in whole pence: opening + in = out + transfers + returns + closing."""

    months: Months
    first_on: date
    last_on: date
    is_over: bool
    opening_pence: int
    terms: Mapping[Term, int]
    parts: tuple[Part, ...]
    closing_pence: int
    reserved: Mapping[ReservationKind, int]
    promised_weekly_pence: int
    promised_from: date
    days: tuple[DayLeft, ...]
    head: Head | None
    references: tuple[str, ...]
    holder_id: int | None = field(default=None)

    @property
    def reserved_pence(self) -> int:
        """What was set aside when the month ended, for every reason."""
        return sum(self.reserved.values())

    @property
    def available_pence(self) -> int:
        """What was neither spent nor set aside when the month ended."""
        return self.closing_pence - self.reserved_pence

    @property
    def spent_pence(self) -> int:
        """What went to whoever gave support, the fee not counted."""
        return sum(part.pence for part in self.of(Term.OUT) if not is_fee(part))

    @property
    def fee_pence(self) -> int:
        """What the holder took as its fee."""
        return sum(part.pence for part in self.of(Term.OUT) if is_fee(part))

    @property
    def with_holder_pence(self) -> int:
        """What was spent on the holder's own services (ISF-BIL-5)."""
        spent = [part for part in self.of(Term.OUT) if not is_fee(part)]
        return sum(part.pence for part in spent if part.organisation_id == self.holder_id)

    def of(self, term: Term) -> list[Part]:
        """The parts of one term of the sum."""
        return [part for part in self.parts if TERMS[part.kind] == term]


def is_fee(part: Part) -> bool:
    """Whether a part is management fee. Source: ISF-FEE-2."""
    return part.kind in (EntryKind.FEE, EntryKind.FEE_BACK)


def get(*, fund: Fund, month: date, on: date) -> Statement:
    """The statement of the month a day is in, as far as it has gone by another day.

    Units: whole pence. Errors: `StatementMissing`. Source: ISF-POR-5, ISF-LED-6, ISF-BIL-5.
    """
    months = find_months(fund=fund, month=month, on=on)
    first, last = months.month, min(month_end(day=month), on)
    opening = fund_posted_on(fund=fund, day=first - ONE_DAY)
    by_term = sum_terms(fund=fund, first_on=first, last_on=last)
    days = tuple(list_days(fund=fund, first_on=first, last_on=last, opening_pence=opening))
    promised_from = next_monday(day=last)
    return Statement(
        months=months,
        first_on=first,
        last_on=last,
        is_over=on > month_end(day=month),
        opening_pence=opening,
        terms=by_term,
        parts=tuple(list_parts(fund=fund, first_on=first, last_on=last)),
        closing_pence=days[-1].pence,
        reserved=sum_reserved(fund=fund, through_on=last),
        promised_weekly_pence=promised(fund=fund, monday=promised_from, known_on=last),
        promised_from=promised_from,
        days=days,
        head=find_head(fund=fund, through_on=last),
        references=tuple(list_references(fund=fund, first_on=first, last_on=last)),
        holder_id=fund.holder_id,
    )


def find_months(*, fund: Fund, month: date, on: date) -> Months:
    """A month and its neighbours, from the fund's first month to the month of a day.

    Errors: `StatementMissing`. Source: the statement page.
    """
    wanted = month.replace(day=1)
    first = first_month(fund=fund)
    newest = on.replace(day=1)
    if not first <= wanted <= newest:
        raise StatementMissing
    previous = (wanted - ONE_DAY).replace(day=1)
    following = month_end(day=wanted) + ONE_DAY
    return Months(
        month=wanted,
        previous=previous if previous >= first else None,
        following=following if following <= newest else None,
    )


def first_month(*, fund: Fund) -> date:
    """The first day of the month the fund began in, or its first entry if that is earlier."""
    oldest = JournalEntry.objects.filter(fund=fund).aggregate(day=Min("day"))["day"]
    began = fund.deployment.starts_on
    return min(began, oldest or began).replace(day=1)


def list_references(*, fund: Fund, first_on: date, last_on: date) -> Iterator[str]:
    """What money moved under between two days, to or from another place. Source: ISF-POR-3."""
    rows = JournalEntry.objects.filter(fund=fund, day__range=(first_on, last_on))
    rows = rows.filter(kind__in=MOVED_KINDS).exclude(memo="")
    yield from rows.order_by("memo").values_list("memo", flat=True).distinct()


def next_monday(*, day: date) -> date:
    """The Monday after the week a day is in: the coming whole week says what is promised."""
    return day + timedelta(days=7 - day.weekday())


def sum_terms(*, fund: Fund, first_on: date, last_on: date) -> Mapping[Term, int]:
    """What each term of the conservation sum moved between two days; whole pence.

    In is positive; out, transfers and returns are positive where money left. A reversal keeps its
    original's kind and so counts negative there. Source: ISF-POR-5.
    """
    rows = (
        _posted(fund=fund, first_on=first_on, last_on=last_on)
        .filter(account__fund=fund)
        .values_list("entry__kind")
        .annotate(total=Sum("pence"))
        .order_by()
    )
    sums = dict.fromkeys(Term, 0)
    for kind, pence in rows:
        term = TERMS[EntryKind(kind)]
        sums[term] += pence if term is Term.IN else -pence
    return sums


def _posted(*, fund: Fund, first_on: date, last_on: date) -> QuerySet[Posting]:
    """The postings of a fund's entries between two days, and of no other month.

    Found by fund and day of the entry, which are the posting's own: an index leads to them.
    """
    return Posting.objects.filter(entry__fund=fund, entry__day__range=(first_on, last_on))


def list_parts(*, fund: Fund, first_on: date, last_on: date) -> Iterator[Part]:
    """Who money came from and went to between two days, by kind; whole pence. Source: ISF-BIL-5."""
    rows = (
        _posted(fund=fund, first_on=first_on, last_on=last_on)
        .filter(account__fund__isnull=True)
        .values(
            "entry__kind",
            "account_id",
            "account__kind",
            "account__organisation_id",
            "account__organisation__name",
        )
        .annotate(total=Sum("pence"))
        .order_by("account__organisation__name", "account_id", "entry__kind")
    )
    for row in rows:
        kind = EntryKind(row["entry__kind"])
        yield Part(
            kind=kind,
            account_id=row["account_id"],
            account_kind=AccountKind(row["account__kind"]),
            organisation_id=row["account__organisation_id"],
            name=row["account__organisation__name"] or "",
            pence=-row["total"] if TERMS[kind] is Term.IN else row["total"],
        )


def list_days(
    *, fund: Fund, first_on: date, last_on: date, opening_pence: int
) -> Iterator[DayLeft]:
    """What was held at the end of each day from first to last, in whole pence. Source: LED-6."""
    moved: dict[date, int] = dict(
        _posted(fund=fund, first_on=first_on, last_on=last_on)
        .filter(account__fund=fund)
        .values_list("day")
        .annotate(total=Sum("pence"))
        .order_by()
    )
    left, day = opening_pence, first_on
    while day <= last_on:
        left += moved.get(day, 0)
        yield DayLeft(day=day, pence=left)
        day += ONE_DAY


def sum_reserved(*, fund: Fund, through_on: date) -> Mapping[ReservationKind, int]:
    """What was set aside for each reason at the end of a day, in whole pence. Source: RES-6."""
    accounts: Sequence[int] = list(
        LedgerAccount.objects.filter(fund=fund).values_list("id", flat=True)
    )
    signed = Case(When(change=ReservationChange.HOLD, then=F("pence")), default=-F("pence"))
    rows = (
        ReservationEvent.objects.filter(
            reservation__account_id__in=accounts, entry__day__lte=through_on
        )
        .values_list("reservation__kind")
        .annotate(total=Sum(signed))
        .order_by("reservation__kind")
    )
    return {ReservationKind(kind): pence for kind, pence in rows}


def promised(*, fund: Fund, monday: date, known_on: date) -> int:
    """What orders placed by a day promise for the week from a Monday, in whole pence.

    Source: ISF-RES-6.
    """
    placed = [row for row in list_promises(fund_id=fund.pk) if row.placed_at.date() <= known_on]
    return plans_cost(plans=running_plans(promises=placed, on=monday), monday=monday)


def find_head(*, fund: Fund, through_on: date) -> Head | None:
    """The newest entry that counts by a day: its hash covers every entry before it.

    Source: ISF-LED-4.
    """
    last = JournalEntry.objects.filter(fund=fund, day__lte=through_on).order_by("-seq").first()
    return None if last is None else Head(seq=last.seq, hash=last.hash)
