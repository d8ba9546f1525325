"""Queries that were written before: each answer still finds its own, and no words are kept."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from marketplace.enums import Category, Grade, Unit
from marketplace.queries import narrowed
from tests.factories import marketplace as make

pytestmark = pytest.mark.django_db


def search(client: Client, **query: object) -> str:
    response = client.get(reverse("marketplace:offer-list"), query)
    assert response.status_code == 200
    return response.content.decode()


def test_the_same_words_with_other_answers_find_something_else(client: Client) -> None:
    skilled = make.grid(pence=3000, grade=Grade.SKILLED)
    care = make.published(title="Help with care", prices=skilled)
    meals = make.published(
        title="Help with meals",
        category=Category.MEALS,
        unit=Unit.ITEM,
        weekdays=frozenset(range(5)),
        prices={key: pence for key, pence in make.grid(pence=795).items() if key[1] != "SUNDAY"},
    )

    def found(**query: object) -> list[str]:
        page = search(client, q="help", **query)
        return [name for name in ("care", "meals") if f">Help with {name}</a>" in page]

    for query in (
        {},
        {"category": care.category},
        {"unit": "HOUR"},
        {"area": care.areas.get().reference},
        {"provider": care.offer.provider.reference},
        {"weekday": "6"},
        {"day_type": "SUNDAY"},
        {"grade": "SKILLED"},
    ):
        assert found(**query) == (["care"] if query else ["care", "meals"])
    assert found(max_price="7.95") == found(area=meals.areas.get().reference) == ["meals"]
    make.published(title="Help with meals", category=Category.MEALS, prices=skilled)
    assert search(client, q="help", category="MEALS").count(">Help with meals</a>") == 2


def test_no_words_that_were_typed_are_kept_with_a_query(client: Client) -> None:
    make.published(title="Help at home")
    search(client, q="incontinence", category="MEALS", max_price="25.50")
    search(client, q="dementia", category="MEALS", max_price="25.50")

    kept = {answers: said for answers, said in narrowed._WRITTEN.items() if 2550 in answers}
    assert len(kept) == 1
    assert "incontinence" not in str(kept)
    assert "dementia" not in str(kept)
