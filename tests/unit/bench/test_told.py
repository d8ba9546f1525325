"""Processes that are told to post: they answer with what they did, and a dead one is noticed."""

from __future__ import annotations

import os
import sys
from collections import Counter
from itertools import islice

import pytest

from bench.choices import PARTS, parse
from bench.told import Crew, done
from bench.writing import skewed

IDLE = "from bench.told import serve; serve({'nothing': lambda: None})"
DEAD = "raise SystemExit"


def begin(*programs: str) -> Crew:
    return Crew.begin(
        [[sys.executable, "-c", program] for program in programs], environment=os.environ
    )


def test_all_who_are_told_are_counted() -> None:
    crew = begin(IDLE, IDLE)
    try:
        one = crew.rate("nothing", members=1, seconds=0.02)
        both = crew.rate("nothing", members=2, seconds=0.02)
    finally:
        crew.end()
    assert one > 0
    assert both > 0


def test_a_process_that_died_is_no_figure() -> None:
    with pytest.raises(RuntimeError, match="died"):
        begin(IDLE, DEAD)


def test_a_rate_counts_whole_deeds_by_the_second() -> None:
    deeds: list[None] = []
    rate = done(lambda: deeds.append(None), 0.05)
    assert len(deeds) / rate == pytest.approx(0.05, rel=0.5)


def test_the_first_fund_is_written_twice_as_often_as_the_second() -> None:
    seen = Counter(islice(skewed(among=50, seed=1), 50_000))
    assert set(seen) == set(range(50))
    assert seen[0] / seen[1] == pytest.approx(2, rel=0.1)
    assert seen[0] / seen[9] == pytest.approx(10, rel=0.2)


def test_writers_do_not_write_the_same_funds_in_step() -> None:
    first, second = (list(islice(skewed(among=50, seed=seed), 50)) for seed in (1, 2))
    assert first != second


def test_everything_is_measured_unless_told_otherwise() -> None:
    assert parse([]).parts == PARTS
    assert parse(["--only", "writers", "--size", "10m"]).parts == ("writers",)
    assert parse(["--size", "10m"]).postings == 10_000_000
