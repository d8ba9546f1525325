"""The states in which every page must be fit to be used, as each app declares them in `pages/`."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import User

APPS = ("accounts", "isf", "marketplace")
STATES = ("empty", "full", "error", "long")


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """How to come to a page in one state: who, acting for whom, and what they type.

    `fill` maps names of controls of the main form to what is typed or chosen in them (True ticks,
    False unticks), then the form is sent; `{}` sends it as it stands. `status` is that of the last
    answer. `before` may ask other addresses first, in the same session.
    """

    kwargs: Mapping[str, object] = field(default_factory=dict)
    query: str = ""
    user: User | None = None
    hat: str = ""
    second_step: bool = True
    before: Callable[[Client], object] | None = None
    settings: Mapping[str, object] = field(default_factory=dict)
    fill: Mapping[str, str | bool | list[str]] | None = None
    status: int = 200
    shows: str = ""

    def path(self, url_name: str) -> str:
        """The address to ask for."""
        address = reverse(url_name, kwargs=dict(self.kwargs))
        return f"{address}?{self.query}" if self.query else address


@dataclass(frozen=True, slots=True, kw_only=True)
class PageState:
    """A state, and the function that builds its world and says how to visit it."""

    name: str
    build: Callable[[], Visit]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotApplicable:
    """A state this page cannot be in, and why."""

    name: str
    reason: str


Pages = Mapping[str, tuple[PageState | NotApplicable, ...]]


def pages() -> dict[str, tuple[PageState | NotApplicable, ...]]:
    """Every page of every app by URL name."""
    return {name: states for app in APPS for name, states in _module(app).PAGES.items()}


def not_pages() -> dict[str, str]:
    """URL names that show no page (buttons, downloads, feeds), each with the reason."""
    return {name: reason for app in APPS for name, reason in _module(app).NOT_PAGES.items()}


def states() -> list[tuple[str, PageState]]:
    """Every state that can be visited."""
    return [
        (url_name, state)
        for url_name, declared in sorted(pages().items())
        for state in declared
        if isinstance(state, PageState)
    ]


def url_names(
    resolver: URLResolver | None = None, *, within: tuple[str, ...] = ()
) -> Iterator[str]:
    """Walk every address of the site; one without a name is given by its pattern."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            space = (*within, entry.namespace) if entry.namespace else within
            yield from url_names(entry, within=space)
        elif isinstance(entry, URLPattern):
            yield ":".join((*within, entry.name or str(entry.pattern)))


def gaps(*, names: set[str], pages: Pages, not_pages: Mapping[str, str]) -> list[str]:
    """Say what is not declared, declared twice, or declared for an address that is gone."""
    found = [f"{name}: neither in PAGES nor in NOT_PAGES" for name in names - {*pages, *not_pages}]
    found += [
        f"{name}: declared, but no address has this name" for name in {*pages, *not_pages} - names
    ]
    found += [f"{name}: both in PAGES and in NOT_PAGES" for name in {*pages} & {*not_pages}]
    for name, declared in pages.items():
        told = [state.name for state in declared]
        found += [f"{name}: state {state} is missing" for state in STATES if state not in told]
        found += [f"{name}: state {state} is unknown or twice" for state in _surplus(told)]
    found += [
        f"{name}: {state.name} needs a reason"
        for name, declared in pages.items()
        for state in declared
        if isinstance(state, NotApplicable) and not state.reason.strip()
    ]
    return sorted(found)


def _surplus(told: list[str]) -> list[str]:
    return [name for name in told if name not in STATES or told.count(name) > 1]


def _module(app: str) -> Declarations:
    module: Declarations = importlib.import_module(f"tests.browser.pages.{app}")  # type: ignore[assignment]
    return module


class Declarations:
    """What a module of `pages/` exports."""

    PAGES: Pages
    NOT_PAGES: Mapping[str, str]
