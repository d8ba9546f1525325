"""`uprate`: everybody's budget from a day, tried out or done, named where it is not."""

from __future__ import annotations

import io
from datetime import date

import pytest
import time_machine
from django.core.management import CommandError, call_command

from isf.models import BudgetVersion
from tests.factories import accounts as make
from tests.factories.borough import Borough
from tests.factories.contributions import NET, agreed
from tests.factories.money import MONDAY, WEEK, account, noon
from tests.ledger_sound import assert_ledger_sound, fingerprint

pytestmark = pytest.mark.django_db
FROM = MONDAY + 2 * WEEK


def run(borough: Borough, *args: str, on: date = MONDAY) -> str:
    said = io.StringIO()
    with time_machine.travel(noon(on), tick=False):
        call_command("uprate", "--authority", borough.authority.name, *args, stdout=said)
    return said.getvalue()


@pytest.mark.rule("ISF-FUN-4")
def test_tried_out_it_says_what_it_then_does_once() -> None:
    """480.00 + 5% = 504.00, for the two weeks of four that are raised: 48.00."""
    borough = Borough()
    fund = borough.open_fund()
    borough.pay(fund)
    asked = ("--on", FROM.isoformat(), "--percent", "5")
    before = fingerprint()
    tried = run(borough, *asked, "--dry-run")
    assert fingerprint() == before
    assert "£480.00 to £504.00 a week (£480.00 to £504.00), £48.00 now" in tried
    assert "1 budget would be raised from 2026-04-20, £48.00" in tried
    assert f"1 budget raised from {FROM}, £48.00 for days already paid" in run(borough, *asked)
    assert account(fund).posted == 192_000 + 4_800
    again = run(borough, *asked)
    assert f"LEFT OUT: budget {fund.deployment.budget.reference}: CHANGED" in again
    assert "0 budgets raised" in again
    assert fund.person.full_name not in tried + again
    assert_ledger_sound()


def test_one_council_alone_is_raised_and_it_has_to_be_named() -> None:
    borough, other = Borough(), Borough()
    borough.open_fund()
    other.open_fund()
    run(borough, "--on", FROM.isoformat(), "--amount", "12.50")
    assert BudgetVersion.objects.filter(starts_on=FROM).count() == 1
    with pytest.raises(CommandError, match="--authority"):
        call_command("uprate", "--on", FROM.isoformat(), "--percent", "1")


def test_what_one_refuses_is_named_and_the_run_goes_on() -> None:
    borough = Borough()
    fund = borough.open_fund()
    agreed(fund, NET, by=borough.care_manager, weekly_pence=48_000)
    borough.open_fund(person=make.Person(authority=borough.authority))
    said = io.StringIO()
    with time_machine.travel(noon(MONDAY), tick=False), pytest.raises(SystemExit) as ended:
        call_command(
            "uprate",
            *("--authority", borough.authority.name, "--on", FROM.isoformat()),
            *("--percent", "1", "--contribution-amount", "10"),
            stdout=said,
        )
    assert ended.value.code == 1
    assert f"NOT DONE: budget {fund.deployment.budget.reference}" in said.getvalue()
    assert "1 budget raised" in said.getvalue()


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ((), "--on"),
        (("--on", "tomorrow"), "--on"),
        (("--on", "2026-04-20"), "by how much"),
        (("--on", "2026-04-20", "--percent", "-1"), "by how much"),
        (("--on", "2026-04-20", "--percent", "lots"), "is a number"),
        (("--on", "2026-04-20", "--percent", "NaN"), "at most two decimals"),
        (("--on", "2026-04-20", "--amount", "1.005"), "at most two decimals"),
        (("--on", "2026-04-20", "--percent", "350"), "At most 100 percent"),
        (("--on", "2026-04-20", "--percent", "1e30"), "At most 100 percent"),
        (("--on", "2026-04-20", "--percent", "1e99"), "At most 100 percent"),
        (("--on", "2026-04-20", "--amount", "1e999999999"), "is a number"),
        (("--on", "2026-04-20", "--amount", "1", "--percent", "1"), "not allowed with"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(args: tuple[str, ...], words: str) -> None:
    borough = Borough()
    borough.open_fund()
    with pytest.raises(CommandError, match=words):
        run(borough, *args)
