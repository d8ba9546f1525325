"""Months of many funds: what was issued, what waits, and what the statements add up to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet, Sum

from accounts.permissions import Actor
from accounts.rules.registry import rule
from isf.models import Fund, IssuedStatement
from isf.queries import funds, issued
from isf.queries.issued import COLUMNS, Due, Totals

STATEMENTS_A_PAGE = 50
NOTHING = Totals(statements=0, **dict.fromkeys(COLUMNS, 0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """One month of the funds somebody sees: statements still to issue, and totals of the issued."""

    month: date
    due: int
    totals: Totals

    @property
    def whole(self) -> int:
        """How many statements the month has once all are issued; the sums are of the issued."""
        return self.totals.statements + self.due


def of_funds(*, by: Actor) -> QuerySet[IssuedStatement]:
    """The statements of the funds the actor may see. Errors: `NotAllowed`. Source: FEE-6."""
    wanted = funds.visible(by=by).order_by().values("pk")
    return IssuedStatement.objects.filter(fund__in=wanted)


def list_due(*, by: Actor) -> list[Due]:
    """What could be issued now for the funds the actor sees. Errors: `NotAllowed`."""
    return list(issued.list_due(funds=Fund.objects.filter(pk__in=_visible_ids(by))))


def _visible_ids(by: Actor) -> QuerySet[Fund]:
    return funds.visible(by=by).order_by().values("pk")  # type: ignore[return-value]


@rule("ISF-LED-7", "The commissioner's totals are the sums of the people's statements.")
def list_months(*, by: Actor) -> list[Month]:
    """Every month with a statement or one to issue, newest first; six queries for any number.

    Units: whole pence. Errors: `NotAllowed`. Source: ISF-LED-7, ISF-POR-5.
    """
    due = Counter(row.month for row in list_due(by=by))
    rows = (
        of_funds(by=by)
        .order_by()
        .values_list("month")
        .annotate(statements=Count("id"), **{name: Sum(name) for name in COLUMNS})
        .values_list("month", "statements", *COLUMNS)
    )
    names = ("statements", *COLUMNS)
    sums = {month: Totals(**dict(zip(names, figures, strict=True))) for month, *figures in rows}
    return [
        Month(month=month, due=due[month], totals=sums.get(month, NOTHING))
        for month in sorted(due.keys() | sums.keys(), reverse=True)
    ]


def get_month(*, by: Actor, month: date) -> Month:
    """One month. Units: whole pence. Errors: `NotAllowed`. Source: ISF-LED-7."""
    return Month(
        month=month,
        due=sum(row.month == month for row in list_due(by=by)),
        totals=issued.totals(statements=of_funds(by=by).filter(month=month)),
    )


def page_of(*, by: Actor, month: date, number: str) -> Page[IssuedStatement]:
    """The statements of a month by number, a page at a time. Errors: `NotAllowed`."""
    rows = (
        of_funds(by=by)
        .filter(month=month)
        .defer("content")
        .select_related("fund__person", "fund__holder", "fund__authority")
        .order_by("number")
    )
    return Paginator(rows, STATEMENTS_A_PAGE).get_page(number)
