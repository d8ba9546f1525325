"""What the runs have to do on a day, of all funds at once."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from isf.queries import due
from tests.factories import accounts as make
from tests.factories.borough import Borough
from tests.factories.money import DAY, MONDAY, WEEK

pytestmark = pytest.mark.django_db


def periods(borough: Borough, on: date) -> dict[int, list[date]]:
    rows = due.list_periods(authority_id=borough.authority.pk, on=on)
    return {fund.pk: [period.first_on for period in found] for fund, found in rows}


def months(borough: Borough, on: date) -> dict[int, list[date]]:
    rows = due.list_months(authority_id=borough.authority.pk, on=on)
    return {fund.pk: found for fund, found in rows}


def test_each_fund_has_the_periods_it_was_not_paid_for() -> None:
    borough = Borough()
    paid = borough.open_fund()
    unpaid = borough.open_fund(person=make.Person(authority=borough.authority))
    borough.pay(paid, weeks=4)
    again = Borough()
    elsewhere = again.open_fund()

    on = MONDAY + 3 * WEEK
    found = periods(borough, on)
    assert found == {paid.pk: [], unpaid.pk: [MONDAY]}
    assert periods(borough, MONDAY - DAY) == {}
    everywhere = due.list_periods(authority_id=None, on=on)
    assert {fund.pk for fund, _ in everywhere} == {paid.pk, unpaid.pk, elsewhere.pk}


def test_each_fund_has_the_months_it_was_not_charged_for() -> None:
    borough = Borough()
    charged = borough.open_fund()
    other = borough.open_fund(person=make.Person(authority=borough.authority))
    first = date(MONDAY.year, MONDAY.month, 30)
    second = date(MONDAY.year, MONDAY.month + 1, 31)
    borough.pay(charged, weeks=12)
    borough.charge(charged, first, on=second)

    assert months(borough, first - DAY) == {charged.pk: [], other.pk: []}
    assert months(borough, second) == {charged.pk: [second], other.pk: [first, second]}


def test_one_fund_and_many_take_as_many_queries() -> None:
    borough = Borough()
    counts = []
    for _ in range(2):
        for _ in range(3):
            borough.pay(borough.open_fund(person=make.Person(authority=borough.authority)))
        with CaptureQueriesContext(connection) as asked:
            assert any(periods(borough, MONDAY + 8 * WEEK).values())
            assert any(months(borough, MONDAY + 8 * WEEK).values())
        counts.append(len(asked))
    assert counts == [4, 4]
