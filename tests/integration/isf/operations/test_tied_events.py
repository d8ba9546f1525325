"""A death, time away, saving and moving with a budget tied to purposes (ISF-RES-5)."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from isf.enums import FundState
from isf.models import Fund
from isf.models.journal import JournalEntry
from isf.operations import banking, closings
from isf.operations.posting import InsufficientFunds
from isf.rules.tied_parts import Part
from tests.factories.absences import away, back
from tests.factories.borough import Borough
from tests.factories.deaths import TOLD, UNTIL, die
from tests.factories.money import DAY, MONDAY, WEEK, line_sent, noon
from tests.factories.tied import CORE_PAYS, RESIDENTIAL, buy, posted, reserved, tied_fund
from tests.ledger_sound import assert_ledger_sound

pytestmark = [pytest.mark.django_db, pytest.mark.rule("ISF-RES-5")]
FOUR_WEEKS = {"": 0, "core": 299_332, "personal": 79_820, "cash": 19_956}
# The first day to the day of the death: ten sevenths of 748.33, 199.55 and 49.89.
TO_DEATH = {"": 0, "core": 106_904, "personal": 28_507, "cash": 7_127}


def paid_fund(borough: Borough, weeks: int = 4, **more: Any) -> Fund:
    fund = tied_fund(borough, **more)
    borough.pay(fund, weeks=weeks)
    return fund


def closed(borough: Borough, fund: Fund) -> None:
    """Both steps of closing, and nothing is left in any part."""
    closings.begin(fund_id=fund.pk, by=borough.finance, at=noon(TOLD), on=TOLD)
    last = UNTIL + DAY
    closings.finish(fund_id=fund.pk, by=borough.finance, at=noon(last), on=last)
    fund.refresh_from_db()
    assert fund.state == FundState.CLOSED
    assert set(posted(fund).values()) == {0}
    assert set(reserved(fund).values()) == {0}
    assert_ledger_sound()


@pytest.mark.rule("ISF-LIF-2")
@pytest.mark.parametrize(("rate_bp", "parts"), [(0, RESIDENTIAL), (1_000, RESIDENTIAL)])
def test_a_death_takes_back_of_each_part_what_was_paid_for_later_days(
    rate_bp: int, parts: tuple[Part, ...]
) -> None:
    borough = Borough()
    fund = paid_fund(borough, rate_bp=rate_bp, parts=parts)
    die(borough)
    assert posted(fund) == TO_DEATH
    assert not fund.cases.filter(rule="ISF-FUN-4").exists()
    closed(borough, fund)


@pytest.mark.rule("ISF-LIF-2")
def test_what_one_part_cannot_give_after_a_death_is_a_case_and_no_other_part_pays() -> None:
    borough = Borough()
    fund = paid_fund(borough)
    buy(borough, fund, 19_956, "cash")
    die(borough)
    assert posted(fund) == TO_DEATH | {"cash": 0}
    case = fund.cases.get(rule="ISF-FUN-4")
    assert case.figures["needed"] - case.figures["taken"] == 19_956 - 7_127
    closed(borough, fund)


@pytest.mark.rule("ISF-LIF-2")
def test_care_for_a_part_up_to_the_death_is_billed_of_that_part() -> None:
    borough = Borough()
    fund = paid_fund(borough)
    order = borough.order(fund, 10_000, weekdays=(0,), part="core")
    borough.deliver(order, MONDAY)
    die(borough)
    bill = borough.bill(fund, [line_sent(order, MONDAY)], on=TOLD)
    borough.approve(bill, on=TOLD)
    assert posted(fund) == TO_DEATH | {"core": 106_904 - 10_000}
    closed(borough, fund)


@pytest.mark.rule("ISF-LIF-2")
def test_a_death_recorded_by_mistake_is_paid_again_in_each_part() -> None:
    borough = Borough()
    fund = paid_fund(borough)
    first = die(borough)
    die(borough, None, on=TOLD + DAY, seen=first.death.number, reason="another person")
    assert posted(fund) == FOUR_WEEKS
    assert_ledger_sound()


@pytest.mark.rule("ISF-LIF-1")
@pytest.mark.parametrize("parts", [RESIDENTIAL, CORE_PAYS], ids=["all", "core"])
def test_nil_days_in_hospital_go_back_by_part_and_come_again_with_the_return(
    parts: tuple[Part, ...],
) -> None:
    borough = Borough()
    fund = paid_fund(borough, weeks=8, rate_bp=1_000, parts=parts)
    before = sum(reserved(fund).values())
    stay = away(borough, MONDAY, on=MONDAY + WEEK)
    assert posted(fund) == {"": 0, "core": 299_332, "personal": 79_820, "cash": 19_956}
    assert sum(reserved(fund).values()) == 39_910
    home = MONDAY + 5 * WEEK
    back(borough, stay, home, on=home)
    assert posted(fund) == {"": 0, "core": 523_831, "personal": 139_685, "cash": 34_923}
    assert sum(reserved(fund).values()) == 69_843
    assert before == 79_821
    assert_ledger_sound()


@pytest.mark.rule("ISF-LIF-1")
def test_a_part_that_was_spent_while_away_gives_what_is_free_and_the_rest_is_a_case() -> None:
    borough = Borough()
    fund = paid_fund(borough, weeks=8)
    buy(borough, fund, 39_912, "cash")
    away(borough, MONDAY, on=MONDAY + WEEK)
    assert posted(fund) == FOUR_WEEKS | {"cash": 0}
    case = fund.cases.get(rule="ISF-FUN-4")
    assert case.figures["needed"] - case.figures["taken"] == 19_956
    assert_ledger_sound()


@pytest.mark.rule("ISF-ROL-3")
def test_only_money_that_is_not_tied_is_saved() -> None:
    borough = Borough()
    fund = paid_fund(borough)
    borough.grant(fund, 1_000)

    def save(pence: int) -> None:
        wish = banking.Wish(
            reference=uuid4(), name="A bed", target_on=MONDAY + 4 * WEEK, pence=pence
        )
        banking.bank(
            fund_id=fund.pk, wish=wish, by=borough.budget_holder, at=noon(MONDAY), on=MONDAY
        )

    entries = JournalEntry.objects.count()
    with pytest.raises(InsufficientFunds) as refused:
        save(1_001)
    assert refused.value.available_pence == 1_000
    assert JournalEntry.objects.count() == entries
    save(1_000)
    assert reserved(fund) == {"": 1_000, "core": 0, "personal": 0, "cash": 0}
    assert posted(fund) == FOUR_WEEKS | {"": 1_000}
