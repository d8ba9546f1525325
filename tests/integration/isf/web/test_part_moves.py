"""The page on which a part of a budget moves to another fund of the person."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.web import clock
from isf.enums import DeploymentKind
from isf.models import Fund, PartMove
from isf.queries.balances import fund_balance
from tests.factories.isf import Borough
from tests.ledger_sound import assert_ledger_sound, fingerprint
from tests.signing_in import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.rule("ISF-POR-4")]


@pytest.fixture
def borough(client: Client) -> Borough:
    borough = Borough(today=clock.today())
    sign_in(client, borough.care_manager.user)
    return borough


@pytest.fixture
def funds(borough: Borough) -> tuple[Fund, Fund]:
    """300.00 of 480.00 a week with the holder, 100.00 as a direct payment, 80.00 free."""
    first = borough.fund(weeks_ago=2, weekly_pence=30_000, budget_pence=48_000)
    second = borough.part(
        first.deployment.budget,
        weekly_pence=10_000,
        starts_on=first.deployment.starts_on,
        kind=DeploymentKind.DIRECT_PAYMENT,
    )
    return first, second


def path(fund: Fund, name: str = "part-move-create") -> str:
    return reverse(f"isf:{name}", args=[fund.deployment.budget.reference])


def next_period() -> date:
    return clock.today() + timedelta(days=60)


def typed(funds: tuple[Fund, Fund], **more: str) -> dict[str, str]:
    first, second = funds
    day = next_period()
    return {
        "source": str(first.reference),
        "target": str(second.reference),
        "pence": "120.00",
        "starts_on_day": f"{day.day}",
        "starts_on_month": f"{day.month}",
        "starts_on_year": f"{day.year}",
        f"part_{first.deployment.reference.hex}": "200.00",
        f"part_{second.deployment.reference.hex}": "250.00",
        "token": str(uuid4()),
    } | more


def words(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def left(fund: Fund) -> int:
    return fund_balance(fund=fund).available_pence


def test_it_is_shown_first_then_moved_once(client: Client, funds: tuple[Fund, Fund]) -> None:
    first, second = funds
    assert "Move a part to another fund" in words(client.get(path(first, "budget-detail")))
    before, had = fingerprint(), left(first)
    shown = client.post(path(first), typed(funds))
    assert fingerprint() == before
    page = words(shown)
    assert "£120.00 moves now, from" in page
    assert f"Each week from {next_period().day} {next_period():%B %Y} Fund" in page
    assert "tabindex" not in page
    assert "£300.00 £200.00" in page
    assert "£100.00 £250.00" in page
    assert "Not agreed yet £80.00 £30.00" in page
    assert "£0.00 £120.00" in page
    hidden = dict(re.findall(r'name="(\w+)" value="([^"]*)"', shown.content.decode()))
    for _ in range(2):
        assert "It was moved" in words(client.post(path(first), hidden, follow=True))
    assert PartMove.objects.count() == 1
    assert (left(first), left(second)) == (had - 12_000, 12_000)
    assert_ledger_sound()


def test_the_figures_shown_are_those_that_come_true(
    client: Client, funds: tuple[Fund, Fund]
) -> None:
    day = clock.today()
    days = {f"starts_on_{name}": f"{getattr(day, name)}" for name in ("day", "month", "year")}
    asked = typed(funds, **days)
    shown = words(client.post(path(funds[0]), asked))
    client.post(path(funds[0]), asked | {"confirmed": "on"})
    for fund in funds:
        pence = left(fund)
        assert f"£{pence // 100:,}.{pence % 100:02}" in shown
    assert_ledger_sound()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"pence": "99999.00"}, "is left to use in the fund it leaves"),
        ({"second": "280.01"}, "the parts would add up to £480.01 a week, but the budget is"),
        ({"target": "first"}, "Choose another fund than the one it leaves"),
        ({"source": "x"}, "Select a valid choice"),
        ({"pence": "", "first": "", "second": ""}, "Enter how much moves now"),
        ({"starts_on_year": ""}, "must include a year"),
        ({"pence": "-1"}, "Enter an amount of £0.00 or more"),
    ],
)
@pytest.mark.parametrize("confirmed", ["", "on"])
def test_what_cannot_move_is_said_and_nothing_changes(
    client: Client,
    funds: tuple[Fund, Fund],
    change: dict[str, str],
    said: str,
    confirmed: str,
) -> None:
    names = {
        "first": f"part_{funds[0].deployment.reference.hex}",
        "second": f"part_{funds[1].deployment.reference.hex}",
    }
    sent = {names.get(name, name): value for name, value in change.items()}
    if sent.get("target") == "first":
        sent["target"] = str(funds[0].reference)
    before = fingerprint()
    answer = client.post(path(funds[0]), typed(funds, confirmed=confirmed, **sent))
    assert said in words(answer)
    assert fingerprint() == before


def test_the_day_on_which_it_is_too_much_is_named(client: Client, funds: tuple[Fund, Fund]) -> None:
    sent = typed(funds, **{f"part_{funds[1].deployment.reference.hex}": "400.00"})
    page = words(client.post(path(funds[0]), sent))
    assert f"On {next_period().day} {next_period():%B %Y} the parts would add up" in page


def test_the_same_again_with_something_else_in_it_is_refused(
    client: Client, funds: tuple[Fund, Fund]
) -> None:
    sent = typed(funds, confirmed="on")
    client.post(path(funds[0]), sent)
    before = fingerprint()
    answer = client.post(path(funds[0]), sent | {"pence": "1.00"})
    assert "This was sent before with something else in it" in words(answer)
    assert fingerprint() == before


def test_with_one_fund_there_is_nowhere_to_go(client: Client, borough: Borough) -> None:
    fund = borough.fund()
    assert "Move a part to another fund" not in words(client.get(path(fund, "budget-detail")))
    assert "nowhere to move money to" in words(client.get(path(fund)))


def test_only_who_sets_budgets_finds_it(
    client: Client, borough: Borough, funds: tuple[Fund, Fund]
) -> None:
    for user in (funds[0].person.user, borough.finance_officer.user):
        sign_in(client, user)
        assert client.get(path(funds[0])).status_code == 404
        assert client.post(path(funds[0]), typed(funds, confirmed="on")).status_code == 404
        assert "Move a part" not in words(client.get(path(funds[0], "budget-detail")))
    assert not PartMove.objects.exists()
