"""How a refusal is put: what happened, and what to do next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

AGAIN: Final = "Go back, look at what is there now, and try again."
Wording = Callable[[Any], tuple[str, str]]


def says(what: str, todo: str) -> Wording:
    """Words that need no figures."""
    return lambda _: (what, todo)
