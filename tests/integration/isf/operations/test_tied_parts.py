"""A budget tied to purposes: paid in by part, spent by part, its fee by part (ISF-RES-5)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from isf.enums import ContributionMode, DeploymentKind
from isf.models import TiedPart
from isf.models.journal import JournalEntry, Posting
from isf.operations import contributions, purchases
from isf.operations.posting import InsufficientFunds, KeyReused
from isf.queries.tied_parts import list_balances
from isf.rules.contributions import Contribution
from isf.rules.tied_parts import NotByPart, PartsImpossible, PartUnknown
from tests.factories import accounts as make
from tests.factories.borough import Borough
from tests.factories.money import MONDAY, WEEK, bought, noon
from tests.factories.tied import CORE_PAYS, RESIDENTIAL, buy, part, posted, tied_fund
from tests.ledger_sound import assert_ledger_sound

pytestmark = [pytest.mark.django_db, pytest.mark.rule("ISF-RES-5")]
MONTH_END = date(2026, 4, 30)


def test_four_weeks_come_in_as_three_parts() -> None:
    borough = Borough()
    fund = tied_fund(borough)
    paid = borough.pay(fund)
    assert paid.amount_pence == 399_108
    assert posted(fund) == {"": 0, "core": 299_332, "personal": 79_820, "cash": 19_956}
    assert JournalEntry.objects.filter(fund=fund, kind="ALLOCATION").count() == 1
    assert_ledger_sound()


def test_paying_the_same_again_posts_nothing() -> None:
    borough = Borough()
    fund = tied_fund(borough)
    borough.pay(fund)
    again = borough.pay(fund)
    assert (again.is_new, again.amount_pence) == (False, 399_108)
    assert Posting.objects.filter(entry__fund=fund).count() == 4


def test_a_part_pays_its_last_penny_and_not_one_more() -> None:
    borough = Borough()
    fund = tied_fund(borough)
    borough.pay(fund)
    with pytest.raises(InsufficientFunds) as refused:
        buy(borough, fund, 19_957, "cash")
    facts = refused.value
    assert (facts.requested_pence, facts.available_pence) == (19_957, 19_956)
    assert facts.part == "cash"
    assert posted(fund)["cash"] == 19_956
    purchase = buy(borough, fund, 19_956, "cash")
    assert purchase.part == "cash"
    assert posted(fund) == {"": 0, "core": 299_332, "personal": 79_820, "cash": 0}


def test_money_of_no_part_pays_for_none_and_tied_money_for_nothing_else() -> None:
    borough = Borough()
    fund = tied_fund(borough)
    borough.pay(fund)
    with pytest.raises(InsufficientFunds) as refused:
        buy(borough, fund, 1, "")
    assert (refused.value.requested_pence, refused.value.available_pence) == (1, 0)


def test_untied_money_adds_to_a_part_that_is_short() -> None:
    borough = Borough()
    fund = tied_fund(borough)
    borough.pay(fund)
    borough.grant(fund, 1_000)
    with pytest.raises(InsufficientFunds) as refused:
        buy(borough, fund, 20_957, "cash")
    assert refused.value.available_pence == 20_956
    buy(borough, fund, 20_500, "cash")
    assert posted(fund) == {"": 456, "core": 299_332, "personal": 79_820, "cash": 0}
    assert_ledger_sound()


def test_a_part_that_the_agreement_does_not_name_is_refused() -> None:
    borough = Borough()
    fund = tied_fund(borough)
    borough.pay(fund)
    with pytest.raises(PartUnknown) as refused:
        buy(borough, fund, 100, "holiday")
    assert refused.value.names == ("core", "personal", "cash")
    other = borough.open_fund(person=make.Person(authority=borough.authority), rate_bp=0)
    with pytest.raises(PartUnknown) as refused:
        buy_for_other(borough, other)
    assert refused.value.names == ()


def buy_for_other(borough: Borough, fund: Any) -> None:
    purchases.record(
        fund_id=fund.pk,
        bought=bought(100, part="cash"),
        by=make.actor_for_person(fund.person),
        at=noon(MONDAY),
        on=MONDAY,
    )


def test_a_purchase_repeated_for_another_part_is_another_purchase() -> None:
    borough = Borough()
    fund = tied_fund(borough)
    borough.pay(fund)
    first = buy(borough, fund, 100, "cash")
    again = buy(borough, fund, 100, "cash", reference=first.reference)
    assert again.pk == first.pk
    with pytest.raises(KeyReused):
        buy(borough, fund, 100, "core", reference=first.reference)


def test_an_agreement_keeps_its_parts_and_the_word_on_the_fee() -> None:
    borough = Borough()
    fund = tied_fund(borough, parts=CORE_PAYS)
    rows = TiedPart.objects.filter(agreement__fund=fund)
    found = list(rows.values_list("code", "share_bp", "carries_fee"))
    assert found == [("core", 7_500, True), ("personal", 2_000, False), ("cash", 500, False)]


def test_parts_that_are_not_the_whole_open_no_fund() -> None:
    borough = Borough()
    with pytest.raises(PartsImpossible):
        tied_fund(borough, parts=(part("core", 9_999),))
    assert not TiedPart.objects.exists()


def test_a_direct_payment_is_not_tied() -> None:
    borough = Borough()
    with pytest.raises(NotByPart):
        tied_fund(borough, kind=DeploymentKind.DIRECT_PAYMENT, rate_bp=None)


def test_the_same_agreement_with_other_parts_is_another_one() -> None:
    borough = Borough()
    fund = tied_fund(borough)
    with pytest.raises(KeyReused):
        tied_fund(borough, reference=fund.reference, parts=CORE_PAYS)


def test_each_part_shows_what_came_went_and_is_left() -> None:
    borough = Borough()
    fund = tied_fund(borough)
    borough.pay(fund)
    borough.grant(fund, 1_000)
    buy(borough, fund, 20_456, "cash")
    rows = list_balances(fund=fund, on=MONDAY)
    assert [row.weekly_pence for row in rows] == [74_833, 19_955, 4_989, 0]
    found = {row.code: (row.came_pence, row.went_pence, row.available_pence) for row in rows}
    assert found == {
        "core": (299_332, 0, 299_332),
        "personal": (79_820, 0, 79_820),
        "cash": (19_956, 19_956, 0),
        "": (1_000, 500, 500),
    }


def test_a_contribution_to_a_tied_fund_is_refused_in_so_many_words() -> None:
    borough = Borough()
    fund = tied_fund(borough)
    with pytest.raises(NotByPart) as refused:
        contributions.agree(
            fund_id=fund.pk,
            wanted=Contribution(
                starts_on=MONDAY + WEEK, weekly_pence=1_000, mode=ContributionMode.NET
            ),
            by=borough.commissioner,
            at=noon(MONDAY),
            on=MONDAY,
        )
    assert refused.value.what == "CONTRIBUTION"


def test_the_residential_parts_are_of_one_name_each() -> None:
    assert len({one.code for one in RESIDENTIAL}) == 3
