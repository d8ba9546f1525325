"""One bill for several people: a part for each, all asked or nobody, once."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from accounts.enums import Role
from accounts.fields import to_pence
from accounts.permissions import Actor, NotAllowed
from isf.models import Fund, Purchase, PurchaseRequest, Receipt, SharedBill
from isf.operations import purchase_requests, shared_bills
from isf.operations.posting import KeyReused
from isf.operations.purchases import BoughtLater, PurchaseIncomplete
from isf.operations.shared_bills import PartRefused
from isf.rules.deaths import PersonDied
from isf.rules.placing import NotFundable
from isf.rules.sharing import BillTooSmall, NotShared
from isf.rules.tied_parts import NotByPart
from isf.web.presenters import refusals
from tests.factories import accounts as make
from tests.factories.borough import Borough
from tests.factories.deaths import die
from tests.factories.money import DAY, MONDAY, account, bought, noon, somebody
from tests.factories.policies import usual_numbers
from tests.factories.sharing import shared
from tests.factories.tied import tied_fund
from tests.ledger_sound import assert_ledger_sound, fingerprint

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7 a receipt"


@pytest.fixture
def borough() -> Borough:
    return Borough(numbers=usual_numbers(may_not_buy=("Gambling",)))


@pytest.fixture
def friends(borough: Borough) -> list[Fund]:
    """Three friends whose money one provider holds."""
    return [paid_fund(borough) for _ in range(3)]


@pytest.fixture
def holder(borough: Borough) -> Actor:
    return make.actor_with_role(borough.holder, Role.PROVIDER_FINANCE)


def paid_fund(borough: Borough, **more: Any) -> Fund:
    fund = borough.open_fund(person=make.Person(authority=borough.authority), **more)
    borough.pay(fund)
    return fund


def answer(part: PurchaseRequest, *, yes: bool) -> PurchaseRequest:
    return purchase_requests.decide(
        request_id=part.pk,
        approve=yes,
        words="" if yes else "I was not there",
        by=make.actor_for_person(part.fund.person),
        at=noon(MONDAY),
        on=MONDAY,
    )


@pytest.mark.rule("ISF-RES-4")
def test_each_answers_for_their_own_part_alone(friends: list[Fund], holder: Actor) -> None:
    bill = shared(friends, by=holder, paper=PDF)
    parts = list(bill.parts.select_related("fund__person").order_by("id"))
    assert [part.fund for part in parts] == friends
    assert [to_pence(part.amount) for part in parts] == [3_334, 3_333, 3_333]
    assert [account(fund).posted for fund in friends] == [192_000] * 3
    for part, yes in zip(parts, (True, False, True), strict=True):
        answer(part, yes=yes)
    assert [account(fund).posted for fund in friends] == [188_666, 192_000, 188_667]
    assert Purchase.objects.count() == 2
    assert Receipt.objects.count() == 3
    assert_ledger_sound()


@pytest.mark.rule("ISF-LED-3")
def test_the_same_bill_again_is_the_first_and_another_is_refused(
    friends: list[Fund], holder: Actor
) -> None:
    reference = uuid4()
    first = shared(friends, by=holder, reference=reference, paper=PDF)
    answer(first.parts.select_related("fund__person").earliest("id"), yes=True)
    assert shared(friends, by=holder, reference=reference, paper=PDF) == first
    before = fingerprint()
    wrong: list[dict[str, Any]] = [
        {"pence": 10_001, "paper": PDF},
        {"what": "A coach", "paper": PDF},
        {"paper": None},
        {"funds": friends[:2], "paper": PDF},
        {"funds": friends[::-1], "paper": PDF},
    ]
    for more in wrong:
        with pytest.raises(KeyReused):
            shared(**{"funds": friends, "by": holder, "reference": reference} | more)
    assert fingerprint() == before
    assert (SharedBill.objects.count(), PurchaseRequest.objects.count()) == (1, 3)


@pytest.mark.rule("ISF-RES-4")
def test_a_try_shows_every_part_and_leaves_nothing(friends: list[Fund], holder: Actor) -> None:
    before = fingerprint()
    parts = shared_bills.try_out(
        fund_ids=[fund.pk for fund in friends[::-1]],
        bought=bought(10_000, approved_by_id=None),
        by=holder,
        at=noon(MONDAY),
        on=MONDAY,
        reference=uuid4(),
    )
    assert [(part.fund, part.pence, part.available_pence) for part in parts] == [
        (friends[2], 3_334, 172_800),
        (friends[1], 3_333, 172_800),
        (friends[0], 3_333, 172_800),
    ]
    assert fingerprint() == before
    assert not SharedBill.objects.exists()
    assert not PurchaseRequest.objects.exists()


@pytest.mark.rule("ISF-RES-4")
def test_what_one_fund_cannot_bear_nobody_is_asked_for(
    borough: Borough, friends: list[Fund], holder: Actor
) -> None:
    later = borough.open_fund(
        person=make.Person(authority=borough.authority), starts_on=MONDAY + DAY
    )
    dead = paid_fund(borough)
    die(borough, MONDAY, on=MONDAY, person=dead.person)
    tied = tied_fund(borough, person=make.Person(authority=borough.authority))
    for fund, because, more in (
        (later, BoughtLater, {}),
        (tied, NotByPart, {}),
        (dead, PersonDied, {}),
        (friends[0], NotFundable, {"what": "gambling"}),
    ):
        with pytest.raises(PartRefused) as refusal:
            shared([*friends, fund] if fund not in friends else friends, by=holder, **more)
        assert (refusal.value.fund, type(refusal.value.because)) == (fund, because)
        assert refusal.value.rule == because.rule
        assert fund.person.full_name in str(refusals.words(refusal.value))
    assert not SharedBill.objects.exists()
    assert not PurchaseRequest.objects.exists()


@pytest.mark.rule("ISF-RES-4")
def test_a_bill_is_for_different_people_and_for_something(
    borough: Borough, friends: list[Fund], holder: Actor
) -> None:
    borough.budget(96_000, person=friends[0].person)
    second = borough.open_fund(person=friends[0].person)
    wrong: list[tuple[type[Exception], dict[str, Any]]] = [
        (NotShared, {"funds": friends[:1]}),
        (NotShared, {"funds": []}),
        (NotShared, {"funds": [friends[0], friends[0]]}),
        (NotShared, {"funds": [friends[0], second]}),
        (BillTooSmall, {"pence": 2}),
        (BillTooSmall, {"pence": 0}),
        (PurchaseIncomplete, {"receipt": ""}),
    ]
    for refusal, more in wrong:
        with pytest.raises(refusal):
            shared(**{"funds": friends, "by": holder} | more)
    with pytest.raises(Fund.DoesNotExist):
        shared([*friends, Fund(pk=987_654)], by=holder)
    assert not SharedBill.objects.exists()


@pytest.mark.rule("ISF-RES-4")
def test_only_who_may_ask_from_every_one_of_the_funds_asks(
    borough: Borough, friends: list[Fund], holder: Actor
) -> None:
    elsewhere = Borough()
    foreign = paid_fund(elsewhere)
    for by in (somebody(), borough.finance, make.actor_for_person(friends[0].person)):
        with pytest.raises(NotAllowed):
            shared(friends, by=by)
    for by in (holder, borough.care_manager, elsewhere.care_manager):
        with pytest.raises(NotAllowed):
            shared([*friends, foreign], by=by)
    assert not SharedBill.objects.exists()
    assert shared(friends, by=borough.care_manager).asked_for == borough.authority
