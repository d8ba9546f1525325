"""Ranking what matches: only so many at once, and only what else was asked for."""

from __future__ import annotations

from datetime import date

import pytest

from marketplace.models import OfferVersion
from marketplace.queries import full_text, offers
from tests.factories import marketplace as make

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 1)


def test_only_what_is_kept_is_ranked() -> None:
    kept = make.published(title="Gardening")
    make.published(title="Gardening too")

    everything = offers.list_published(on=TODAY)
    assert len(full_text.rank(text="gardening", kept=everything).ids) == 2
    assert full_text.rank(text="gardening", kept=everything.filter(pk=kept.pk)).ids == [kept.pk]
    nothing = full_text.rank(text="gardening", kept=everything.filter(title="Nobody"))
    assert (nothing.ids, nothing.capped) == ([], False)


def test_no_more_are_ranked_than_can_be(monkeypatch: pytest.MonkeyPatch) -> None:
    versions = [make.published(title="Gardening") for _ in range(3)]

    monkeypatch.setattr(full_text, "MOST_CANDIDATES", 4)
    assert not full_text.rank(text="gardening").capped
    monkeypatch.setattr(full_text, "MOST_CANDIDATES", 3)
    found = full_text.rank(text="gardening")
    assert found.capped
    assert set(found.ids) == {version.pk for version in versions}
    monkeypatch.setattr(full_text, "MOST_CANDIDATES", 2)
    assert len(full_text.rank(text="gardening").ids) == 2


def test_words_without_a_letter_find_nothing() -> None:
    make.published(title="Gardening")

    assert full_text.rank(text="--- %s '").ids == []


def test_ids_as_one_value_are_those_ids() -> None:
    first, _, third = (make.published(title=f"Offer {number}") for number in range(3))

    named = full_text.among(ids=[third.pk, first.pk])
    assert set(OfferVersion.objects.filter(pk__in=named)) == {first, third}
    assert not OfferVersion.objects.filter(pk__in=full_text.among(ids=[])).exists()
