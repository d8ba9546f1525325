"""What of the figures is wanted, and of what size: the words after `python -m bench`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass

DATABASES = ("sqlite", "postgres")
# In this order: the first two want a database nobody has filled yet.
PARTS = ("money", "writers", "reads", "verify", "runs", "pages")
SIZES = {"300k": 300_000, "1m": 1_000_000, "10m": 10_000_000}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Parts, databases, and how many postings and funds the largest journal has."""

    parts: tuple[str, ...]
    databases: tuple[str, ...]
    postings: int
    funds: int


def parse(words: Sequence[str]) -> Chosen:
    """Read the words; argparse says what is wrong with them and leaves."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, metavar="PART")
    parser.add_argument("--db", nargs="+", choices=DATABASES, default=DATABASES)
    parser.add_argument("--size", choices=SIZES, default="300k", help="postings of the journal")
    parser.add_argument("--funds", type=int, default=1_000, help="funds of the largest run")
    found = parser.parse_args(words)
    return Chosen(
        parts=tuple(part for part in PARTS if part in found.only),
        databases=tuple(found.db),
        postings=SIZES[found.size],
        funds=found.funds,
    )
