"""The pages of money that is tied to purposes: agreed, shown, bought for, ready to choose."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from accounts.web import clock
from isf.models import Fund, Policy, Purchase, Recovery, TiedPart
from isf.queries import part_moves
from isf.queries.policies import ready_parts
from isf.rules.tied_parts import ReadyParts
from isf.web.forms.tied_parts import named
from tests.browser.pages.isf_tied import SHARES, tied
from tests.factories import surplus
from tests.factories.isf import Borough
from tests.factories.tied import posted
from tests.signing_in import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.rule("ISF-RES-5")]
RESIDENTIAL = ReadyParts(name="Residential", parts=SHARES)


@pytest.fixture
def place() -> Borough:
    return Borough(today=clock.today(), ready_parts=(RESIDENTIAL,))


def day(name: str) -> dict[str, str]:
    today = clock.today()
    return {
        f"{name}_day": str(today.day),
        f"{name}_month": str(today.month),
        f"{name}_year": str(today.year),
    }


def agree(client: Client, place: Borough, **said: Any) -> str:
    made = place.budget(place.person(), weekly_pence=99_777, starts_on=place.today)
    sign_in(client, place.commissioner.user)
    terms = {
        "kind": "ISF",
        "holder": str(place.holder.reference),
        "weekly": "997.77",
        "fee_kind": "RATE",
        "fee_percent": "10",
        "schedule": "FOUR_WEEKLY",
        "notice_kind": "DAYS",
        "notice_days": "28",
    }
    address = reverse("isf:agreement-create", kwargs={"budget": made.reference})
    answer = client.post(address, terms | day("starts_on") | said, follow=True)
    return answer.content.decode()


def kept() -> list[tuple[str, str, int, bool]]:
    rows = TiedPart.objects.order_by("place")
    return list(rows.values_list("code", "name", "share_bp", "carries_fee"))


def test_a_set_of_the_councils_policy_is_chosen(client: Client, place: Borough) -> None:
    page = agree(client, place, tied="0")
    assert "the fund is open" in page
    assert kept() == [
        ("core", "Core", 7_500, True),
        ("personal-hours", "Personal hours", 2_000, True),
        ("cash", "Cash", 500, True),
    ]


def test_purposes_of_ones_own_and_who_pays_the_fee(client: Client, place: Borough) -> None:
    agree(client, place, tied="OWN", own_parts="Core: 87.5%\nGarden 12.5\n", fee_parts="core")
    assert kept() == [("core", "Core", 8_750, True), ("garden", "Garden", 1_250, False)]


def test_without_a_word_nothing_is_tied(client: Client, place: Borough) -> None:
    assert "the fund is open" in agree(client, place)
    assert kept() == []


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"tied": "OWN", "own_parts": "Core 75\nCash 24.99"}, "add up to 99.99%, not to 100%"),
        ({"tied": "OWN", "own_parts": "Core 75\nCash"}, "“Cash” is no purpose with its share"),
        ({"tied": "OWN", "own_parts": "Core 50\ncore 50"}, "Two purposes are called “Core”"),
        ({"tied": "OWN", "own_parts": ""}, "add up to 0%, not to 100%"),
        ({"tied": "OWN", "own_parts": "Core 0\nCash 100"}, "A purpose has a share of 0%."),
        ({"tied": "", "own_parts": "Core 100"}, "Choose “Yes, as written below”"),
        ({"tied": "0", "own_parts": "Core 100"}, "Choose “Yes, as written below”"),
        ({"tied": "", "fee_parts": "Core"}, "Leave this empty where the money is not tied"),
        ({"tied": "0", "fee_parts": "Holidays"}, "Write names of these purposes: Core, Personal"),
        (
            {"tied": "0", "kind": "DIRECT_PAYMENT", "holder": "", "fee_kind": "NOTHING"},
            "A direct payment cannot be tied",
        ),
    ],
)
def test_what_cannot_be_agreed_says_why(
    client: Client, place: Borough, said: dict[str, str], words: str
) -> None:
    assert words in agree(client, place, **said)
    assert not Fund.objects.exists()


def test_the_page_of_a_fund_shows_each_purpose(client: Client, place: Borough) -> None:
    fund = tied(place)
    sign_in(client, fund.person.user)
    page = client.get(reverse("isf:fund-detail", args=[fund.reference])).content.decode()
    assert "Left to use for each purpose" in page
    for words in ("Core (75%)", "Personal hours (20%)", "Cash (5%)", "£123.45"):
        assert words in page


def test_a_fund_that_is_not_tied_shows_no_purposes(client: Client, place: Borough) -> None:
    fund = place.fund()
    sign_in(client, fund.person.user)
    page = client.get(reverse("isf:fund-detail", args=[fund.reference])).content.decode()
    assert "Left to use for each purpose" not in page


def buying(**changes: Any) -> dict[str, Any]:
    return (
        {
            "what": "Clothes",
            "payee": "A shop",
            "pence": "10.00",
            "paid": "PAYEE",
            "receipt": "R",
            "token": str(uuid4()),
        }
        | changes
        | day("bought_on")
    )


def test_a_purchase_is_for_a_part_of_the_budget(client: Client, place: Borough) -> None:
    fund = tied(place)
    before = posted(fund)
    sign_in(client, fund.person.user)
    address = reverse("isf:purchase-create", args=[fund.reference])
    assert "Choose which part" in client.post(address, buying()).content.decode()
    page = client.post(address, buying(part="core"), follow=True).content.decode()
    assert "for “Core”" in page
    assert Purchase.objects.order_by("-id")[0].part == "core"
    assert posted(fund) == before | {"core": before["core"] - 1_000}


def test_only_money_that_is_not_tied_is_offered_to_be_saved_or_moved(
    client: Client, place: Borough
) -> None:
    fund = tied(place)
    assert sum(posted(fund).values()) > 0
    sign_in(client, fund.person.user)
    page = client.get(reverse("isf:purpose-create", args=[fund.reference])).content.decode()
    assert "£0.00 can be saved." in strip_tags(page)
    standing = part_moves.stand(budget=fund.deployment.budget, on=place.today)
    assert [one.untied_pence for one in standing.places] == [0]


def test_unspent_money_of_a_tied_fund_is_not_offered_to_be_taken_back(
    client: Client, place: Borough
) -> None:
    parts = [named(name=name, share_bp=share) for name, share in SHARES]
    fund = place.fund(weekly_pence=99_777, parts=parts, weeks_ago=10)
    case = surplus.reviewed(fund, by=place.finance, on=place.today).opened
    assert case is not None
    sign_in(client, place.commissioner.user)
    page = client.get(reverse("isf:case-detail", args=[case.reference])).content.decode()
    assert "Take unspent money back" not in page
    assert "Let it lie, and talk with the person about what it is for." in page
    before = posted(fund)
    sent = {"pence": "100.00", "reason": "Not used"}
    address = reverse("isf:recovery-create", args=[case.reference])
    said = client.post(address, sent, follow=True).content.decode()
    assert "Money that is tied to purposes cannot be taken back yet as unspent." in said
    assert "Let it lie: its money stays where it is." in said
    assert (posted(fund), Recovery.objects.count()) == (before, 0)


def test_a_part_that_is_short_is_refused_by_its_name(client: Client, place: Borough) -> None:
    fund = tied(place)
    left = posted(fund)["cash"]
    sign_in(client, fund.person.user)
    address = reverse("isf:purchase-create", args=[fund.reference])
    page = client.post(address, buying(part="cash", pence="9000.00")).content.decode()
    assert "£9,000.00 is needed and " in page
    assert "is left to use for “Cash”" in page
    assert posted(fund)["cash"] == left
    page = client.post(address, buying(part="UNTIED")).content.decode()
    assert "£10.00 is needed and £0.00 is left to use." in page


def test_sets_that_are_ready_are_a_policy_from_a_day(client: Client, place: Borough) -> None:
    sign_in(client, place.commissioner.user)
    address = reverse("isf:policy-create")
    shown = client.get(address).context["form"].initial
    assert shown["ready_parts"] == "Residential: Core 75%, Personal hours 20%, Cash 5%"
    said = shown | {"ready_parts": shown["ready_parts"] + "\nHalves: One 50, Two 50"}
    said = {name: "" if value is None else value for name, value in said.items()}
    wrong = client.post(address, said | day("starts_on") | {"ready_parts": "Halves: One 50"})
    assert "add up to 50%" in wrong.content.decode()
    page = client.post(address, said | day("starts_on"), follow=True).content.decode()
    assert "Halves: One 50%, Two 50%" in page
    newest = Policy.objects.order_by("-id")[0]
    assert ready_parts(policy=newest)[1] == ReadyParts(
        name="Halves", parts=(("One", 5_000), ("Two", 5_000))
    )
