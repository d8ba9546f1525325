"""The fee, differences and reversals of a budget tied to purposes, by part (ISF-RES-5)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from isf.models.journal import JournalEntry
from isf.operations import agreements
from isf.rules.fees import FeeVersion
from tests.factories.borough import Borough
from tests.factories.money import DAY, MONDAY, WEEK, noon
from tests.factories.tied import CORE_PAYS, buy, posted, reserved, tied_fund
from tests.ledger_sound import assert_ledger_sound

pytestmark = [pytest.mark.django_db, pytest.mark.rule("ISF-RES-5")]
MONTH_END = date(2026, 4, 30)


def raise_fee(borough: Borough, fund: Any) -> None:
    agreements.change_fee(
        fund_id=fund.pk,
        fee=FeeVersion(starts_on=MONDAY + DAY, rate_bp=1_000),
        by=borough.commissioner,
        at=noon(MONDAY),
        on=MONDAY,
    )


def test_the_fee_is_set_aside_and_charged_in_every_part() -> None:
    borough = Borough()
    fund = tied_fund(borough, rate_bp=1_000)
    borough.pay(fund)
    assert reserved(fund) == {"": 0, "core": 29_933, "personal": 7_982, "cash": 1_995}
    charged = borough.charge(fund, MONDAY, on=MONTH_END)
    assert (charged.charged_pence, charged.owed_pence) == (35_634, 0)
    assert posted(fund) == {
        "": 0,
        "core": 299_332 - 26_725,
        "personal": 79_820 - 7_127,
        "cash": 19_956 - 1_782,
    }
    assert_ledger_sound()


def test_the_part_that_the_agreement_names_carries_the_fee_alone() -> None:
    borough = Borough()
    fund = tied_fund(borough, rate_bp=1_000, parts=CORE_PAYS)
    borough.pay(fund)
    assert reserved(fund) == {"": 0, "core": 39_910, "personal": 0, "cash": 0}
    borough.charge(fund, MONDAY, on=MONTH_END)
    assert posted(fund)["personal"] == 79_820
    assert posted(fund)["core"] == 299_332 - 35_634


def test_money_of_a_part_that_carries_no_fee_is_never_taken_for_it() -> None:
    """All of the core is spent before the fee is raised: what lacks is owed, not taken."""
    borough = Borough()
    fund = tied_fund(borough, rate_bp=0, parts=CORE_PAYS)
    borough.pay(fund)
    buy(borough, fund, 299_332, "core")
    raise_fee(borough, fund)
    charged = borough.charge(fund, MONDAY, on=MONTH_END)
    assert charged.charged_pence == 0
    assert charged.owed_pence > 0
    assert posted(fund) == {"": 0, "core": 0, "personal": 79_820, "cash": 19_956}


def test_untied_money_may_pay_the_fee_that_a_part_lacks() -> None:
    borough = Borough()
    fund = tied_fund(borough, rate_bp=0, parts=CORE_PAYS)
    borough.pay(fund)
    buy(borough, fund, 299_332, "core")
    borough.grant(fund, 500)
    raise_fee(borough, fund)
    charged = borough.charge(fund, MONDAY, on=MONTH_END)
    assert charged.charged_pence == 500
    assert posted(fund) == {"": 0, "core": 0, "personal": 79_820, "cash": 19_956}


def test_a_raise_posts_one_difference_by_part() -> None:
    """4 weeks paid, 17 days left: 1,040.00 a week is 780.00, 208.00 and 52.00."""
    borough = Borough()
    fund = tied_fund(borough)
    borough.pay(fund)
    day = MONDAY + 11 * DAY
    borough.budget(104_000, on=day, rates={fund.deployment_id: 104_000})
    assert posted(fund) == {"": 0, "core": 307_023, "personal": 81_872, "cash": 20_468}
    assert_ledger_sound()


def test_a_cut_takes_of_each_part_only_what_is_free_there() -> None:
    borough = Borough()
    fund = tied_fund(borough)
    borough.pay(fund)
    buy(borough, fund, 19_956, "cash")
    day = MONDAY + 11 * DAY
    borough.budget(50_000, on=day, rates={fund.deployment_id: 50_000})
    left = posted(fund)
    assert left["cash"] == 0
    assert left["core"] < 299_332
    case = fund.cases.get(rule="ISF-FUN-4")
    assert case.figures["needed"] - case.figures["taken"] == 6_045
    borough.pay(fund, MONDAY + 4 * WEEK, on=MONDAY + 4 * WEEK)
    assert posted(fund)["cash"] == 10_000 - 6_045


def test_an_allocation_taken_back_is_taken_back_by_part() -> None:
    borough = Borough()
    fund = tied_fund(borough, rate_bp=1_000)
    paid = borough.pay(fund)
    assert paid.posted is not None
    assert borough.reverse(paid.posted.entry_id) is not None
    assert set(posted(fund).values()) == {0}
    assert set(reserved(fund).values()) == {0}
    assert borough.pay(fund).amount_pence == 399_108
    assert_ledger_sound()


def test_an_allocation_of_which_one_part_is_spent_stays_and_opens_a_case() -> None:
    borough = Borough()
    fund = tied_fund(borough)
    paid = borough.pay(fund)
    assert paid.posted is not None
    buy(borough, fund, 1, "cash")
    assert borough.reverse(paid.posted.entry_id) is None
    case = fund.cases.get(rule="ISF-LED-2")
    assert (case.figures["needed"], case.figures["available"]) == (19_956, 19_955)


def test_a_fee_taken_back_is_set_aside_again_in_each_part() -> None:
    borough = Borough()
    fund = tied_fund(borough, rate_bp=1_000)
    borough.pay(fund)
    before = reserved(fund)
    borough.charge(fund, MONDAY, on=MONTH_END)
    entry = JournalEntry.objects.get(fund=fund, kind="FEE")
    assert borough.reverse(entry.pk, on=MONTH_END) is not None
    assert posted(fund) == {"": 0, "core": 299_332, "personal": 79_820, "cash": 19_956}
    assert sum(reserved(fund).values()) == sum(before.values())
    assert_ledger_sound()
