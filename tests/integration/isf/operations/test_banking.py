"""Saving money for a purpose and taking it back: once, within the money, for who decides."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from accounts.enums import Role, Scope
from accounts.models import AuditEvent
from accounts.permissions import Actor, NotAllowed
from isf.enums import FundState
from isf.models import Fund, Purpose
from isf.models.journal import JournalEntry
from isf.operations import banking
from isf.operations.posting import InsufficientFunds, KeyReused, ReservationTooSmall
from isf.rules.banking import BankedForThePast, BankedNothing, BankedTooLong
from isf.rules.placing import FundNotOpen
from tests.factories import accounts as make
from tests.factories.borough import Borough
from tests.factories.money import MONDAY, account, noon, person_without, somebody
from tests.ledger_sound import assert_ledger_sound, fingerprint

pytestmark = pytest.mark.django_db

TARGET = MONDAY + timedelta(days=100)


@pytest.fixture
def borough() -> Borough:
    return Borough()


@pytest.fixture
def fund(borough: Borough) -> Fund:
    fund = borough.open_fund()
    borough.pay(fund)
    return fund


def wish(pence: int = 5000, **more: Any) -> banking.Wish:
    facts = {"reference": uuid4(), "name": "Respite in August", "target_on": TARGET} | more
    return banking.Wish(pence=pence, **facts)


def bank(fund: Fund, asked: banking.Wish, by: Actor, on: date = MONDAY) -> Purpose:
    return banking.bank(fund_id=fund.pk, wish=asked, by=by, at=noon(on), on=on)


def back(purpose: Purpose, by: Actor, pence: int | None = None, **more: Any) -> int:
    facts = {"token": uuid4(), "at": noon(MONDAY), "on": MONDAY} | more
    return banking.unbank(purpose_id=purpose.pk, pence=pence, by=by, **facts)


def add(purpose: Purpose, by: Actor, pence: int, **more: Any) -> int:
    facts = {"token": uuid4(), "at": noon(MONDAY), "on": MONDAY} | more
    return banking.add(purpose_id=purpose.pk, pence=pence, by=by, **facts)


@pytest.mark.rule("ISF-ROL-3")
def test_saved_money_is_not_available_and_comes_back_in_one_step(
    borough: Borough, fund: Fund
) -> None:
    purpose = bank(fund, wish(), borough.budget_holder)
    assert account(fund).reserved == 19200 + 5000
    with pytest.raises(InsufficientFunds):
        borough.buy(fund, 192000 - 19200 - 4999)
    assert back(purpose, borough.budget_holder) == 5000
    assert account(fund).reserved == 19200
    borough.buy(fund, 192000 - 19200)
    assert_ledger_sound()


@pytest.mark.rule("ISF-ROL-3")
def test_all_that_is_available_can_be_saved_and_not_a_penny_more(
    borough: Borough, fund: Fund
) -> None:
    before = fingerprint()
    with pytest.raises(InsufficientFunds) as refusal:
        bank(fund, wish(172801), borough.budget_holder)
    assert (refusal.value.available_pence, refusal.value.requested_pence) == (172800, 172801)
    assert fingerprint() == before
    bank(fund, wish(172800), borough.budget_holder)
    assert account(fund).reserved == account(fund).posted


@pytest.mark.rule("ISF-LED-3")
def test_a_wish_sent_twice_is_one_and_with_another_amount_is_refused(
    borough: Borough, fund: Fund
) -> None:
    asked = wish()
    first = bank(fund, asked, borough.budget_holder)
    assert bank(fund, asked, borough.budget_holder) == first
    assert Purpose.objects.count() == 1
    assert account(fund).reserved == 19200 + 5000
    for other in (replace(asked, pence=5001), replace(asked, name="Other")):
        with pytest.raises(KeyReused):
            bank(fund, other, borough.budget_holder)


@pytest.mark.rule("ISF-LED-3")
def test_adding_and_taking_back_happen_once_for_a_form_sent_twice(
    borough: Borough, fund: Fund
) -> None:
    purpose, me = bank(fund, wish(), borough.budget_holder), borough.budget_holder
    more, less, rest = uuid4(), uuid4(), uuid4()
    for _ in range(2):
        assert add(purpose, me, 1000, token=more) == 1000
    for _ in range(2):
        assert back(purpose, me, 2500, token=less) == 2500
    assert account(fund).reserved == 19200 + 3500
    for _ in range(2):
        assert back(purpose, me, token=rest) == 3500
    assert account(fund).reserved == 19200
    assert back(purpose, me) == 0
    with pytest.raises(KeyReused):
        back(purpose, me, 100, token=less)
    assert_ledger_sound()


@pytest.mark.rule("ISF-ROL-3")
def test_no_more_comes_back_than_is_saved(borough: Borough, fund: Fund) -> None:
    purpose = bank(fund, wish(), borough.budget_holder)
    before = fingerprint()
    with pytest.raises(ReservationTooSmall):
        back(purpose, borough.budget_holder, 5001)
    for pence in (0, -1):
        with pytest.raises(BankedNothing):
            back(purpose, borough.budget_holder, pence)
        with pytest.raises(BankedNothing):
            add(purpose, borough.budget_holder, pence)
    assert fingerprint() == before
    assert back(purpose, borough.budget_holder, 5000) == 5000


@pytest.mark.rule("ISF-ROL-3")
def test_longer_than_the_policy_only_with_the_care_manager(borough: Borough, fund: Fund) -> None:
    latest, longer = date(2027, 4, 6), date(2027, 4, 7)
    assert bank(fund, wish(target_on=latest), borough.budget_holder).longer_agreed_by_id is None
    before = fingerprint()
    with pytest.raises(BankedTooLong) as refusal:
        bank(fund, wish(target_on=longer), borough.budget_holder)
    assert refusal.value.latest_on == latest
    assert fingerprint() == before
    kept = bank(fund, wish(target_on=longer), borough.care_manager)
    assert kept.longer_agreed_by_id == borough.care_manager.user_id
    assert back(kept, borough.budget_holder) == 5000


@pytest.mark.rule("ISF-ROL-3")
def test_nothing_is_saved_for_a_day_that_is_over(borough: Borough, fund: Fund) -> None:
    purpose = bank(fund, wish(target_on=MONDAY), borough.budget_holder)
    later = MONDAY + timedelta(days=1)
    with pytest.raises(BankedForThePast):
        add(purpose, borough.budget_holder, 100, at=noon(later), on=later)
    with pytest.raises(BankedForThePast):
        bank(fund, wish(target_on=MONDAY), borough.care_manager, on=later)
    assert back(purpose, borough.budget_holder, at=noon(later), on=later) == 5000


@pytest.mark.rule("ISF-POR-2")
def test_a_fund_that_closes_takes_nothing_more_and_gives_back(borough: Borough, fund: Fund) -> None:
    purpose = bank(fund, wish(), borough.budget_holder)
    Fund.objects.filter(pk=fund.pk).update(state=FundState.CLOSING)
    with pytest.raises(FundNotOpen):
        bank(fund, wish(), borough.budget_holder)
    with pytest.raises(FundNotOpen):
        add(purpose, borough.budget_holder, 100)
    assert back(purpose, borough.budget_holder) == 5000


@pytest.mark.rule("ISF-ROL-3")
def test_only_who_decides_over_the_money_saves_it(borough: Borough, fund: Fund) -> None:
    purpose = bank(fund, wish(), borough.budget_holder)
    strangers = [
        somebody(),
        person_without(Scope.MONEY, borough.person),
        borough.commissioner,
        borough.finance,
        borough.provider,
        make.actor_with_role(borough.holder, Role.PROVIDER_OWNER),
        make.actor_with_role(make.Authority(), Role.CARE_MANAGER),
        make.actor_for_person(make.Person(authority=borough.authority)),
    ]
    before = fingerprint()
    for by in strangers:
        with pytest.raises(NotAllowed):
            bank(fund, wish(), by)
        with pytest.raises(NotAllowed):
            add(purpose, by, 100)
        with pytest.raises(NotAllowed):
            back(purpose, by)
    assert fingerprint() == before


def test_the_trail_and_the_ledger_do_not_say_what_for(borough: Borough, fund: Fund) -> None:
    purpose = bank(fund, wish(name="Cruise with Rosa"), borough.budget_holder)
    back(purpose, borough.budget_holder)
    events = AuditEvent.objects.filter(subject=f"purpose:{purpose.reference}").order_by("id")
    assert [(event.action, event.details) for event in events] == [
        ("MONEY_BANKED", {"pence": 5000}),
        ("MONEY_UNBANKED", {"pence": 5000}),
    ]
    lines = " ".join(JournalEntry.objects.values_list("line", flat=True))
    assert "Rosa" not in lines


@pytest.mark.rule("ISF-LED-3")
def test_a_reference_of_another_council_is_taken(borough: Borough, fund: Fund) -> None:
    asked = wish()
    bank(fund, asked, borough.budget_holder)
    elsewhere = Borough()
    other = elsewhere.open_fund()
    elsewhere.pay(other)
    with pytest.raises(KeyReused):
        bank(other, asked, elsewhere.budget_holder)
