"""The issued statement says what of a contribution became due, was paid and is owed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from isf.gateways import paper
from isf.models import Fund, IssuedStatement
from isf.operations import contributions
from isf.queries import issued_checks
from isf.queries.contributions import owed_by_mode
from isf.rules import statement_content, statement_rows
from tests.factories.borough import Borough
from tests.factories.contributions import GROSS, NET, begun, paid, settled
from tests.factories.money import DAY, MONDAY, WEEK, noon
from tests.factories.tied_months import APRIL, APRIL_30, JUNE_2, MAY, close, issue

pytestmark = [pytest.mark.django_db, pytest.mark.rule("ISF-FUN-3")]


def said(kept: IssuedStatement) -> tuple[int, int, int, int]:
    found = statement_content.read(text=kept.content).figures.contribution
    assert found is not None
    return (
        found.due_pence,
        found.into_fund_pence,
        found.to_council_pence,
        found.owed_pence,
    )


def cared(borough: Borough, fund: Fund) -> None:
    """A visit of 50.00 each Monday, all delivered: 40.00 is due of each week."""
    ordered = borough.order(fund, 5_000, weekdays=(0,), ends_on=MONDAY + 4 * WEEK - DAY)
    for number in range(4):
        borough.deliver(ordered, MONDAY + number * WEEK)


def check_verified() -> None:
    report = issued_checks.Report()
    made = issued_checks.Paper(
        made_with=paper.MADE_WITH, make=lambda content: paper.statement(content=content)
    )
    list(issued_checks.verify(authority_id=None, paper=made, report=report))
    assert report.damages == []


def test_what_became_due_was_paid_and_is_owed_net() -> None:
    borough, fund = begun(NET)
    cared(borough, fund)
    paid(fund, 5_000, by=borough.finance, on=MONDAY + WEEK)
    settled(fund, by=borough.finance, on=APRIL_30)
    settled(fund, by=borough.finance, on=MONDAY + 4 * WEEK)
    paid(fund, 9_000, by=borough.finance, on=date(2026, 5, 10))
    close(borough, APRIL, MAY)
    april, may = issue(fund, APRIL), issue(fund, MAY)
    assert said(april) == (12_000, 5_000, 0, 7_000)
    assert said(may) == (4_000, 9_000, 0, 2_000)
    owed = owed_by_mode(fund=fund, on=APRIL_30)
    assert said(april)[3] == sum(one.arrears_pence for one in owed.values())
    check_verified()


def test_what_is_paid_to_the_council_is_said_too() -> None:
    borough, fund = begun(GROSS)
    cared(borough, fund)
    settled(fund, by=borough.finance, on=APRIL_30)
    paid(fund, 2_500, by=borough.finance, mode=GROSS, on=APRIL_30)
    close(borough, APRIL)
    kept = issue(fund, APRIL)
    assert said(kept) == (12_000, 0, 2_500, 9_500)
    content = statement_content.read(text=kept.content)
    rows = [(row.words, row.pence) for row in statement_rows.contribution_rows(content=content)]
    assert rows == [
        ("Became due this month", 12_000),
        ("Paid into the fund this month", 0),
        ("Paid to the council this month", 2_500),
        ("Owed at the end of 30 April 2026", 9_500),
    ]
    assert paper.sheet(content=content)["contribution"][3] == [
        "Owed at the end of 30 April 2026",
        "£95.00",
        True,
    ]


def test_what_is_written_down_after_the_month_was_closed_counts_in_the_next() -> None:
    borough, fund = begun(GROSS)
    cared(borough, fund)
    settled(fund, by=borough.finance, on=APRIL_30)
    close(borough, APRIL, on=MAY + DAY)
    contributions.receive(
        fund_id=fund.pk,
        paid=contributions.Paid(reference=uuid4(), pence=2_500, mode=GROSS),
        by=borough.finance,
        at=noon(MAY + 2 * DAY),
        on=APRIL_30,
    )
    before = issue(fund, APRIL)
    close(borough, MAY)
    assert said(before) == (12_000, 0, 0, 12_000)
    assert said(issue(fund, MAY)) == (0, 0, 2_500, 9_500)
    check_verified()


def test_without_a_contribution_nothing_is_said_and_older_texts_stay() -> None:
    borough = Borough()
    fund = borough.open_fund()
    borough.pay(fund)
    close(borough, APRIL, on=JUNE_2)
    content = statement_content.read(text=issue(fund, APRIL).content)
    assert content.figures.contribution is None
    assert list(statement_rows.contribution_rows(content=content)) == []
    third = statement_content.write(content=replace(content, schema=3))
    assert "contribution" not in third.replace("contribution_", "")
    assert statement_content.write(content=statement_content.read(text=third)) == third
