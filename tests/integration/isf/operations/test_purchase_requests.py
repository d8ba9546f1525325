"""What the holder or the council asks to buy: the person decides, once, and never the asker."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from accounts.enums import Role, Scope
from accounts.permissions import NotAllowed
from isf.enums import FundState, PurchaseState
from isf.models import Fund, Purchase, PurchaseRequest, Receipt
from isf.operations import purchase_requests, purchases
from isf.operations.posting import InsufficientFunds, KeyReused
from isf.operations.purchase_requests import RequestDecided
from isf.operations.purchases import BoughtLater, PurchaseIncomplete
from isf.permissions import ApprovesOwn
from isf.rules.placing import FundNotOpen, NotFundable
from isf.rules.receipts import MOST_BYTES, ReceiptUnreadable
from tests.factories import accounts as make
from tests.factories.borough import Borough
from tests.factories.money import DAY, MONDAY, account, bought, noon, person_without, somebody
from tests.factories.policies import usual_numbers
from tests.ledger_sound import assert_ledger_sound, fingerprint

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7 a receipt"


@pytest.fixture
def borough() -> Borough:
    return Borough(numbers=usual_numbers(may_not_buy=("Gambling",)))


@pytest.fixture
def fund(borough: Borough) -> Fund:
    fund = borough.open_fund()
    borough.pay(fund)
    return fund


def taxi(pence: int = 1250, **more: Any) -> purchases.Bought:
    return bought(pence, **{"approved_by_id": None} | more)


def ask(borough: Borough, fund: Fund, what: purchases.Bought | None = None, **more: Any) -> Any:
    holder = make.actor_with_role(borough.holder, Role.PROVIDER_FINANCE)
    facts = {"by": holder, "at": noon(MONDAY), "on": MONDAY, "reference": uuid4()} | more
    return purchase_requests.ask(fund_id=fund.pk, bought=what or taxi(), **facts)


def approve(request: PurchaseRequest, by: Any, on: date = MONDAY) -> PurchaseRequest:
    return purchase_requests.decide(request_id=request.pk, approve=True, by=by, at=noon(on), on=on)


def decline(request: PurchaseRequest, by: Any) -> PurchaseRequest:
    return purchase_requests.decide(
        request_id=request.pk,
        approve=False,
        words="I went on foot",
        by=by,
        at=noon(MONDAY),
        on=MONDAY,
    )


def withdraw(request: PurchaseRequest, by: Any) -> PurchaseRequest:
    return purchase_requests.withdraw(request_id=request.pk, by=by, at=noon(MONDAY))


@pytest.mark.rule("ISF-BUY-2")
def test_nothing_is_paid_before_the_person_says_yes_and_then_once(
    borough: Borough, fund: Fund
) -> None:
    request = ask(borough, fund, taxi(bought_on=MONDAY), paper=PDF)
    assert account(fund).posted == 192_000
    for _ in range(2):
        assert approve(request, borough.budget_holder, MONDAY + DAY).state == "APPROVED"
    assert account(fund).posted == 192_000 - 1_250
    posted = Purchase.objects.get()
    assert (posted.reference, posted.bought_on) == (request.reference, MONDAY)
    assert posted.approved_by_id == borough.budget_holder.user_id
    assert Receipt.objects.get(reference=request.reference).media_type == "application/pdf"
    assert_ledger_sound()


@pytest.mark.rule("ISF-BUY-2")
def test_a_no_pays_nothing_and_stands(borough: Borough, fund: Fund) -> None:
    request = ask(borough, fund)
    for _ in range(2):
        assert decline(request, borough.budget_holder).words == "I went on foot"
    with pytest.raises(RequestDecided) as refusal:
        approve(request, borough.budget_holder)
    assert refusal.value.state == PurchaseState.DECLINED
    assert account(fund).posted == 192_000


def test_what_is_taken_back_is_not_approved_and_what_is_approved_is_not_taken_back(
    borough: Borough, fund: Fund
) -> None:
    holder = make.actor_with_role(borough.holder, Role.PROVIDER_OWNER)
    first, second = ask(borough, fund), ask(borough, fund)
    for _ in range(2):
        assert withdraw(first, holder).state == "WITHDRAWN"
    with pytest.raises(RequestDecided):
        approve(first, borough.budget_holder)
    approve(second, borough.budget_holder)
    with pytest.raises(RequestDecided):
        withdraw(second, holder)
    assert account(fund).posted == 192_000 - 1_250


@pytest.mark.rule("ISF-BIL-6")
def test_nobody_says_yes_to_what_they_or_their_employer_asked(borough: Borough, fund: Fund) -> None:
    request = ask(borough, fund)
    person = borough.budget_holder
    employed = replace(person, works_for=frozenset({borough.holder.pk}))
    asker = replace(person, user_id=request.asked_by_id)
    before = fingerprint()
    for by in (employed, asker):
        with pytest.raises(ApprovesOwn):
            approve(request, by)
        with pytest.raises(ApprovesOwn):
            decline(request, by)
    with pytest.raises(ApprovesOwn):
        purchases.record(
            fund_id=fund.pk, bought=bought(100), by=employed, at=noon(MONDAY), on=MONDAY
        )
    assert fingerprint() == before
    assert approve(request, person).state == "APPROVED"


@pytest.mark.rule("ISF-BUY-2")
def test_only_the_holder_and_the_council_ask_and_only_the_persons_side_answers(
    borough: Borough, fund: Fund
) -> None:
    request = ask(borough, fund)
    ask(borough, fund, by=borough.care_manager)
    before = fingerprint()
    strangers = [
        somebody(),
        borough.provider,
        borough.finance,
        make.actor_with_role(make.Authority(), Role.CARE_MANAGER),
        make.actor_for_person(make.Person(authority=borough.authority)),
    ]
    for by in [*strangers, borough.budget_holder]:
        with pytest.raises(NotAllowed):
            ask(borough, fund, by=by)
        with pytest.raises(NotAllowed):
            withdraw(request, by)
    for by in [*strangers, borough.care_manager, person_without(Scope.MONEY, borough.person)]:
        with pytest.raises(NotAllowed):
            approve(request, by)
        with pytest.raises(NotAllowed):
            decline(request, by)
    assert fingerprint() == before


@pytest.mark.rule("ISF-LED-3")
def test_a_request_sent_twice_is_one_and_another_is_refused(borough: Borough, fund: Fund) -> None:
    reference = uuid4()
    holder = make.actor_with_role(borough.holder, Role.PROVIDER_FINANCE)
    first = ask(borough, fund, reference=reference, paper=PDF, by=holder)
    assert ask(borough, fund, reference=reference, paper=PDF, by=holder) == first
    for more in ({"what": taxi(1251), "paper": PDF}, {"paper": b"%PDF-other"}, {}):
        with pytest.raises(KeyReused):
            ask(borough, fund, reference=reference, by=holder, **more)
    assert PurchaseRequest.objects.count() == 1


@pytest.mark.rule("ISF-BUY-1")
@pytest.mark.parametrize("what", ["Gambling", "gambling", " GAMBLING "])
def test_the_published_list_refuses_however_it_is_written(
    borough: Borough, fund: Fund, what: str
) -> None:
    with pytest.raises(NotFundable):
        ask(borough, fund, taxi(what=what))
    assert not PurchaseRequest.objects.exists()


@pytest.mark.rule("ISF-BUY-2")
def test_what_cannot_be_is_not_asked(borough: Borough, fund: Fund) -> None:
    wrong: list[tuple[type[Exception], dict[str, Any]]] = [
        (PurchaseIncomplete, {"what": taxi(0)}),
        (PurchaseIncomplete, {"what": taxi(receipt="")}),
        (BoughtLater, {"what": taxi(bought_on=MONDAY + DAY)}),
        (BoughtLater, {"what": taxi(bought_on=MONDAY - DAY)}),
        (ReceiptUnreadable, {"paper": b"PK\x03\x04 a zip"}),
        (ReceiptUnreadable, {"paper": b""}),
        (ReceiptUnreadable, {"paper": PDF + b" " * MOST_BYTES}),
    ]
    before = fingerprint()
    for refusal, more in wrong:
        with pytest.raises(refusal):
            ask(borough, fund, **more)
    Fund.objects.filter(pk=fund.pk).update(state=FundState.CLOSED)
    with pytest.raises(FundNotOpen):
        ask(borough, fund)
    Fund.objects.filter(pk=fund.pk).update(state=FundState.OPEN)
    assert fingerprint() == before


@pytest.mark.rule("ISF-RES-2")
def test_a_yes_without_the_money_changes_nothing_and_can_be_said_again(
    borough: Borough, fund: Fund
) -> None:
    request = ask(borough, fund, taxi(172_801))
    before = fingerprint()
    with pytest.raises(InsufficientFunds):
        approve(request, borough.budget_holder)
    assert fingerprint() == before
    borough.grant(fund, 1)
    assert approve(request, borough.budget_holder).state == "APPROVED"
    assert_ledger_sound()


@pytest.mark.rule("ISF-LED-3")
def test_one_reference_stands_for_one_thing(borough: Borough, fund: Fund) -> None:
    """A reference seen in a link leads to no second purchase, request or receipt, whoever asks."""

    def record(reference: Any, pence: int = 100, **more: Any) -> Purchase:
        return purchases.record(
            fund_id=fund.pk,
            bought=bought(pence),
            by=borough.budget_holder,
            at=noon(MONDAY),
            on=MONDAY,
            reference=reference,
            **more,
        )

    elsewhere = Borough()
    other = elsewhere.open_fund()
    elsewhere.pay(other)
    recorded, request = uuid4(), ask(borough, fund, paper=PDF)
    assert record(recorded, paper=PDF) == record(recorded, paper=PDF)
    before = fingerprint()
    wrong: list[Any] = [
        lambda: ask(borough, fund, reference=recorded),
        lambda: ask(borough, fund, reference=recorded, paper=PDF),
        lambda: record(request.reference),
        lambda: record(request.reference, paper=PDF),
        lambda: record(recorded, paper=b"%PDF-another"),
        lambda: record(recorded),
        lambda: elsewhere.buy(other, 100, reference=recorded),
        lambda: ask(elsewhere, other, reference=recorded),
        lambda: ask(elsewhere, other, reference=request.reference),
    ]
    for attempt in wrong:
        with pytest.raises(KeyReused):
            attempt()
    assert fingerprint() == before
    assert approve(request, borough.budget_holder).state == "APPROVED"
