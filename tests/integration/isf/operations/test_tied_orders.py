"""Orders for a part of a budget: promised, set aside, billed and ended of that part (ISF-RES-5)."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest

from isf.models.journal import JournalEntry
from isf.operations import endings
from isf.operations.posting import InsufficientFunds
from isf.queries.effects import effect_of, list_funds
from isf.rules.promises import PromiseTooLarge
from isf.rules.tied_parts import PartUnknown
from tests.factories.borough import Borough
from tests.factories.money import DAY, MONDAY, WEEK, line_sent, noon, planned
from tests.factories.tied import CORE_PAYS, buy, posted, reserved, tied_fund
from tests.ledger_sound import assert_ledger_sound

pytestmark = [pytest.mark.django_db, pytest.mark.rule("ISF-RES-5")]
MONDAYS = (0,)


def paid_fund(borough: Borough, **more: Any) -> Any:
    fund = tied_fund(borough, **more)
    borough.pay(fund)
    return fund


def test_an_order_holds_of_its_own_part_alone() -> None:
    borough = Borough()
    fund = paid_fund(borough)
    borough.order(fund, 10_000, part="core")
    assert reserved(fund) == {"": 0, "core": 200_000, "personal": 0, "cash": 0}


def test_a_week_of_orders_fits_what_the_part_brings_to_the_penny() -> None:
    borough = Borough()
    fund = paid_fund(borough)
    with pytest.raises(PromiseTooLarge) as refused:
        borough.order(fund, 4_990, weekdays=MONDAYS, part="cash")
    assert (refused.value.promised, refused.value.may_promise) == (4_990, 4_989)
    borough.order(fund, 4_989, weekdays=MONDAYS, part="cash")
    assert reserved(fund)["cash"] == 19_956
    with pytest.raises(PromiseTooLarge):
        borough.order(fund, 1, weekdays=MONDAYS, part="cash")
    borough.order(fund, 19_955, weekdays=MONDAYS, part="personal")


def test_a_part_brings_its_share_after_its_share_of_the_fee() -> None:
    """748.33 a week less three quarters of 99.777: 673.49725, so 673.49 fits."""
    borough = Borough()
    fund = paid_fund(borough, rate_bp=1_000)
    with pytest.raises(PromiseTooLarge):
        borough.order(fund, 67_350, weekdays=MONDAYS, part="core")
    borough.order(fund, 67_349, weekdays=MONDAYS, part="core")


def test_a_part_that_carries_no_fee_brings_all_of_its_share() -> None:
    borough = Borough()
    fund = paid_fund(borough, rate_bp=1_000, parts=CORE_PAYS)
    borough.order(fund, 4_989, weekdays=MONDAYS, part="cash")
    with pytest.raises(PromiseTooLarge) as refused:
        borough.order(fund, 74_833, weekdays=MONDAYS, part="core")
    assert refused.value.may_promise == 74_833 - Fraction(99_777, 10)


def test_what_is_spent_of_a_part_is_not_there_for_its_orders() -> None:
    borough = Borough()
    fund = paid_fund(borough)
    buy(borough, fund, 19_956, "cash")
    with pytest.raises(InsufficientFunds) as refused:
        borough.order(fund, 100, weekdays=MONDAYS, part="cash")
    facts = refused.value
    assert (facts.requested_pence, facts.available_pence, facts.part) == (400, 0, "cash")
    borough.grant(fund, 400)
    borough.order(fund, 100, weekdays=MONDAYS, part="cash")
    assert reserved(fund) == {"": 400, "core": 0, "personal": 0, "cash": 0}


def test_an_order_for_nothing_in_particular_uses_untied_money_only() -> None:
    borough = Borough()
    fund = paid_fund(borough)
    ends_on = MONDAY + WEEK - DAY
    with pytest.raises(PromiseTooLarge):
        borough.order(fund, 1_000, weekdays=MONDAYS, ends_on=ends_on)
    borough.grant(fund, 1_000)
    borough.order(fund, 1_000, weekdays=MONDAYS, ends_on=ends_on, set_aside_pence=1_000)
    assert reserved(fund) == {"": 1_000, "core": 0, "personal": 0, "cash": 0}


def test_an_order_for_a_part_that_is_not_there_is_refused() -> None:
    borough = Borough()
    fund = paid_fund(borough)
    with pytest.raises(PartUnknown):
        borough.order(fund, 1_000, part="garden")


def test_new_money_is_set_aside_for_orders_of_its_part_the_oldest_first() -> None:
    """Two orders of one part in one allocation, and none holds what the other has taken."""
    borough = Borough()
    fund = tied_fund(borough)
    first = borough.order(fund, 3_000, weekdays=MONDAYS, part="cash")
    borough.order(fund, 1_989, weekdays=MONDAYS, part="cash")
    borough.pay(fund)
    assert reserved(fund) == {"": 0, "core": 0, "personal": 0, "cash": 19_956}
    assert not fund.cases.exists()
    borough.reverse(JournalEntry.objects.get(fund=fund, kind="ALLOCATION").pk)
    assert fund.cases.get(rule="ISF-LED-2").figures["needed"] == 19_956
    assert first.fund == fund
    assert_ledger_sound()


def test_orders_of_one_part_share_all_the_part_has_and_untied_money() -> None:
    """Cash has 100.00 for four weeks: the first takes it all, both take untied money besides."""
    borough = Borough()
    fund = tied_fund(borough)
    borough.order(fund, 3_000, weekdays=MONDAYS, part="cash")
    borough.order(fund, 1_989, weekdays=MONDAYS, part="cash")
    borough.budget(50_000, rates={fund.deployment_id: 50_000})
    borough.grant(fund, 10_000)
    borough.pay(fund)
    held = reserved(fund)
    assert (held["cash"], held[""]) == (10_000, 9_956)
    assert not fund.cases.exists()
    assert_ledger_sound()


def test_visits_that_a_part_has_no_money_for_are_a_case_though_others_have() -> None:
    borough = Borough()
    fund = tied_fund(borough)
    borough.order(fund, 4_989, weekdays=MONDAYS, part="cash")
    borough.budget(50_000, rates={fund.deployment_id: 50_000})
    borough.pay(fund)
    case = fund.cases.get(rule="ISF-RES-6")
    assert case.figures["visits"] == 2
    assert reserved(fund) == {"": 0, "core": 0, "personal": 0, "cash": 2 * 4_989}


def test_a_bill_is_paid_of_the_part_it_was_ordered_for() -> None:
    borough = Borough()
    fund = paid_fund(borough)
    order = borough.order(fund, 10_000, weekdays=MONDAYS, part="core")
    borough.deliver(order, MONDAY)
    borough.approve(borough.bill(fund, [line_sent(order, MONDAY)]))
    assert posted(fund) == {"": 0, "core": 289_332, "personal": 79_820, "cash": 19_956}
    assert reserved(fund)["core"] == 30_000
    assert_ledger_sound()


def test_what_untied_money_added_is_billed_after_the_part() -> None:
    borough = Borough()
    fund = paid_fund(borough)
    buy(borough, fund, 19_856, "cash")
    borough.grant(fund, 1_000)
    ends_on = MONDAY + DAY
    order = borough.order(fund, 250, weekdays=MONDAYS, ends_on=ends_on, part="cash")
    assert reserved(fund) == {"": 150, "core": 0, "personal": 0, "cash": 100}
    borough.deliver(order, MONDAY)
    borough.approve(borough.bill(fund, [line_sent(order, MONDAY)]))
    assert posted(fund) == {"": 850, "core": 299_332, "personal": 79_820, "cash": 0}
    assert set(reserved(fund).values()) == {0}
    assert_ledger_sound()


def test_an_order_that_ends_frees_its_part() -> None:
    borough = Borough()
    fund = paid_fund(borough)
    order = borough.order(fund, 10_000, weekdays=MONDAYS, part="core")
    endings.end(
        order=order.order,
        ends_on=MONDAY + WEEK,
        by=borough.budget_holder,
        at=noon(MONDAY),
        on=MONDAY,
    )
    assert reserved(fund)["core"] == 20_000
    assert_ledger_sound()


def test_an_order_repeated_for_another_part_is_another_order() -> None:
    borough = Borough()
    fund = paid_fund(borough)
    order = borough.order(fund, 1_000, weekdays=MONDAYS, part="cash")
    assert not borough.place(order, part="cash").is_new
    with pytest.raises(Exception, match="used before"):
        borough.place(order, part="core")


@pytest.mark.parametrize(("price", "fits"), [(4_989, True), (4_990, False)])
def test_what_an_order_would_mean_is_what_placing_it_says(price: int, fits: bool) -> None:
    borough = Borough()
    fund = paid_fund(borough)
    effect = effect_of(
        by=borough.budget_holder,
        fund=fund.reference,
        plan=planned(price, weekdays=MONDAYS, ends_on=MONDAY + timedelta(weeks=3)),
        what="support",
        set_aside_pence=0,
        part="cash",
        on=MONDAY,
    )
    assert effect.fits is fits
    assert (effect.weekly_pence, effect.available_pence) == (4_989, 19_956)


def test_each_part_of_a_fund_says_what_is_left() -> None:
    borough = Borough()
    paid_fund(borough)
    (found,) = list_funds(by=borough.budget_holder, person_id=borough.person.pk, on=MONDAY)
    left = [(part.code, part.available_pence) for part in found.parts]
    assert left == [("core", 299_332), ("personal", 79_820), ("cash", 19_956), ("", 0)]
    assert found.available_pence == 399_108
