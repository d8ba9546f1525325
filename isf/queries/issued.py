"""Issued statements: of a fund, of a month, those still to issue, and what they add up to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Min, QuerySet, Sum

from isf.enums import EntryKind, FundState
from isf.models import Fund, IssuedStatement
from isf.models.journal import JournalEntry
from isf.rules.entitlement import ONE_DAY
from isf.rules.schedule import month_end

COLUMNS = (
    "opening_pence",
    "in_pence",
    "out_pence",
    "transfers_pence",
    "returns_pence",
    "closing_pence",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A month of a fund that is closed and whose statement has not been issued."""

    fund_id: int
    month: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What the statements of a month add up to, in whole pence; the sum of ISF-POR-5."""

    statements: int
    opening_pence: int
    in_pence: int
    out_pence: int
    transfers_pence: int
    returns_pence: int
    closing_pence: int


def list_of_fund(*, fund: Fund) -> QuerySet[IssuedStatement]:
    """The statements of a fund, the newest first, without their texts. Source: ISF-LED-7."""
    return IssuedStatement.objects.filter(fund=fund).defer("content").order_by("-month")


def get(*, fund: Fund, month: date) -> IssuedStatement:
    """The issued statement of a month. Errors: IssuedStatement.DoesNotExist. Source: LED-7."""
    return IssuedStatement.objects.select_related("document").get(fund=fund, month=month)


def find(*, fund: Fund, month: date) -> IssuedStatement | None:
    """The issued statement of a month, or None. Source: ISF-LED-7."""
    return list_of_fund(fund=fund).filter(month=month).first()


def list_due(*, funds: QuerySet[Fund]) -> Iterator[Due]:
    """Every closed month of some funds that has no statement yet, fund by fund, oldest first.

    A fund that is closed at nothing gets no statements after its last entry. Three queries for
    any number of funds. Source: ISF-LED-7.
    """
    wanted = funds.filter(closed_through__isnull=False).annotate(
        issued=Max("issued_statements__month")
    )
    oldest = _entry_days(wanted.filter(issued__isnull=True), Min("day"))
    newest = _entry_days(wanted.filter(state=FundState.CLOSED), Max("day"))
    rows = wanted.order_by("id").values_list(
        "id", "issued", "closed_through", "deployment__starts_on"
    )
    for fund_id, issued, closed_through, starts_on in rows:
        assert closed_through is not None
        month = (
            min(starts_on, oldest.get(fund_id, starts_on)).replace(day=1)
            if issued is None
            else month_end(day=issued) + ONE_DAY
        )
        last = min(closed_through, newest.get(fund_id, closed_through))
        while month <= last:
            yield Due(fund_id=fund_id, month=month)
            month = month_end(day=month) + ONE_DAY


def _entry_days(funds: QuerySet[Fund], which: Max | Min) -> dict[int, date]:
    """The first or last day money counted for, of each of some funds."""
    entries = JournalEntry.objects.filter(fund__in=funds.order_by().values("pk")).exclude(
        kind=EntryKind.MONTH_CLOSE
    )
    return dict(entries.values_list("fund").annotate(day_=which).order_by())


def list_funds(*, due: Iterable[Due]) -> Mapping[int, Fund]:
    """The funds of what is due, with all that a statement names, in one query. Source: LED-7."""
    funds = Fund.objects.select_related("person", "holder", "authority", "deployment")
    return funds.in_bulk({row.fund_id for row in due})


def totals(*, statements: QuerySet[IssuedStatement]) -> Totals:
    """What some statements add up to. Units: whole pence. Source: ISF-LED-7, ISF-POR-5."""
    sums = statements.order_by().aggregate(
        statements=Count("id"),
        **{name: Sum(name) for name in COLUMNS},
    )
    return Totals(**{name: total or 0 for name, total in sums.items()})
