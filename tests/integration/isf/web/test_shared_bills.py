"""The pages on which a bill is shared over several people, and what each of them sees of it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from accounts.web import clock
from isf.models import Fund, PurchaseRequest, Receipt, SharedBill
from tests.counting import queries
from tests.factories import accounts as make
from tests.factories.isf import Borough
from tests.factories.money import account
from tests.factories.sharing import shared
from tests.ledger_sound import assert_ledger_sound
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db

NAMES = ("Ada Ford", "Bea Grove", "Cy Hill")
PNG = b"\x89PNG\r\n\x1a\n picture"


@pytest.fixture
def place() -> Borough:
    return Borough(today=clock.today(), may_not_buy=("Gambling",))


@pytest.fixture(autouse=True)
def each_fund_under_its_own_lock(settings: Any) -> None:
    """Each person is asked on their own: that is no page asking once per row."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "zeal" not in name]


@pytest.fixture
def friends(place: Borough) -> list[Fund]:
    return [place.fund(person=place.person(full_name=name)) for name in NAMES]


@pytest.fixture
def holder(place: Borough) -> Any:
    return make.Membership(organisation=place.holder, role=Role.PROVIDER_FINANCE.value).user


def said(friends: list[Fund], **changes: Any) -> dict[str, Any]:
    day = clock.today()
    return {
        "funds": [str(fund.reference) for fund in friends],
        "what": "Minibus to the coast",
        "payee": "Blue Cabs",
        "bought_on_day": str(day.day),
        "bought_on_month": str(day.month),
        "bought_on_year": str(day.year),
        "pence": "100.00",
        "receipt": "M-1",
        "token": str(uuid4()),
    } | changes


NEW = "/money/shared/new/"


def page_of(part: PurchaseRequest) -> str:
    return reverse("isf:purchase-decide", args=[part.reference])


def test_each_part_is_shown_before_anybody_is_asked_and_then_once(
    client: Client, friends: list[Fund], holder: Any
) -> None:
    sign_in(client, holder)
    sent = said(friends[::-1])
    check = client.post(NEW, sent).content.decode()
    assert check.index("Ada Ford") < check.index("£33.34") < check.index("Bea Grove")
    assert check.count("£33.33") == 2
    assert not SharedBill.objects.exists()
    for _ in range(2):
        receipt = SimpleUploadedFile("r.png", PNG)
        done = client.post(NEW, sent | {"confirmed": "on", "file": receipt}, follow=True)
        assert "Each of them was asked." in done.content.decode()
    assert PurchaseRequest.objects.count() == Receipt.objects.count() == 3
    assert done.content.decode().count("Waiting for an answer") == 3


@pytest.mark.rule("ISF-BUY-1")
def test_what_a_budget_may_not_buy_is_asked_about_and_shared_by_nobody(
    client: Client, friends: list[Fund], holder: Any
) -> None:
    sign_in(client, holder)
    assert "Is it something a budget may not buy?" in client.get(NEW).content.decode()
    refused = client.post(NEW, said(friends, listed="Gambling", confirmed="on"))
    assert "Gambling" in refused.content.decode()
    assert "There is a problem" in refused.content.decode()
    assert not SharedBill.objects.exists()
    client.post(NEW, said(friends, listed="", confirmed="on"))
    assert SharedBill.objects.get().what == "Minibus to the coast"


def test_a_person_sees_the_whole_amount_and_their_part_and_never_who_shares(
    client: Client, friends: list[Fund], holder: Any
) -> None:
    sign_in(client, holder)
    client.post(NEW, said(friends, confirmed="on"))
    bill = SharedBill.objects.get()
    whole = reverse("isf:shared-bill-detail", args=[bill.reference])
    before = account(friends[0]).posted
    mine = bill.parts.get(fund=friends[0])
    sign_in(client, friends[0].person.user)
    shown = client.get(page_of(mine)).content.decode()
    client.post(page_of(mine), {"answer": "YES"})
    bought = client.get(reverse("isf:purchase-list", args=[friends[0].reference]))
    for page in (shown, bought.content.decode()):
        assert "A part of one bill of £100.00, shared by 3 people" in page
        assert "£33.34" in page
        assert not any(name in page for name in NAMES[1:])
        assert whole not in page
    assert account(friends[0]).posted == before - 3_334
    assert client.get(whole).status_code == 404
    assert client.get(NEW).status_code == 404
    assert client.get(page_of(bill.parts.get(fund=friends[1]))).status_code == 404
    sign_in(client, holder)
    assert whole in client.get(page_of(mine)).content.decode()
    assert "Approved and paid" in client.get(whole).content.decode()
    assert_ledger_sound()


def test_who_may_not_know_them_all_sees_their_own_persons_part_alone(
    client: Client, place: Borough, friends: list[Fund], holder: Any
) -> None:
    """The council shares a bill over funds of two holders; each holder sees its own person."""
    other = place.fund(person=place.person(full_name="Dee Ivy"), holder=place.provider)
    bill = shared([friends[0], other], by=make.actor_for_member(place.care_manager), on=place.today)
    whole = reverse("isf:shared-bill-detail", args=[bill.reference])
    sign_in(client, holder)
    shown = client.get(page_of(bill.parts.get(fund=friends[0]))).content.decode()
    assert "shared by 2 people" in shown
    assert "Dee Ivy" not in shown
    assert whole not in shown
    assert client.get(whole).status_code == 404
    assert "Dee Ivy" not in client.get(NEW).content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"funds": []}, "Tick the fund of each person whose support it was"),
        ({"what": ""}, "Say what was bought"),
        ({"pence": "0"}, "Enter an amount of £0.01 or more"),
        ({"pence": "0.02"}, "less than a penny for each of 3 people"),
        ({"what": "gambling"}, "Nobody was asked."),
        ({"bought_on_year": "2199"}, "It cannot have been bought on that day."),
    ],
)
def test_what_is_wrong_is_said(
    client: Client, friends: list[Fund], holder: Any, changes: dict[str, Any], words: str
) -> None:
    sign_in(client, holder)
    for more in ({}, {"confirmed": "on"}):
        answer = client.post(NEW, said(friends) | changes | more).content.decode()
        assert words in answer
        assert "There is a problem" in answer
    assert not SharedBill.objects.exists()


def test_one_alone_shares_no_bill_and_a_stranger_cannot_be_named(
    client: Client, friends: list[Fund], holder: Any
) -> None:
    foreign = Borough(today=clock.today(), name="Another Borough").fund()
    sign_in(client, holder)
    assert "at least two people" in client.post(NEW, said(friends[:1])).content.decode()
    nothing = client.post(NEW, said([*friends, foreign])).content.decode()
    nobody = said(friends)
    nobody["funds"].append(str(uuid4()))
    assert "There is a problem" in nothing
    assert "There is a problem" in client.post(NEW, nobody).content.decode()
    assert foreign.person.full_name not in nothing
    assert not SharedBill.objects.exists()


def test_a_receipt_that_cannot_be_read_is_asked_for_again(
    client: Client, friends: list[Fund], holder: Any
) -> None:
    sign_in(client, holder)
    wrong = SimpleUploadedFile("r.zip", b"PK")
    answer = client.post(NEW, said(friends, confirmed="on", file=wrong)).content.decode()
    assert "Choose a photo (JPEG or PNG) or a PDF." in answer
    assert "Ask each of them" in answer
    assert not SharedBill.objects.exists()


def test_a_fund_that_cannot_share_is_refused_without_its_number(
    client: Client, place: Borough, friends: list[Fund]
) -> None:
    sign_in(client, place.commissioner.user)
    strange = str(uuid4())
    sent = said(friends[:2])
    sent["funds"].append(strange)
    shown = client.post(NEW, sent).content.decode()
    assert "A fund that was ticked can share no bill any more. Choose again" in shown
    assert strange not in shown


def test_people_are_looked_for_by_name_and_those_ticked_stay(
    client: Client, friends: list[Fund], holder: Any
) -> None:
    sign_in(client, holder)
    sent = said(friends[:1], words="grove", look="1", payee="")
    answer = client.post(NEW, sent).content.decode()
    assert "Bea Grove" in answer
    assert "Cy Hill" not in answer
    assert "There is a problem" not in answer
    ticked = answer[answer.index(str(friends[0].reference)) :][:60]
    assert "checked" in ticked
    assert "Minibus to the coast" in answer


def test_many_people_are_named_in_as_many_queries_as_few(
    client: Client, place: Borough, friends: list[Fund], holder: Any
) -> None:
    sign_in(client, holder)
    bills = [
        shared(some, by=make.actor_with_role(place.holder, Role.PROVIDER_OWNER), on=place.today)
        for some in (friends[:2], friends)
    ]
    pages = [reverse("isf:shared-bill-detail", args=[bill.reference]) for bill in bills]
    assert len({queries(client, page) for page in pages}) == 1
    few = queries(client, NEW)
    place.fund()
    assert queries(client, NEW) == few
