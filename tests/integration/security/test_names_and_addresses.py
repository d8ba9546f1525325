"""A name that is looked for is never in an address: not in a link, a redirect or a history."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from accounts.web import clock
from accounts.web.views import person
from tests.factories import isf as make
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db

NAME = "Quillonby"
PAGES = ("accounts:person-list", "isf:fund-list", "isf:budget-create")


@pytest.fixture
def borough(client: Client) -> make.Borough:
    place = make.Borough(today=clock.today())
    for number in range(2):
        place.fund(person=place.person(full_name=f"Rosa {NAME} {number}"))
    place.fund(person=place.person(full_name="Ada Ford"))
    sign_in(client, place.care_manager.user)
    return place


@pytest.mark.parametrize("name", PAGES)
def test_the_form_sends_the_name_in_the_body_and_the_list_is_narrowed(
    client: Client, borough: make.Borough, name: str
) -> None:
    address = reverse(name)
    form = client.get(address).content.decode().partition("data-main-form>")[2]
    assert "csrfmiddlewaretoken" in form.partition("</form>")[0]

    kept = client.post(address, {"q": NAME})

    assert kept.status_code == 302
    assert NAME not in kept["Location"]
    page = client.get(kept["Location"]).content.decode()
    assert f"Rosa {NAME} 0" in page
    assert "Ada Ford" not in page


@pytest.mark.parametrize("name", PAGES)
def test_no_link_of_the_narrowed_list_repeats_the_name(
    client: Client,
    borough: make.Borough,
    name: str,
    monkeypatch: pytest.MonkeyPatch,
    links_of: Callable[[str], list[str]],
) -> None:
    monkeypatch.setattr(person, "PAGE_SIZE", 1)
    monkeypatch.setattr("isf.queries.funds.PAGE_SIZE", 1, raising=False)

    page = client.post(reverse(name), {"q": NAME}, follow=True).content.decode()

    assert [link for link in links_of(page) if NAME.lower() in link.lower()] == []


def test_the_next_page_is_narrowed_too(
    client: Client, borough: make.Borough, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(person, "PAGE_SIZE", 1)
    address = reverse("accounts:person-list")
    first = client.post(address, {"q": NAME})
    query = parse_qs(urlsplit(first["Location"]).query)
    assert query == {"kept": ["1"]}

    second = client.get(f"{first['Location']}&page=2").content.decode()

    assert f"Rosa {NAME} 1" in second
    assert "?kept=1&amp;page=1" in second


def test_other_filters_stay_in_the_address_and_the_bare_address_shows_everybody(
    client: Client, borough: make.Borough
) -> None:
    address = reverse("isf:fund-list")
    kept = client.post(address, {"q": NAME, "state": "OPEN"})
    assert parse_qs(urlsplit(kept["Location"]).query) == {"state": ["OPEN"], "kept": ["1"]}

    assert "Ada Ford" in client.get(address).content.decode()


def test_searches_of_two_lists_do_not_mix(client: Client, borough: make.Borough) -> None:
    people, funds = reverse("accounts:person-list"), reverse("isf:fund-list")
    client.post(people, {"q": NAME})
    client.post(funds, {"q": "Ada"})

    assert NAME in client.get(f"{people}?kept=1").content.decode()
    assert NAME not in client.get(f"{funds}?kept=1").content.decode()


@pytest.mark.parametrize("words", ["x" * 500, "\x00"])
def test_what_cannot_be_looked_for_is_said(
    client: Client, borough: make.Borough, words: str
) -> None:
    answer = client.post(reverse("accounts:person-list"), {"q": words}, follow=True)
    assert answer.status_code == 400
    assert "There is a problem" in answer.content.decode()
