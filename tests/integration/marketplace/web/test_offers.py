"""The public pages of offers: found, empty, wrong input, and the same queries for one and many."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Organisation
from marketplace.enums import Category, Grade, Unit
from tests.factories import marketplace as make
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


def get(client: Client, url: str, **query: object) -> str:
    response = client.get(url, query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def search(client: Client) -> Callable[..., str]:
    return lambda **query: get(client, reverse("marketplace:offer-list"), **query)


def test_anybody_sees_what_is_offered_with_its_price(search: Callable[..., str]) -> None:
    make.published(title="Mornings", areas=[make.Area(name="Millbrook")])
    make.drafted(title="Not yet")

    page = search()

    assert "1 offer found" in page
    assert "Mornings" in page
    assert "£24.10" in page
    assert "Millbrook" in page
    assert "Not yet" not in page


def test_a_price_below_the_law_is_flagged_and_a_fair_one_is_not(
    search: Callable[..., str],
) -> None:
    flagged = "Below statutory employment cost"
    make.published(prices=make.grid(pence=2271))
    assert flagged not in search()
    make.published(prices=make.grid(pence=2270))
    assert flagged in search()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"category": "MEALS"}, ["Lunch"]),
        ({"unit": "HOUR"}, ["Care"]),
        ({"weekday": "6"}, ["Care"]),
        ({"weekday": "0"}, ["Care", "Lunch"]),
        ({"grade": "SKILLED"}, ["Care"]),
        ({"max_price": "7.95"}, ["Lunch"]),
        ({"max_price": "£7.94"}, []),
        ({"day_type": "SUNDAY"}, ["Care"]),
        ({"day_type": "SATURDAY", "max_price": "32.00", "grade": "SKILLED"}, ["Care"]),
        ({"day_type": "SATURDAY", "max_price": "31.99", "grade": "SKILLED"}, []),
        ({"q": "lunch"}, ["Lunch"]),
        ({"q": "lunch", "unit": "HOUR"}, []),
    ],
)
def test_filters_narrow_the_list(
    search: Callable[..., str], query: dict[str, str], found: list[str]
) -> None:
    make.published(title="Care", prices=make.grid(pence=3000, grade=Grade.SKILLED))
    weekdays = {key: pence for key, pence in make.grid(pence=795).items() if key[1] != "SUNDAY"}
    make.published(
        title="Lunch",
        category=Category.MEALS,
        unit=Unit.ITEM,
        weekdays=frozenset(range(6)),
        prices=weekdays,
    )

    page = search(**query)

    assert [title for title in ("Care", "Lunch") if f">{title}</a>" in page] == found


def test_areas_and_providers_are_filters_too(search: Callable[..., str]) -> None:
    here, there = make.published(title="Here"), make.published(title="There")
    area = here.areas.get()

    assert "There" not in search(area=area.reference).replace("<option", "")
    page = search(provider=there.offer.provider.reference)
    assert ">There</a>" in page
    assert ">Here</a>" not in page


@pytest.mark.parametrize(
    "query",
    [
        {"max_price": "cheap"},
        {"category": "DRAGONS"},
        {"area": "nowhere"},
        {"area": str(uuid4())},
        {"weekday": "9"},
        {"provider": "\x00"},
        {"q": "\x00"},
        {"q": "x" * 101},
        {"sort": "random"},
        {"day_type": "FEAST"},
    ],
)
def test_what_cannot_be_read_is_said_and_loses_nothing(
    client: Client, query: dict[str, str]
) -> None:
    make.published(title="Care")
    area = make.Area(name="Millbrook")

    answer = client.get(
        reverse("marketplace:offer-list"), {"area": area.reference, "unit": "HOUR", **query}
    )

    assert answer.status_code == 400
    page = answer.content.decode()
    assert "There is a problem" in page
    assert '<option value="HOUR" selected>' in page
    if "area" not in query:
        assert f'<option value="{area.reference}" selected>' in page


def test_what_was_typed_wrongly_can_be_put_right(client: Client) -> None:
    make.published(title="Care")

    page = client.get(reverse("marketplace:offer-list"), {"max_price": "cheap"}).content.decode()

    assert "Enter an amount in pounds and pence" in page
    assert 'value="cheap"' in page
    assert ">Care</a>" in page


@pytest.mark.parametrize("page", ["0", "-1", "99", "zz", "", "9" * 400])
def test_any_page_number_shows_a_page(search: Callable[..., str], page: str) -> None:
    make.published(title="Care")
    assert ">Care</a>" in search(page=page)


def test_providers_are_chosen_by_their_names(search: Callable[..., str]) -> None:
    make.published(provider=make.Provider(organisation__name="Foxglove Care"))
    make.drafted(provider=make.Provider(organisation__name="Not Yet Limited"))

    page = search()

    assert re.search(r"<option [^>]*>Foxglove Care</option>", page)
    assert "Not Yet Limited" not in page


def test_what_was_written_for_one_reader_follows_every_change(search: Callable[..., str]) -> None:
    version = make.published(provider=make.Provider(organisation__name="Foxglove Care"))
    assert "Foxglove Care</a>" in search()

    Organisation.objects.filter(pk=version.offer.provider.organisation_id).update(name="Bluebell")

    page = search()
    assert "Bluebell</a>" in page
    assert re.search(r"<option [^>]*>Bluebell</option>", page)
    assert "Foxglove" not in page


def test_what_a_price_means_is_shown_to_nobody_else(client: Client) -> None:
    make.published()
    person = make.fund().person
    signed_in = Client()
    sign_in(signed_in, person.user)
    url = reverse("marketplace:offer-list")

    assert "would be left" in get(signed_in, url)
    assert "would be left" not in get(client, url)


def test_what_was_typed_is_shown_to_nobody_else(search: Callable[..., str]) -> None:
    assert 'value="physiotherapy"' in search(q="physiotherapy")
    assert "physiotherapy" not in search()
    assert "dragons" in search(q="dragons")


def test_nothing_found_says_what_to_do_and_offers_a_spelling(search: Callable[..., str]) -> None:
    make.published(title="Physiotherapy")

    assert "Try fewer words" in search(q="dragons")
    page = search(q="fisiotherapy")
    assert "Did you mean" in page
    assert "?q=physiotherapy" in page


def test_an_offer_says_everything_that_was_published(client: Client) -> None:
    version = make.published(title="Mornings", availability_note="Not on Christmas Day")

    page = get(client, reverse("marketplace:offer-detail", args=[version.offer.reference]))

    for words in (
        "Mornings",
        "Washing, dressing and breakfast.",
        "£34.10",
        "Every day, 7am to 10pm",
        "Not on Christmas Day",
        "The provider asks for 7 days of notice. They charge nothing for less notice.",
        "the service is exempt",
        "£22.71",
        "Homecare Association",
    ):
        assert words in page


def test_drafts_withdrawn_offers_and_nothing_at_all_answer_the_same(client: Client) -> None:
    draft = make.drafted()
    answers = {
        (response.status_code, response.content)
        for response in (
            client.get(reverse("marketplace:offer-detail", args=[reference]))
            for reference in (draft.offer.reference, uuid4())
        )
    }
    assert len(answers) == 1
    assert answers.pop()[0] == 404


def test_up_to_four_offers_stand_side_by_side(client: Client) -> None:
    versions = [make.published(title=f"Offer number {number}") for number in range(5)]
    references = [version.offer.reference for version in versions]
    url = reverse("marketplace:offer-compare")

    two = get(client, url, offer=references[:2])
    assert "Offer number 0" in two
    assert "Offer number 1" in two
    assert "Offer number 2" not in two
    five = get(client, url, offer=references)
    assert "Only the first 4" in five
    assert "Offer number 4" not in five
    assert "Nothing to compare yet" in get(client, url, offer=["rubbish", str(uuid4())])


def test_a_provider_page_shows_who_they_are_and_what_they_offer(client: Client) -> None:
    provider = make.Provider(organisation__name="Foxglove Care")
    make.published(provider=provider, title="Mornings")
    make.published(title="Somebody else's")

    page = get(client, reverse("marketplace:provider-detail", args=[provider.reference]))

    assert "Foxglove Care" in page
    assert "01632 960001" in page
    assert "Mornings" in page
    assert "Somebody else" not in page


@pytest.mark.parametrize("query", [{}, {"q": "help"}, {"sort": "price"}])
def test_the_list_costs_the_same_queries_for_one_offer_and_for_many(
    search: Callable[..., str], query: dict[str, str]
) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            search(**query)
        return len(queries)

    make.published()
    one = count()
    for _ in range(3):
        make.published()
    assert count() == one
