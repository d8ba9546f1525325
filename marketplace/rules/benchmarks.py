"""Published prices to compare an offer with, each with its year and its source."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from marketplace.enums import Band, BenchmarkCode, Category, Unit

HOMECARE = frozenset({Category.HOME_CARE, Category.PERSONAL_ASSISTANCE, Category.NIGHT_SUPPORT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """One published price for one unit, in pence, for the services it was published for."""

    code: BenchmarkCode
    starts_on: date
    ends_on: date
    amount_pence: int
    unit: Unit
    categories: frozenset[Category]
    publisher: str
    source: str


def _homecare_2025(code: BenchmarkCode, amount_pence: int, source: str) -> Benchmark:
    return Benchmark(
        code=code,
        starts_on=date(2025, 4, 1),
        ends_on=date(2026, 3, 31),
        amount_pence=amount_pence,
        unit=Unit.HOUR,
        categories=HOMECARE,
        publisher="Homecare Association",
        source=source,
    )


# New years are added as new rows; a row that was published is never changed.
PUBLISHED: tuple[Benchmark, ...] = (
    _homecare_2025(
        BenchmarkCode.COUNCIL_AVERAGE,
        2410,
        "average hourly fee councils pay for homecare, 2025-26",
    ),
    _homecare_2025(
        BenchmarkCode.COST_FLOOR,
        2271,
        "direct staff cost of an hour at the statutory minimum, 2025-26",
    ),
    _homecare_2025(
        BenchmarkCode.MINIMUM_PRICE,
        3214,
        "Minimum Price for Homecare in England, 2025-26",
    ),
)


def latest(
    *, category: Category, unit: Unit, on: date, published: tuple[Benchmark, ...] = PUBLISHED
) -> Mapping[BenchmarkCode, Benchmark]:
    """For each code the newest benchmark begun by that day; an old one stays until a newer comes.

    Empty for services no benchmark was published for.
    """
    fitting = (
        row
        for row in published
        if row.unit is unit and category in row.categories and row.starts_on <= on
    )
    return {row.code: row for row in sorted(fitting, key=lambda row: row.starts_on)}


def band(*, price_pence: int, among: Mapping[BenchmarkCode, Benchmark]) -> Band | None:
    """Where a price lies, None where nothing was published; equal to a line has reached it."""
    if not among:
        return None
    if price_pence < among[BenchmarkCode.COST_FLOOR].amount_pence:
        return Band.BELOW_FLOOR
    if price_pence < among[BenchmarkCode.COUNCIL_AVERAGE].amount_pence:
        return Band.BELOW_AVERAGE
    if price_pence < among[BenchmarkCode.MINIMUM_PRICE].amount_pence:
        return Band.AVERAGE_TO_MINIMUM
    return Band.AT_LEAST_MINIMUM
