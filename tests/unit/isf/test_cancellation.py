"""What an early end costs, from both sides of each edge."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from isf.enums import CancellationKind
from isf.rules.bills import ChargeFacts, check_charge
from isf.rules.cancellation import charge_for
from isf.rules.promises import CancellationTerms, PlanImpossible, check_plan
from tests.factories.money import DAY, FIFTEEN, MONDAY, planned

pytestmark = pytest.mark.rule("ISF-POR-2")

THREE_DAYS = CancellationTerms(notice_days=7, kind=CancellationKind.DAYS, days=3)
EVERY_DAY = planned(2000, weekdays=range(7))


def cost(terms: CancellationTerms, last_day: date, plan=EVERY_DAY) -> int:
    return charge_for(terms=terms, plan=plan, told_on=MONDAY, last_day=last_day)


def test_the_seventh_day_of_seven_keeps_the_notice_and_the_sixth_does_not() -> None:
    assert cost(FIFTEEN, MONDAY + 7 * DAY) == 0
    assert cost(FIFTEEN, MONDAY + 6 * DAY) == 1500


def test_days_count_from_the_day_after_the_provider_is_told() -> None:
    """Told on Monday: the visits of Tuesday to Thursday, as far as they will not take place."""
    assert cost(THREE_DAYS, MONDAY) == 3 * 2000
    assert cost(THREE_DAYS, MONDAY + 2 * DAY) == 2000
    assert cost(THREE_DAYS, MONDAY + 3 * DAY) == 0
    assert cost(THREE_DAYS, MONDAY - 3 * DAY) == 3 * 2000


def test_what_was_never_planned_is_never_charged() -> None:
    mondays = planned(2000, weekdays=[0])
    assert cost(THREE_DAYS, MONDAY, mondays) == 0
    until = replace(EVERY_DAY, ends_on=MONDAY + DAY)
    assert cost(THREE_DAYS, MONDAY, until) == 2000
    assert cost(FIFTEEN, MONDAY, replace(EVERY_DAY, ends_on=MONDAY)) == 0
    assert cost(FIFTEEN, MONDAY, replace(EVERY_DAY, starts_on=MONDAY + 20 * DAY)) == 1500


@pytest.mark.parametrize(
    "terms",
    [
        replace(FIFTEEN, pence=0),
        replace(FIFTEEN, pence=-1),
        replace(FIFTEEN, notice_days=-1),
        replace(THREE_DAYS, days=0),
    ],
)
def test_terms_that_say_nothing_are_refused(terms: CancellationTerms) -> None:
    check_plan(plan=replace(EVERY_DAY, cancellation=FIFTEEN), set_aside_pence=0)
    with pytest.raises(PlanImpossible):
        check_plan(plan=replace(EVERY_DAY, cancellation=terms), set_aside_pence=0)


ASKED = ChargeFacts(
    billed=Fraction(1), price_pence=1500, agreed_pence=1500, is_open=True, billed_before_on=None
)


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({}, None),
        ({"price_pence": 1499}, None),
        ({"price_pence": 1501}, "ABOVE_PUBLISHED"),
        ({"billed": Fraction(2)}, "ABOVE_PUBLISHED"),
        ({"price_pence": 0}, "NOTHING_BILLED"),
        ({"billed": Fraction(-1)}, "NOTHING_BILLED"),
        ({"agreed_pence": None}, "NO_CHARGE"),
        ({"billed_before_on": "B1"}, "CHARGED_BEFORE"),
        ({"is_open": False}, "CHARGE_LET_GO"),
        ({"has_closed": True}, "FUND_CLOSED"),
    ],
)
def test_a_line_about_an_early_end_says_one_reason(facts, reason) -> None:
    refusal = check_charge(facts=replace(ASKED, **facts))
    assert (refusal.reason if refusal else None) == reason
