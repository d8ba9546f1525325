"""Published prices are dated, named, and compared at their edges."""

from datetime import date

import pytest

from marketplace.enums import Band, BenchmarkCode, Category, Unit
from marketplace.rules import benchmarks

TODAY = date(2025, 11, 1)


def home_care(on=TODAY):
    return benchmarks.latest(category=Category.HOME_CARE, unit=Unit.HOUR, on=on)


def test_the_published_prices_of_2025_26():
    pence = {code: row.amount_pence for code, row in home_care().items()}
    assert pence == {
        BenchmarkCode.COUNCIL_AVERAGE: 2410,
        BenchmarkCode.COST_FLOOR: 2271,
        BenchmarkCode.MINIMUM_PRICE: 3214,
    }
    assert all(row.publisher and row.source for row in home_care().values())


def test_the_last_known_price_stays_until_a_newer_one_begins():
    assert home_care(on=date(2027, 1, 1))[BenchmarkCode.COUNCIL_AVERAGE].amount_pence == 2410
    assert home_care(on=date(2025, 3, 31)) == {}


def test_nothing_is_compared_with_a_price_for_another_service():
    assert benchmarks.latest(category=Category.MEALS, unit=Unit.ITEM, on=TODAY) == {}
    assert benchmarks.latest(category=Category.HOME_CARE, unit=Unit.VISIT, on=TODAY) == {}
    assert benchmarks.band(price_pence=100, among={}) is None


@pytest.mark.parametrize(
    ("pence", "band"),
    [
        (2270, Band.BELOW_FLOOR),
        (2271, Band.BELOW_AVERAGE),
        (2409, Band.BELOW_AVERAGE),
        (2410, Band.AVERAGE_TO_MINIMUM),
        (3213, Band.AVERAGE_TO_MINIMUM),
        (3214, Band.AT_LEAST_MINIMUM),
    ],
)
def test_a_price_equal_to_a_line_has_reached_it(pence, band):
    assert benchmarks.band(price_pence=pence, among=home_care()) is band
