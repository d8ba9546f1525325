"""Who has no business with somebody finds them by no search: as if the name were nobody's."""

from __future__ import annotations

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from accounts.web import clock
from tests.factories import accounts as people
from tests.factories import isf as make
from tests.integration.security.test_names_and_addresses import PAGES
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db

NAME, NOBODY = "Quillonby", "Vexholmes"
PROVIDERS = frozenset({Role.PROVIDER_OWNER, Role.PROVIDER_MANAGER, Role.PROVIDER_FINANCE})
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|"X-CSRFToken": ?"\w+"')


@pytest.fixture
def borough() -> make.Borough:
    place = make.Borough(today=clock.today())
    place.fund(person=place.person(full_name=f"Rosa {NAME}"))
    return place


def told(client: Client, page: str, words: str) -> tuple[int, str]:
    """What a search answers, but for the words themselves and what differs each time."""
    answer: HttpResponse = client.post(reverse(page), {"q": words}, follow=True)
    return answer.status_code, TOKEN.sub("", answer.content.decode()).replace(words, "…")


def stranger(role: Role) -> people.Membership:
    """Somebody of that role in another council, or with a provider that holds none of the funds."""
    if role in PROVIDERS:
        return people.Membership(organisation=people.ProviderOrganisation(), role=role.value)
    elsewhere = make.Borough(today=clock.today(), name="Next Borough")
    elsewhere.fund(person=elsewhere.person(full_name="Ada Ford"))
    return people.Membership(organisation=elsewhere.authority, role=role.value)


@pytest.mark.parametrize("role", Role)
def test_a_stranger_finds_what_somebody_finds_who_asks_for_nobody(
    client: Client, borough: make.Borough, role: Role
) -> None:
    sign_in(client, stranger(role).user)
    for page in PAGES:
        found = told(client, page, NAME)
        assert found == told(client, page, NOBODY)
        assert "Rosa" not in found[1]


@pytest.mark.parametrize("page", PAGES)
def test_their_own_care_manager_finds_them(
    client: Client, borough: make.Borough, page: str
) -> None:
    sign_in(client, borough.care_manager.user)
    assert "Rosa" in told(client, page, NAME)[1]
    assert "Rosa" not in told(client, page, NOBODY)[1]
