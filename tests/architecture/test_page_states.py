"""A page that does not say in which states it was looked at fails the build."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.browser import registry
from tests.browser.registry import NotApplicable, PageState, Visit


def test_every_page_declares_its_states() -> None:
    names = {name for name in registry.url_names() if not name.startswith("admin:")}
    assert registry.gaps(names=names, pages=registry.pages(), not_pages=registry.not_pages()) == []


def test_missing_state_is_noticed() -> None:
    states = tuple(PageState(name=name, build=Visit) for name in ("empty", "full", "error"))
    gaps = registry.gaps(names={"a:page", "a:other"}, pages={"a:page": states}, not_pages={})
    assert gaps == ["a:other: neither in PAGES nor in NOT_PAGES", "a:page: state long is missing"]


def test_excuse_needs_a_reason() -> None:
    excuses = tuple(NotApplicable(name=name, reason=" ") for name in registry.STATES)
    gaps = registry.gaps(names={"a:page"}, pages={"a:page": excuses}, not_pages={})
    assert gaps == [f"a:page: {name} needs a reason" for name in sorted(registry.STATES)]


@pytest.mark.django_db
@pytest.mark.parametrize("url_name", sorted(registry.not_pages()))
def test_what_is_no_page_shows_none(url_name: str, client: Client) -> None:
    """Nobody hides a page from the browser tests by calling it something else."""
    try:
        response = client.get(reverse(url_name))
    except NoReverseMatch:
        return  # needs a record: its own tests look at what it answers
    is_page = response.status_code == 200 and "text/html" in response["Content-Type"]
    assert not is_page
