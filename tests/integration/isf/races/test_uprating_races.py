"""Everybody's budget rises once: raised by several at once, or killed on the way and run again."""

from __future__ import annotations

from pathlib import Path

import pytest

from isf.models import Allocation, BudgetVersion, Fund
from tests.factories import accounts as make
from tests.factories.borough import Borough
from tests.factories.money import MONDAY, WEEK, account
from tests.ledger_sound import assert_ledger_sound
from tests.races import race
from tests.races.commands import run
from tests.races.killed import killed

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
FROM = MONDAY + 2 * WEEK
NOW = "2026-04-06T12:00:00Z"


def three_funds() -> tuple[Borough, list[Fund]]:
    borough = Borough()
    people = [make.Person(authority=borough.authority) for _ in range(3)]
    funds = [borough.open_fund(person=person) for person in people]
    for fund in funds:
        borough.pay(fund)
    return borough, funds


def check_raised_once(funds: list[Fund]) -> None:
    """480.00 + 5% for two of four paid weeks: 48.00 for each."""
    assert BudgetVersion.objects.filter(starts_on=FROM).count() == len(funds)
    assert Allocation.objects.filter(is_difference=True).count() == len(funds)
    assert [account(fund).posted for fund in funds] == [192_000 + 4_800] * len(funds)
    assert_ledger_sound()


@pytest.mark.rule("ISF-FUN-4")
def test_a_rise_asked_for_by_many_is_one() -> None:
    borough, funds = three_funds()
    told = race(
        "tests.integration.isf.races.uprating_requests:uprate",
        authority=borough.authority.pk,
        **{"from": FROM.isoformat()},
    )
    assert sum(one["done"][0] for one in told) == len(funds)
    assert [one["done"][1] for one in told] == [0] * len(told)
    check_raised_once(funds)


@pytest.mark.rule("ISF-FUN-4")
def test_a_rise_that_is_killed_goes_on_where_it_stopped(tmp_path: Path) -> None:
    borough, funds = three_funds()
    authority = str(borough.authority.reference)
    command = ("uprate", "--authority", authority, "--on", FROM.isoformat(), "--percent", "5")
    raised = BudgetVersion.objects.filter(starts_on=FROM)
    table = BudgetVersion._meta.db_table
    with killed(*command, on=NOW, post=str(tmp_path), table=table, times=2):
        assert raised.count() == 1
    assert raised.count() == 1
    for _ in range(2):
        run(*command, on=NOW, post=str(tmp_path))
        check_raised_once(funds)
