"""The service navigation shows each person their own places, and where they are."""

from __future__ import annotations

from django.urls import reverse

from accounts.enums import Role
from accounts.web.presenters.navigation import ANYBODY, FOR_PERSON, Link, present_items
from marketplace.config import navigation

LINKS = (
    Link(label="Start", url_name="marketplace:home", seen_by=frozenset({ANYBODY})),
    Link(label="Find support", url_name="marketplace:offer-list", seen_by=frozenset({ANYBODY})),
    Link(label="People", url_name="accounts:person-list", seen_by=frozenset({Role.CARE_MANAGER})),
    Link(label="Record", url_name="accounts:person-own", seen_by=frozenset({FOR_PERSON})),
)


def current(path: str) -> list[str]:
    items = present_items(links=LINKS, groups={ANYBODY, Role.CARE_MANAGER, FOR_PERSON}, path=path)
    return [item.label for item in items if item.current]


def test_each_sees_their_own() -> None:
    nobody = present_items(links=LINKS, groups={ANYBODY}, path="/")
    staff = present_items(links=LINKS, groups={ANYBODY, "CARE_MANAGER"}, path="/")
    assert [item.label for item in nobody] == ["Start", "Find support"]
    assert [item.label for item in staff] == ["Start", "Find support", "People"]


def test_the_closest_place_is_marked() -> None:
    assert current("/") == ["Start"]
    assert current("/offers/") == ["Find support"]
    assert current("/offers/compare/") == ["Find support"]
    assert current("/people/you/") == ["Record"]
    assert current("/people/11111111-1111-4111-8111-111111111111/") == ["People"]
    assert current("/offersmore/") == []


def test_every_place_of_the_site_exists() -> None:
    for link in (*navigation.LINKS, *navigation.FOOTER):
        assert reverse(link.url_name).startswith("/")
        assert link.seen_by
