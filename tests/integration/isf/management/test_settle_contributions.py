"""Contributions are settled by a command that may be tried out, and run again."""

from __future__ import annotations

import io

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from isf.models import ContributionWeek, Policy
from tests.factories import accounts as make
from tests.factories.borough import Borough
from tests.factories.contributions import GROSS, NET, agreed, begun
from tests.factories.money import MONDAY, WEEK
from tests.ledger_sound import fingerprint

pytestmark = [pytest.mark.django_db, pytest.mark.rule("ISF-FUN-2")]
SETTLED = "1 week settled on 2026-04-13: £30.00 due, £10.00 returned to the council."


def run(**options: object) -> str:
    out = io.StringIO()
    call_command("settle_contributions", stdout=out, **options)
    return out.getvalue()


def gross() -> Borough:
    borough, fund = begun(GROSS)
    borough.buy(fund, 3_000)
    return borough


@time_machine.travel("2026-04-13T12:00:00Z", tick=False)
def test_weeks_that_are_over_are_settled_once() -> None:
    gross()
    assert SETTLED in run()
    before = fingerprint()
    assert "0 weeks settled on 2026-04-13: £0.00 due, £0.00 returned" in run()
    assert fingerprint() == before


@time_machine.travel("2026-04-13T12:00:00Z", tick=False)
def test_tried_out_it_names_each_week_and_writes_nothing() -> None:
    gross()
    before = fingerprint()
    said = run(dry_run=True)
    assert "week from 2026-04-06: £40.00 agreed, £30.00 delivered, £30.00 due, £10.00" in said
    assert SETTLED.replace("settled", "would be settled") in said
    assert fingerprint() == before


@time_machine.travel("2026-05-01T12:00:00Z", tick=False)
def test_a_run_for_an_earlier_day_settles_only_what_was_over_then() -> None:
    gross()
    assert SETTLED in run(on="2026-04-13")
    assert "2 weeks settled on 2026-05-01" in run()
    assert list(ContributionWeek.objects.values_list("monday", flat=True)) == [
        MONDAY,
        MONDAY + WEEK,
        MONDAY + 2 * WEEK,
    ]


@time_machine.travel("2026-04-13T12:00:00Z", tick=False)
def test_one_council_is_settled_alone_and_a_fund_without_a_contribution_not_at_all() -> None:
    borough = gross()
    other = Borough()
    agreed(other.open_fund(), NET, by=other.care_manager)
    Borough().open_fund()
    assert "1 week settled" in run(authority=borough.authority.name)
    assert "1 week settled" in run()


@time_machine.travel("2026-05-01T12:00:00Z", tick=False)
def test_a_fund_whose_month_is_closed_is_named_and_the_run_goes_on() -> None:
    gross()
    call_command("close_month", "2026-04", stdout=io.StringIO())
    other, fund = begun(GROSS)
    other.buy(fund, 4_000)
    out = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("settle_contributions", on="2026-04-13", stdout=out)
    assert "NOT DONE: fund " in out.getvalue()
    assert "1 week settled on 2026-04-13: £40.00 due" in out.getvalue()
    assert ContributionWeek.objects.get().fund == fund


@time_machine.travel("2026-04-14T12:00:00Z", tick=False)
def test_a_run_asks_nothing_of_a_fund_that_has_no_week_over() -> None:
    """Six days of seven; each fund would be locked, and its budget read, for nothing."""
    borough = gross()
    run()
    with CaptureQueriesContext(connection) as of_one:
        run()
    for _ in range(2):
        person = make.Person(authority=borough.authority)
        agreed(borough.open_fund(person=person), NET, by=borough.care_manager)
    assert "2 weeks settled" in run()
    with CaptureQueriesContext(connection) as of_three:
        assert "0 weeks settled" in run()
    assert len(of_one) == len(of_three)


@time_machine.travel("2026-04-20T12:00:00Z", tick=False)
def test_a_fund_whose_council_has_no_policy_is_named() -> None:
    borough = gross()
    Policy.objects.filter(authority=borough.authority).update(starts_on="2027-01-01")
    out = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("settle_contributions", stdout=out)
    assert "NOT DONE: fund" in out.getvalue()
