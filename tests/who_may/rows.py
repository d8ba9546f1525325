"""What a row of the table of who may says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.who_may.cast import NOBODY, Group
from tests.who_may.world import World


def nowhere(_: World) -> Mapping[str, Any]:
    """An address without anything in it."""
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Who may read a page and who may send it; `None` where it cannot be asked that way at all.

    `at` names the thing of Rosa's that the address is about; `query` goes behind the address.
    `sends` are answers that are accepted, besides those the page itself begins with: without it
    sending nothing is accepted already, because the page is a button. `told` may read the page, may
    not send it, and are told so in words instead of being shown nothing. What is not `asks_sign_in`
    shows anonymous people nothing instead of a sign-in; `asks_sign_in_first` asks them even in a
    way in which the page cannot be asked for.
    """

    get: Group | None = None
    post: Group | None = None
    at: Callable[[World], Mapping[str, Any]] = nowhere
    query: Callable[[World], str] | str = ""
    sends: Callable[[World], Mapping[str, Any]] | None = None
    told: Group = NOBODY
    asks_sign_in: bool = True
    asks_sign_in_first: bool = False


Rows = Mapping[str, Row]


def day(name: str, text: str) -> dict[str, str]:
    """A date as its three fields send it."""
    year, month, of_month = text.split("-")
    return {f"{name}_day": of_month, f"{name}_month": month, f"{name}_year": year}
