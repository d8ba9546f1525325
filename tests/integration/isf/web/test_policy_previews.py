"""Before new numbers are published, a commissioner sees whom they touch and by how much."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AuditEvent
from accounts.web import clock
from isf.models import Policy
from tests.factories import accounts
from tests.factories.isf import Borough
from tests.factories.policies import USUAL
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
SAME: dict[str, Any] = {
    name: value for name, value in USUAL.items() if isinstance(value, int | str)
} | {"soft_cap": "10", "hard_cap": "15", "tolerance": "0", "may_not_buy": ""}


def numbers(*, days: int = 1, **changes: str) -> dict[str, str]:
    day = clock.today() + timedelta(days=days)
    parts = {"day": day.day, "month": day.month, "year": day.year}
    typed = {f"starts_on_{name}": str(value) for name, value in parts.items()}
    return {name: str(value) for name, value in SAME.items()} | typed | changes


@pytest.fixture
def place() -> Borough:
    return Borough(today=clock.today())


@pytest.fixture
def commissioner(client: Client, place: Borough) -> Client:
    sign_in(client, place.commissioner.user)
    return client


def looked(client: Client, **said: Any) -> str:
    answer = client.post(reverse("isf:policy-create"), numbers(**said) | {"look": "1"})
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.rule("ISF-FEE-3")
def test_a_lower_cap_names_whose_fee_falls_and_by_how_much(
    commissioner: Client, place: Borough
) -> None:
    fund = place.fund(person=place.person(full_name="Ada Quill"))
    place.fund(person=place.person(full_name="Ben Low"), fee_rate_bp=700)
    page = looked(commissioner, soft_cap="8")
    assert "Ada Quill" in page
    assert "Ben Low" not in page
    assert "changes for 1 fund: together" in page
    assert (page.count("48.00"), page.count("38.40")) == (2, 2)
    assert "Highest fee without approval" in page
    assert reverse("isf:fund-detail", args=[fund.reference]) in page
    assert 'value="8"' in page
    assert Policy.objects.filter(authority=place.authority).count() == 1
    seen = AuditEvent.objects.filter(action="FUND_LISTED")
    assert [event.person_id for event in seen] == [fund.person_id]


@pytest.mark.rule("ISF-ROL-5")
def test_fewer_weeks_name_the_funds_that_would_be_looked_at(
    commissioner: Client, place: Borough
) -> None:
    place.fund(person=place.person(full_name="Ada Quill"), weeks_ago=12)
    page = looked(commissioner, surplus_weeks_isf="50")
    assert "Would not be looked at any more" in page
    assert "Ada Quill" in page
    assert "weekly fee changes." in page


def test_the_same_numbers_touch_nobody(commissioner: Client, place: Borough) -> None:
    place.fund(person=place.person(full_name="Ada Quill"), weeks_ago=12)
    page = looked(commissioner)
    assert "No number is different" in page
    assert "Ada Quill" not in page
    assert not AuditEvent.objects.filter(action="FUND_LISTED").exists()


def test_a_past_day_is_refused_and_shows_nobody(commissioner: Client, place: Borough) -> None:
    place.fund(person=place.person(full_name="Ada Quill"))
    page = looked(commissioner, soft_cap="8", days=-1)
    assert "Choose today or a later day" in page
    assert "Ada Quill" not in page


def test_a_version_to_come_that_replaces_the_numbers_is_named(
    commissioner: Client, place: Borough
) -> None:
    commissioner.post(reverse("isf:policy-create"), numbers(days=30, soft_cap="9"))
    page = looked(commissioner, soft_cap="8")
    assert "Another version begins on" in page


def test_another_councils_people_are_not_looked_at(client: Client, place: Borough) -> None:
    place.fund(person=place.person(full_name="Ada Quill"))
    other = Borough(today=clock.today(), name="Elsewhere")
    sign_in(client, other.commissioner.user)
    assert "Ada Quill" not in looked(client, soft_cap="8", surplus_weeks_isf="0")


def test_many_funds_take_as_many_questions_as_one(commissioner: Client, place: Borough) -> None:
    asked = []
    for people in (1, 4):
        for _ in range(people):
            place.fund(person=accounts.Person(authority=place.authority), weeks_ago=12)
        with CaptureQueriesContext(connection) as found:
            looked(commissioner, soft_cap="8", surplus_weeks_isf="50")
        asked.append(len(found.captured_queries))
    assert asked[0] == asked[1]
