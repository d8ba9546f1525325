"""What is typed into the search stands in its box, escaped, and is nobody else's."""

from __future__ import annotations

import pytest
from django.test import Client

from marketplace.web.forms import offer_search
from tests.factories import marketplace as make

pytestmark = pytest.mark.django_db


def page(client: Client, **asked: str) -> str:
    return client.get("/offers/", asked).content.decode()


def test_typed_words_are_escaped(client: Client) -> None:
    shown = page(client, q='"><script>alert(1)</script>')

    assert "&quot;&gt;&lt;script&gt;" in shown
    assert "<script>alert" not in shown


@pytest.mark.parametrize("words", ["grab rail", "O'Neill & Sons", "\ue000answer\ue001", "0"])
def test_typed_words_come_back_as_they_were(client: Client, words: str) -> None:
    form = offer_search.OfferSearch(client.get("/offers/", {"q": words}).wsgi_request.GET)

    shown = str(form["q"].as_field_group())
    assert form["q"].value() == words
    assert shown == str(form["q"].render())


def test_nothing_typed_is_kept_for_the_next_reader(client: Client) -> None:
    make.published(title="Help at home")

    assert "incontinence" in page(client, q="incontinence")
    assert "incontinence" not in page(Client())
    assert "incontinence" not in page(Client(), q="help")
