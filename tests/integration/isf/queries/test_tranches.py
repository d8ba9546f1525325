"""Whose money is left, folded from a real journal; origins that a transfer carries."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from isf.models import MoneyOrigin
from isf.operations import origins
from isf.queries.tranches import list_of, list_tranches
from isf.rules.tranches import THE_COUNCIL, THE_PERSON, Tranche, by_funder
from tests.factories import accounts as make
from tests.factories.borough import Borough
from tests.factories.money import DAY, MONDAY, WEEK
from tests.factories.policies import usual_numbers
from tests.integration.isf.models import raw

pytestmark = pytest.mark.django_db
MAY = MONDAY + 4 * WEEK


def facts(tranches: tuple[Tranche, ...]) -> list[tuple[date, Fraction]]:
    return [(tranche.received_on, tranche.pence) for tranche in tranches]


@pytest.mark.rule("ISF-ROL-2")
def test_the_journal_says_whose_money_is_left_on_any_day() -> None:
    """1,920.00 on 6 April, 20.00 on the 7th, 1,930.00 spent on the 8th: 10.00 of the 7th's."""
    borough = Borough()
    fund = borough.open_fund(rate_bp=0)
    borough.pay(fund)
    borough.grant(fund, 2_000, on=MONDAY + DAY)
    bought = borough.buy(fund, 193_000, on=MONDAY + 2 * DAY)
    later = MONDAY + 3 * DAY
    assert facts(list_tranches(fund=fund, on=later)) == [(MONDAY + DAY, 1_000)]
    assert facts(list_tranches(fund=fund, on=MONDAY)) == [(MONDAY, 192_000)]
    borough.reverse(bought.entry_id, on=later)
    assert facts(list_tranches(fund=fund, on=later)) == [(MONDAY, 192_000), (MONDAY + DAY, 2_000)]


@pytest.mark.rule("ISF-ROL-2")
def test_money_expires_as_the_policy_of_the_day_it_came_says() -> None:
    borough = Borough(numbers=usual_numbers(expiry_months=12))
    fund = borough.open_fund(rate_bp=0)
    borough.pay(fund)
    borough.publish(usual_numbers(), on=MAY)
    borough.grant(fund, 2_000, on=MAY)
    expiries = [tranche.expires_on for tranche in list_tranches(fund=fund, on=MAY)]
    assert expiries == [date(2027, 4, 6), None]


@pytest.mark.rule("ISF-POR-3")
def test_origins_written_down_with_an_entry_are_what_it_brought() -> None:
    borough = Borough()
    fund = borough.open_fund(rate_bp=0)
    borough.grant(fund, 1_234, on=MAY)
    (plain,) = list_tranches(fund=fund, on=MAY)
    carried = (
        replace(plain, received_on=MONDAY, pence=Fraction("1135.28"), expires_on=MAY),
        replace(plain, received_on=MONDAY, pence=Fraction("98.72"), funder=THE_PERSON),
    )
    entry = raw.newest(fund).pk
    with transaction.atomic():
        origins.keep(entry_id=entry, tranches=carried, pence=1_234)
    kept = list_tranches(fund=fund, on=MAY)
    assert kept == carried
    assert by_funder(tranches=kept) == {
        THE_COUNCIL: Fraction("1135.28"),
        THE_PERSON: Fraction("98.72"),
    }


@pytest.mark.rule("ISF-ROL-2")
def test_origins_that_do_not_add_up_are_refused_and_nothing_is_kept() -> None:
    borough = Borough()
    fund = borough.open_fund(rate_bp=0)
    borough.grant(fund, 1_234, on=MAY)
    tranches = list_tranches(fund=fund, on=MAY)
    for wrong in (1_233, 1_235):
        with pytest.raises(origins.OriginsDoNotAddUp):
            origins.keep(entry_id=raw.newest(fund).pk, tranches=tranches, pence=wrong)
    assert not MoneyOrigin.objects.exists()


@pytest.mark.rule("ISF-ROL-2")
def test_many_funds_are_read_in_as_few_queries_as_one() -> None:
    borough = Borough()
    funds = [borough.open_fund()]
    funds += [borough.open_fund(person=make.Person(authority=borough.authority)) for _ in range(2)]
    for fund in funds:
        borough.pay(fund)
    with CaptureQueriesContext(connection) as asked_for_one:
        one = list_of(funds=funds[:1], on=MAY)
    with CaptureQueriesContext(connection) as asked_for_all:
        every = list_of(funds=funds, on=MAY)
    assert len(asked_for_one) == len(asked_for_all) == 3
    assert [len(every[fund.pk]) for fund in funds] == [1, 1, 1]
    assert one[funds[0].pk] == every[funds[0].pk]
