"""Purchases outside the catalogue, and grants: once, within the money, whole in what they say."""

from __future__ import annotations

from uuid import uuid4

import pytest

from isf.enums import DeploymentKind
from isf.models import Case
from isf.operations import purchases
from isf.operations.posting import InsufficientFunds, KeyReused
from isf.operations.purchases import PurchaseIncomplete
from isf.rules.placing import FundNotOpen, NotFundable
from tests.factories.borough import Borough
from tests.factories.money import DAY, MONDAY, account, bought, noon
from tests.factories.notices import LAST, give
from tests.factories.policies import usual_numbers
from tests.ledger_sound import assert_ledger_sound, fingerprint

pytestmark = pytest.mark.django_db


@pytest.mark.rule("ISF-RES-2")
def test_what_is_available_can_be_spent_and_not_a_penny_more() -> None:
    borough = Borough()
    fund = borough.open_fund()
    borough.pay(fund, weeks=1)
    before = fingerprint()
    with pytest.raises(InsufficientFunds) as refusal:
        borough.buy(fund, 43201)
    assert (refusal.value.available_pence, refusal.value.requested_pence) == (43200, 43201)
    assert fingerprint() == before
    borough.buy(fund, 43200)
    assert account(fund).posted == account(fund).reserved == 4800
    assert_ledger_sound()


@pytest.mark.rule("ISF-RES-2")
def test_a_direct_payment_may_be_overspent_and_opens_a_case() -> None:
    borough = Borough()
    fund = borough.open_fund(10000, kind=DeploymentKind.DIRECT_PAYMENT)
    borough.pay(fund)
    borough.buy(fund, 41000)
    assert account(fund).posted == -1000
    case = Case.objects.get()
    assert (case.rule, case.figures) == ("ISF-RES-2", {"overspent": 1000})
    assert_ledger_sound()


@pytest.mark.rule("ISF-BUY-1")
def test_the_published_list_refuses_and_an_incomplete_purchase_too() -> None:
    borough = Borough(numbers=usual_numbers(may_not_buy=("gambling",)))
    fund = borough.open_fund()
    borough.pay(fund)
    wrong = {
        NotFundable: [bought(100, what="gambling")],
        PurchaseIncomplete: [
            bought(100, receipt=""),
            bought(100, approved_by_id=None),
            bought(0),
            bought(-100),
        ],
    }
    before = fingerprint()
    for refusal, purchases_refused in wrong.items():
        for purchase in purchases_refused:
            with pytest.raises(refusal):
                purchases.record(
                    fund_id=fund.pk,
                    bought=purchase,
                    by=borough.budget_holder,
                    at=noon(MONDAY),
                    on=MONDAY,
                )
    assert fingerprint() == before


@pytest.mark.rule("ISF-LED-3")
def test_the_same_purchase_and_the_same_grant_happen_once() -> None:
    borough = Borough()
    fund = borough.open_fund()
    borough.pay(fund)
    reference = uuid4()
    first = borough.buy(fund, 500, reference=reference)
    granted = borough.grant(fund, 700)
    before = fingerprint()
    assert borough.buy(fund, 500, reference=reference) == first
    assert borough.grant(fund, 700).entry_id == granted.entry_id
    with pytest.raises(KeyReused):
        borough.buy(fund, 501, reference=reference)
    with pytest.raises(KeyReused):
        borough.grant(fund, 701)
    with pytest.raises(ValueError, match="more than nothing"):
        borough.grant(fund, 0, key="nothing")
    assert fingerprint() == before


@pytest.mark.rule("ISF-POR-2")
def test_nothing_is_bought_after_the_last_day_but_what_was_bought_by_then_is_recorded() -> None:
    borough = Borough()
    fund = borough.open_fund()
    borough.pay(fund)
    give(fund, borough.budget_holder)
    late = {"on": LAST + DAY, "at": noon(LAST + DAY), "by": borough.budget_holder}
    before = fingerprint()
    with pytest.raises(FundNotOpen) as refusal:
        purchases.record(fund_id=fund.pk, bought=bought(100), **late)
    assert (refusal.value.first_on, refusal.value.last_on) == (MONDAY, LAST)
    assert fingerprint() == before
    told = purchases.record(fund_id=fund.pk, bought=bought(100, bought_on=LAST), **late)
    assert told.bought_on == LAST
    assert_ledger_sound()
