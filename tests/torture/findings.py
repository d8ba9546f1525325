"""What a run must not end with."""

from __future__ import annotations


class Finding(Exception):
    """Something the product did that it must not do; the text and the seed say what."""


def must(holds: bool, what: str) -> None:
    if not holds:
        raise Finding(what)
