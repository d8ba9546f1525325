"""Months that are closed, and their statements issued, the way the operator does it."""

from __future__ import annotations

from datetime import date

from accounts.permissions import system
from isf.models import Fund, IssuedStatement
from isf.operations import months, statements
from isf.rules.schedule import month_end
from tests.factories import isf

TODAY = date(2026, 6, 10)
APRIL = date(2026, 4, 1)
MAY = date(2026, 5, 1)


def close(borough: isf.Borough, month: date, *, on: date | None = None) -> None:
    day = on or borough.today
    months.close(
        authority_id=borough.authority.pk, month=month, by=borough.finance, at=isf.noon(day), on=day
    )


def issue(fund: Fund, month: date, *, on: date = TODAY) -> IssuedStatement:
    return statements.issue(
        fund=fund, month=month, by=system("issue_statements"), at=isf.noon(on), on=on
    )


def issued(*, today: date = TODAY) -> tuple[isf.Borough, IssuedStatement]:
    """The first month of a fund with a bit of everything."""
    borough, fund = isf.lived_in(today=today)
    month = fund.deployment.starts_on.replace(day=1)
    close(borough, month, on=today)
    assert month_end(day=month) < today
    return borough, issue(fund, month, on=today)
