"""The pages of marketplace and the states in which each must be fit to be used."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from tests.browser.registry import NotApplicable, Pages, PageState, Visit
from tests.factories import accounts, marketplace

LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch Help " * 2
NAME = LONG[:120]
NOBODY_TYPED = NotApplicable(name="long", reason="it shows no words that anybody typed")
NO_LIST = NotApplicable(name="empty", reason="it has no list that could be empty")
NO_FORM = NotApplicable(name="error", reason="it has no form that could be wrong")
SAME_FOR_ALL = NotApplicable(name="full", reason="it looks the same for everybody")


def _state(state: str, build: Callable[..., Visit], /, **how: Any) -> PageState:
    return PageState(name=state, build=lambda: build(**how))


def _text(state: str = "empty") -> tuple[PageState | NotApplicable, ...]:
    return (PageState(name=state, build=Visit), SAME_FOR_ALL, NO_FORM, NOBODY_TYPED)


def _demonstration() -> Visit:
    for role in ("BUDGET_HOLDER", "PROVIDER_MANAGER"):
        accounts.User(demonstration_role=role, full_name=f"Person of role {role.lower()}")
    return Visit(
        settings={"DEMONSTRATION": True}, shows="Everybody and everything here is invented"
    )


def _offers(*, count: int = 4, long: bool = False, **visit: Any) -> Visit:
    """Somebody with a fund looks at offers and sees what each means for their money."""
    words = {"title": NAME, "included": LONG * 5} if long else {}
    provider = marketplace.Provider(
        organisation=accounts.ProviderOrganisation(**({"name": NAME} if long else {}))
    )
    for _ in range(count):
        marketplace.published(provider=provider, **words)
    fund = marketplace.fund()
    return Visit(user=fund.person.user, **{"query": "quantity=4", **visit})


def _offer(*, long: bool = False, **visit: Any) -> Visit:
    words = {"title": NAME, "included": LONG * 5, "availability_note": LONG} if long else {}
    version = marketplace.published(**words)
    fund = marketplace.fund()
    kwargs = {"offer": version.offer.reference}
    return Visit(user=fund.person.user, kwargs=kwargs, **{"query": "quantity=4", **visit})


def _compared(*, count: int, long: bool = False) -> Visit:
    words = {"title": NAME, "included": LONG * 5} if long else {}
    chosen = [marketplace.published(**words).offer.reference for _ in range(count)]
    return Visit(query=urlencode([("offer", reference) for reference in chosen]))


def _provider(*, count: int = 2, long: bool = False) -> Visit:
    words = {"about": LONG * 5} if long else {}
    named = {"name": NAME} if long else {}
    provider = marketplace.Provider(organisation=accounts.ProviderOrganisation(**named), **words)
    for _ in range(count):
        marketplace.published(provider=provider)
    return Visit(kwargs={"provider": provider.reference})


PAGES: Pages = {
    "marketplace:home": (
        PageState(name="empty", build=Visit),
        PageState(name="full", build=_demonstration),
        NO_FORM,
        NOBODY_TYPED,
    ),
    "marketplace:page-about": _text(),
    "marketplace:page-accessibility": _text(),
    "marketplace:page-privacy": _text(),
    "marketplace:offer-list": (
        PageState(name="empty", build=lambda: Visit(query="q=nothing+like+it")),
        _state("full", _offers),
        _state("error", _offers, query="max_price=lots&quantity=none"),
        _state("long", _offers, count=2, long=True),
    ),
    "marketplace:offer-detail": (
        NO_LIST,
        _state("full", _offer),
        _state("error", _offer, query="quantity=lots"),
        _state("long", _offer, long=True),
    ),
    "marketplace:offer-compare": (
        PageState(name="empty", build=Visit),
        _state("full", _compared, count=3),
        _state("error", _compared, count=5),
        _state("long", _compared, count=2, long=True),
    ),
    "marketplace:provider-detail": (
        _state("empty", _provider, count=0),
        _state("full", _provider),
        NO_FORM,
        _state("long", _provider, long=True),
    ),
}

# Addresses that show no page of their own, and why.
NOT_PAGES: dict[str, str] = {}
