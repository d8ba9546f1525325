"""A price beside the published prices it can be compared with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from accounts.web.presenters.wording import pounds
from marketplace.enums import Band, BenchmarkCode, Category, Unit
from marketplace.rules import benchmarks
from marketplace.web.presenters import wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One published price with its year and source."""

    name: str
    pence: int
    year: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Where a price lies; `alert` where it cannot pay a worker lawfully."""

    words: str
    alert: bool
    sentence: str
    rows: tuple[Row, ...]


@lru_cache(maxsize=1024)
def present(
    *, category: Category, unit: Unit, price_pence: int | None, on: date
) -> Comparison | None:
    """Compare a weekday price; None where nothing was published for this kind of service."""
    among = benchmarks.latest(category=category, unit=unit, on=on)
    if not among or price_pence is None:
        return None
    band = benchmarks.band(price_pence=price_pence, among=among)
    if band is None:
        return None
    return Comparison(
        words=wording.BANDS[band],
        alert=band is Band.BELOW_FLOOR,
        sentence=_sentence(among),
        rows=tuple(
            Row(
                name=wording.BENCHMARKS[code],
                pence=row.amount_pence,
                year=_year(row),
                source=f"{row.publisher}: {row.source}",
            )
            for code, row in among.items()
        ),
    )


def _sentence(among: Mapping[BenchmarkCode, benchmarks.Benchmark]) -> str:
    average = among[BenchmarkCode.COUNCIL_AVERAGE]
    return (
        f"Councils pay {pounds(pence=average.amount_pence)} {wording.per(unit=average.unit)} "
        f"on average ({_year(average)})."
    )


def _year(row: benchmarks.Benchmark) -> str:
    return f"{row.starts_on.year}-{row.ends_on:%y}"
