"""The days of a month on the page of a budget: what each part brings, and what is not agreed."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from isf.enums import DeploymentKind
from isf.models import Fund
from isf.operations import absences
from isf.rules.absences import Stay
from tests.counting import queries
from tests.factories import accounts, isf
from tests.factories.deaths import die
from tests.factories.isf import Borough
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 10)


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(isf.noon(TODAY), tick=False):
        yield


@pytest.fixture
def place() -> Borough:
    return Borough(today=TODAY, absence_funded_days=5)


@pytest.fixture
def fund(place: Borough, client: Client) -> Fund:
    """300.00 as an ISF, 100.00 as a direct payment from the first of June, 480.00 in all."""
    fund = place.fund(weeks_ago=6, weekly_pence=30_000, budget_pence=48_000)
    place.part(
        fund.deployment.budget,
        weekly_pence=10_000,
        starts_on=date(2026, 6, 1),
        kind=DeploymentKind.DIRECT_PAYMENT,
    )
    sign_in(client, fund.person.user)
    return fund


def page(client: Client, fund: Fund, query: str = "") -> str:
    path = reverse("isf:budget-detail", args=[fund.deployment.budget.reference])
    return client.get(f"{path}{query}").content.decode()


def rows(text: str) -> list[list[str]]:
    """The table of the days, row by row."""
    table = text[text.index("The same in figures") :]
    table = table[: table.index("</table>")]
    body = table.split("<tr")[2:]
    return [
        [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row)]
        for row in body
    ]


def test_every_day_of_this_month_is_split_over_the_parts(client: Client, fund: Fund) -> None:
    text = page(client, fund)
    assert "Day by day: June 2026" in text
    assert "The budget is £480.00 a week on every day." in text
    assert "On 30 days a part of it is not agreed yet." in text
    assert rows(text) == [["1 to 30 June 2026", "£480.00", "£300.00", "£100.00", "£80.00"]]


def test_days_away_that_bring_nothing_stand_out(client: Client, place: Borough, fund: Fund) -> None:
    absences.record(
        budget_id=fund.deployment.budget_id,
        reference=uuid4(),
        stay=Stay(first_on=date(2026, 6, 1), returned_on=date(2026, 6, 9)),
        by=accounts.actor_for_member(place.care_manager),
        at=isf.noon(TODAY),
        on=TODAY,
    )
    text = page(client, fund)
    assert "Time away: 3 days bring nothing." in text
    assert rows(text)[1][1:] == ["£480.00", "£0.00", "£0.00", "£400.00", "£80.00"]
    assert len(rows(text)) == 3


def test_other_months_are_one_link_away(client: Client, fund: Fund) -> None:
    text = page(client, fund)
    assert 'href="?month=2026-05#days">May 2026</a>' in text
    assert 'href="?month=2026-07#days">July 2026</a>' in text
    may = page(client, fund, "?month=2026-05")
    assert "Day by day: May 2026" in may
    assert "Direct payment" not in may[may.index("Day by day") : may.index("What was agreed when")]
    before = page(client, fund, "?month=2025-01")
    assert "There is no budget in January 2025." in before


@pytest.mark.parametrize("asked", ["2026-13", "x", "2026-6", "1999-01", "2026-06-01", "2100-01"])
def test_what_is_no_month_shows_this_one(client: Client, fund: Fund, asked: str) -> None:
    assert "Day by day: June 2026" in page(client, fund, f"?month={asked}")


def test_the_first_and_the_last_month_have_one_neighbour(client: Client, fund: Fund) -> None:
    assert "?month=1999" not in page(client, fund, "?month=2000-01")
    last = page(client, fund, "?month=2099-12")
    assert "?month=2100" not in last
    assert "?month=2099-11" in last


def test_no_day_after_a_death_is_shown(client: Client, place: Borough, fund: Fund) -> None:
    council: Any = place
    council.care_manager = accounts.actor_for_member(place.care_manager)
    die(council, date(2026, 6, 4), on=TODAY, person=fund.person, by=council.care_manager)
    assert rows(page(client, fund))[-1][0].endswith("4 June 2026")
    assert "There is no budget in July 2026." in page(client, fund, "?month=2026-07")


def test_a_month_of_many_changes_takes_as_many_queries(
    client: Client, place: Borough, fund: Fund
) -> None:
    path = reverse("isf:budget-detail", args=[fund.deployment.budget.reference])
    few = queries(client, path)
    for day in (12, 15, 18):
        place.budget(fund.person, weekly_pence=48_000 + day, starts_on=date(2026, 6, day))
    assert len(rows(page(client, fund))) == 4
    assert queries(client, path) == few
