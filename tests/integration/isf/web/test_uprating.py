"""The page on which everybody's budget rises: first what it means, then one press."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.permissions import system
from isf.models import BudgetVersion, ContributionVersion, Fund
from isf.operations import contributions
from isf.queries.uprating import list_candidates
from isf.rules.contributions import Contribution
from isf.rules.uprating import Terms, Uplift
from tests.factories import isf
from tests.factories.contributions import NET, agreed
from tests.factories.isf import Borough
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 25)
PAGE = "/money/budgets/raise/"
DAY = {"starts_on_day": "6", "starts_on_month": "4", "starts_on_year": "2026"}


@pytest.fixture(autouse=True)
def _today(settings: Any) -> Any:
    # Each person is raised on their own: that is no page asking once per row.
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "zeal" not in name]
    with time_machine.travel(isf.noon(TODAY), tick=False):
        yield


@pytest.fixture
def place(client: Client) -> Borough:
    place = Borough(today=TODAY)
    sign_in(client, place.commissioner.user)
    return place


@pytest.fixture
def funds(place: Borough) -> list[Fund]:
    return [place.fund(person=place.person(full_name=name)) for name in ("Ada Ford", "Bea Grove")]


def asked(**more: str) -> str:
    return f"{PAGE}?{urlencode({**DAY, 'percent': '3.5'} | more)}"


def plain(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))


def seen(page: str) -> list[str]:
    return [part.split('"')[0] for part in page.split('name="seen" value="')[1:]]


def test_everything_is_shown_first_and_then_raised_once(client: Client, funds: list[Fund]) -> None:
    shown = client.get(asked()).content.decode()
    assert "2 budgets rise from £960.00 to £993.60 a week in all." in plain(shown)
    assert "£480.00 to £496.80" in plain(shown)
    assert BudgetVersion.objects.count() == 2
    sent = {"seen": seen(shown)}
    done = client.post(asked(), sent, follow=True).content.decode()
    assert "2 budgets were raised." in done
    assert "Nothing more to raise" in done
    assert done.count("An amount was agreed from that day or a later one already.") == 2
    again = client.post(asked(), sent, follow=True).content.decode()
    assert "0 budgets were raised." in again
    assert BudgetVersion.objects.filter(starts_on=date(2026, 4, 6)).count() == 2


def test_nothing_rises_that_was_not_shown(
    client: Client, place: Borough, funds: list[Fund]
) -> None:
    sent = {"seen": seen(client.get(asked()).content.decode())}
    late = place.fund(person=place.person(full_name="Cy Hill"))
    place.budget(funds[0].person, weekly_pence=50_000, starts_on=TODAY)
    done = client.post(asked(), sent, follow=True).content.decode()
    assert "1 budget was raised. 2 were left: see below." in done
    assert "Cy Hill" in done
    assert not late.deployment.budget.versions.filter(starts_on=date(2026, 4, 6)).exists()
    for nothing in ({}, {"seen": ["x", "1:2", ""]}):
        client.post(asked(), nothing)
    assert BudgetVersion.objects.filter(starts_on=date(2026, 4, 6)).count() == 1


@pytest.mark.rule("ISF-FUN-2")
def test_no_contribution_rises_to_what_was_not_shown(client: Client, funds: list[Fund]) -> None:
    """40.00 + 10% = 44.00 was shown; agreed meanwhile at 100.00 it would be 110.00."""
    care_manager = system("a care manager")
    agreed(funds[0], NET, by=care_manager, starts_on=TODAY, on=TODAY)
    address = asked(percent="", contribution_percent="10")
    sent = {"seen": seen(client.get(address).content.decode())}
    more = Contribution(starts_on=date(2026, 4, 1), weekly_pence=10_000, mode=NET)
    contributions.agree(
        fund_id=funds[0].pk, wanted=more, by=care_manager, at=isf.noon(TODAY), on=TODAY
    )
    done = client.post(address, sent, follow=True).content.decode()
    assert "0 budgets were raised. 1 was left: see below." in done
    assert "contribution £100.00 to £110.00" in plain(done)
    assert not ContributionVersion.objects.filter(starts_on=date(2026, 4, 6)).exists()


def test_who_cannot_be_raised_is_named_with_the_reason(
    client: Client, place: Borough, funds: list[Fund]
) -> None:
    place.budget(
        funds[0].person, weekly_pence=50_000, starts_on=date(2026, 4, 6) + timedelta(days=30)
    )
    shown = client.get(asked()).content.decode()
    assert "1 budget rises from £480.00 to £496.80" in plain(shown)
    out = shown[shown.index("Left out") :]
    assert "Ada Ford" in out
    assert "An amount was agreed from that day or a later one already." in out


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"percent": ""}, "Enter by how much budgets or contributions rise"),
        ({"amount": "12.00"}, "Enter a percentage or an amount, not both"),
        (
            {"contribution_percent": "1", "contribution_amount": "1"},
            "Enter a percentage or an amount, not both",
        ),
        ({"starts_on_day": ""}, "The date must include a day"),
        ({"starts_on_year": "2126"}, "Check the year"),
        ({"percent": "-3"}, "There is a problem"),
        ({"percent": "lots"}, "There is a problem"),
    ],
)
def test_what_is_wrong_is_said(
    client: Client, funds: list[Fund], more: dict[str, str], words: str
) -> None:
    for ask in (client.get, client.post):
        assert words in ask(asked(**more)).content.decode()
    assert BudgetVersion.objects.count() == 2


def test_people_of_another_council_are_not_named(client: Client, funds: list[Fund]) -> None:
    sign_in(client, Borough(today=TODAY, name="Another Borough").commissioner.user)
    shown = client.get(asked()).content.decode()
    assert "Ada Ford" not in shown
    assert "Nothing more to raise" in shown


def test_many_people_take_no_more_queries_to_be_found(place: Borough, funds: list[Fund]) -> None:
    terms = Terms(starts_on=TODAY, budget=Uplift(rate_bp=1), contribution=Uplift())
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as told:
            list_candidates(authority_id=place.authority.pk, terms=terms)
        counts.append(len(told.captured_queries))
        place.fund()
    assert counts[0] == counts[1]
