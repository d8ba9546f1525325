"""Finding offers by what people type, on each database's own full text."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.enums import DayType
from marketplace.enums import Category, Grade, Unit
from marketplace.models import OfferText, OfferVersion
from marketplace.operations import offers as offer_operations
from marketplace.queries import full_text, offers, search, spelling
from marketplace.queries.search import Sort
from tests.factories import marketplace as make

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)
TODAY = date(2026, 6, 1)


def found(text: str = "", sort: Sort = Sort.BEST, **options: object) -> list[str]:
    result = search.find(
        filtered=offers.list_current(on=TODAY), text=text, sort=sort, page=1, **options
    )
    return [offer.title for offer in result.offers]


def test_a_word_finds_its_other_forms_and_beginnings() -> None:
    make.published(title="Cleaning and ironing", category=Category.HOUSEWORK, included="Floors.")
    make.published(title="Lunch club", category=Category.MEALS, included="A hot meal.")

    assert found("clean") == ["Cleaning and ironing"]
    assert found("cleaning") == ["Cleaning and ironing"]
    assert found("lun") == ["Lunch club"]


def test_every_word_has_to_be_there() -> None:
    make.published(title="Help at home")
    make.published(title="Help with meals", category=Category.MEALS)

    assert found("help meals") == ["Help with meals"]
    assert found("help dragons") == []


def test_areas_providers_and_kinds_of_service_are_found_too() -> None:
    provider = make.Provider(organisation__name="Foxglove Care")
    make.published(provider=provider, areas=[make.Area(name="Millbrook")], title="Mornings")

    assert found("foxglove") == ["Mornings"]
    assert found("millbrook") == ["Mornings"]
    assert found("homecare") == ["Mornings"]


def test_a_word_in_the_title_comes_first() -> None:
    make.published(title="Company on Sundays", included="We also help with gardening.")
    make.published(title="Gardening", included="Lawns.")

    assert found("gardening") == ["Gardening", "Company on Sundays"]


def test_without_words_every_provider_has_its_turn() -> None:
    for letter in "AB":
        provider = make.Provider()
        for number in (3, 2, 1):
            make.published(provider=provider, title=f"{letter}{number}")

    turns = ["B1", "A1", "B2", "A2", "B3", "A3"]
    assert found() == turns
    assert found() == turns
    assert found(sort=Sort.NEWEST) == ["B1", "B2", "B3", "A1", "A2", "A3"]


@pytest.mark.parametrize(
    "hostile",
    [
        '"', "'", "\\", "a'b", '"a" OR', "NEAR(", "a NEAR/2 b", "title:x", "a AND NOT", "*", "^a",
        "-", "--", "; DROP TABLE marketplace_offer", "a:*", "a & | !", "(((", "a\x00b", "%s", "%",
        "²", "ß", "ﬁ", "\u200b", "\U0001f600", "ي", "日本語", "and or not", "x" * 5000,
        "the", "a <-> b", "{}", "{a b}:c", "+",
    ],
)  # fmt: skip
def test_no_text_breaks_the_search(hostile: str) -> None:
    make.published()

    assert set(found(hostile)) <= {"Help at home"}


def test_an_edited_offer_is_found_by_its_new_words_only() -> None:
    version = make.published(title="Swimming")
    manager = make.manager(version.offer.provider)
    offer_operations.edit(
        by=manager,
        offer=version.offer.reference,
        content=make.content(title="Dancing", starts_on=TODAY),
        at=NOW,
    )
    assert found("swimming") == ["Swimming"]
    offer_operations.publish(by=manager, offer=version.offer.reference, at=NOW, on=TODAY)

    assert found("swimming") == []
    assert found("dancing") == ["Dancing"]
    assert [text.title for text in OfferText.objects.all()] == ["Dancing"]


def test_until_a_new_version_begins_the_old_words_are_found() -> None:
    version = make.published(title="Swimming")
    manager = make.manager(version.offer.provider)
    later = make.content(title="Dancing", starts_on=date(2026, 6, 2))
    offer_operations.edit(by=manager, offer=version.offer.reference, content=later, at=NOW)
    offer_operations.publish(by=manager, offer=version.offer.reference, at=NOW, on=TODAY)

    assert found("swimming") == ["Swimming"]
    assert found("dancing") == []


def test_the_index_follows_every_way_a_row_can_change() -> None:
    version = make.published(title="Swimming")
    OfferText.objects.filter(version=version).update(title="Dancing", words="")
    assert full_text.list_matching(text="dancing") == [version.pk]
    assert full_text.list_matching(text="swimming") == []

    OfferText.objects.all().delete()
    assert full_text.list_matching(text="dancing") == []


def test_the_index_is_used() -> None:
    if connection.vendor == "sqlite":
        query = "SELECT count(*) FROM sqlite_master WHERE name LIKE 'marketplace_offertext_%%'"
        at_least = 4
    else:
        query = "SELECT count(*) FROM pg_indexes WHERE indexname = 'marketplace_offertext_document'"
        at_least = 1
    with connection.cursor() as cursor:
        cursor.execute(query)
        assert cursor.fetchone()[0] >= at_least


def test_prices_are_sorted_by_the_kind_of_day_and_grade_asked_for() -> None:
    both = {**make.grid(pence=2000), **make.grid(pence=4000, grade=Grade.SKILLED)}
    make.published(title="Two grades", prices=both)
    make.published(title="Skilled", prices=make.grid(pence=3000, grade=Grade.SKILLED))
    week = {key: pence for key, pence in make.grid().items() if key[1] != DayType.SUNDAY}
    make.published(title="Not on Sundays", weekdays=frozenset(range(6)), prices=week)

    assert found(sort=Sort.PRICE) == ["Two grades", "Not on Sundays", "Skilled"]
    assert found(sort=Sort.PRICE, grade=Grade.SKILLED)[:2] == ["Skilled", "Two grades"]
    assert found(sort=Sort.PRICE, day_type=DayType.SUNDAY)[-1] == "Not on Sundays"


def test_narrowing_by_price_counts_the_ceiling_itself() -> None:
    version = make.published(unit=Unit.VISIT)

    def at_most(pence: int, day_type: DayType, grade: Grade | None = None) -> list[OfferVersion]:
        return list(
            offers.narrow_by_price(
                versions=offers.list_current(on=TODAY),
                day_type=day_type,
                grade=grade,
                at_most_pence=pence,
            )
        )

    assert at_most(2410, DayType.WEEKDAY) == [version]
    assert at_most(2409, DayType.WEEKDAY) == []
    assert at_most(2410, DayType.SATURDAY) == []
    assert at_most(2410, DayType.WEEKDAY, Grade.SKILLED) == []


def test_a_page_past_the_end_is_the_last_one() -> None:
    make.published()

    result = search.find(filtered=offers.list_current(on=TODAY), text="", sort=Sort.NEWEST, page=99)
    assert (result.page.number, result.page.paginator.num_pages, result.total) == (1, 1, 1)


def test_a_misspelt_word_is_put_right_when_that_finds_something() -> None:
    make.published(title="Physiotherapy at home")

    assert spelling.suggest(text="fisiotherapy") == "physiotherapy"
    assert spelling.suggest(text="hoem physiotherapy") == "home physiotherapy"
    assert spelling.suggest(text="zzzzzz") is None


def test_a_page_costs_the_same_queries_for_one_offer_and_for_many() -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            result = search.find(
                filtered=offers.list_current(on=TODAY), text="help", sort=Sort.BEST, page=1
            )
            for offer in result.offers:
                assert offer.provider_name
                assert offer.prices
                assert offer.areas
        return len(queries)

    make.published()
    once = count()
    for _ in range(4):
        make.published()
    assert count() == once
