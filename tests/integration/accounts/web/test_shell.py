"""For whom one acts stands on every page, and changes in one step."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from tests import signing_in
from tests.factories import accounts

pytestmark = pytest.mark.django_db


def page(client: Client) -> str:
    return client.get(reverse("marketplace:page-about")).content.decode()


def test_stranger_is_asked_to_sign_in(client: Client) -> None:
    html = page(client)
    assert "You are acting for" not in html
    assert reverse("account_login") in html
    assert "csrfmiddlewaretoken" not in html


def test_whoever_acts_for_one_is_not_asked_to_choose(client: Client) -> None:
    person = accounts.Person()
    signing_in.sign_in(client, person.user)
    html = page(client)
    assert "You are acting for <strong>yourself</strong>" in html
    assert reverse("accounts:acting-switch") not in html
    assert person.user.full_name in html


def test_switching_takes_one_step(client: Client) -> None:
    person = accounts.Person()
    work = accounts.Membership(user=person.user, role=Role.CARE_MANAGER.value)
    signing_in.sign_in(client, person.user)
    assert f"Act for {work.organisation.name}" in page(client)
    key = f"organisation:{work.organisation.reference}"
    client.post(reverse("accounts:acting-switch"), {"hat": key})
    html = page(client)
    assert f"You are acting for <strong>{work.organisation.name}</strong>" in html
    assert "Act for yourself" in html
    assert reverse("accounts:person-list") in html


def test_names_are_never_markup(client: Client) -> None:
    person = accounts.Person(user=accounts.User(full_name="<b>Bold</b>"))
    accounts.Representative(user=person.user, person=accounts.Person(full_name="<i>Ivy</i>"))
    signing_in.sign_in(client, person.user)
    html = page(client)
    assert "<b>Bold" not in html
    assert "<i>Ivy" not in html


def test_demonstration_says_so_on_every_page(client: Client, settings: object) -> None:
    words = "Everybody and everything here is invented"
    assert words not in page(client)
    settings.DEMONSTRATION = True  # type: ignore[attr-defined]
    assert words in page(client)
