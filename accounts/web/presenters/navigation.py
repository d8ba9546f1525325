"""What surrounds every page: who is signed in, for whom they act, and where they can go."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.urls import reverse

ANYBODY = "ANYBODY"
FOR_PERSON = "FOR_PERSON"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A place in the service navigation and who sees it there.

    `seen_by` holds role codes, `FOR_PERSON` (whoever acts for a person, themself included)
    or `ANYBODY`. Not seeing a link is a courtesy: every view checks who may open it.
    """

    label: str
    url_name: str
    seen_by: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One link as the page shows it."""

    label: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Hat:
    """One way this user may act now: for themself, for a person, or for an organisation."""

    value: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """Everything around the main part of a page."""

    product: str
    demonstration: bool
    who: str
    hat: Hat | None
    other_hats: tuple[Hat, ...]
    caller: str
    items: tuple[Item, ...]
    footer: tuple[Item, ...]

    @property
    def is_signed_in(self) -> bool:
        """Whether somebody is signed in."""
        return bool(self.who)


def present_items(*, links: Iterable[Link], groups: Collection[str], path: str) -> tuple[Item, ...]:
    """Choose the links for these groups and mark the one whose pages this path belongs to."""
    shown = [
        (link, reverse(link.url_name)) for link in links if not link.seen_by.isdisjoint(groups)
    ]
    inside = [href for _, href in shown if _holds(href=href, path=path)]
    current = max(inside, key=len, default="")
    return tuple(Item(label=link.label, href=href, current=href == current) for link, href in shown)


def _holds(*, href: str, path: str) -> bool:
    return path == href or (href != "/" and path.startswith(f"{href.rstrip('/')}/"))
