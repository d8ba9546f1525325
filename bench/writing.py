"""One process that posts: by the whole operation, and by the floor's raw SQL of the same rows.

`python -m bench.writing FILE NUMBER`: the file says what the parent prepared.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from uuid import uuid4

import django

A_WRITER = 100_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What every writer needs: pairs of fund and account, the council's account, who acts."""

    funds: list[tuple[int, int]]
    council_id: int
    by: object


def skewed(*, among: int, seed: int) -> Iterator[int]:
    """Places at random, the first as often as Zipf's law says: half as often the second, ..."""
    random = Random(seed)
    weights = [1 / place for place in range(1, among + 1)]
    while True:
        yield from random.choices(range(among), weights, k=1000)


def main() -> None:
    django.setup()
    from bench.floor import Floor  # noqa: PLC0415 - Django has started now
    from bench.told import serve  # noqa: PLC0415
    from isf.operations import grants  # noqa: PLC0415
    from tests.factories.money import MONDAY, noon  # noqa: PLC0415

    prepared: Prepared = pickle.loads(Path(sys.argv[1]).read_bytes())  # noqa: S301 - our own file
    number = int(sys.argv[2])
    floor = Floor(funds=prepared.funds, council_id=prepared.council_id, first_seq=number * A_WRITER)
    places = skewed(among=len(prepared.funds), seed=number)

    def grant() -> None:
        grants.pay(
            fund_id=prepared.funds[next(places)][0],
            pence=1,
            key=str(uuid4()),
            by=prepared.by,
            at=noon(MONDAY),
            on=MONDAY,
        )

    serve({"grant": grant, "floor": lambda: floor.post(next(places))})


if __name__ == "__main__":
    main()
