"""Defects to plant, one after another, each with the tests that ought to notice."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Defect:
    """What is planted where, and the tests that ought to notice."""

    name: str
    path: str
    old: str
    new: str
    tests: str
    database: str = "sqlite"
