"""A budget, an order, visits, a bill, the fee and the statement, as everybody sees it.

Every figure here is worked out by hand. 480.00 a week from 1 April 2026 is 1,920.00 for four weeks;
its fee of 10% is 205.71 for April. Two visits a week of two hours at 24.10 cost 96.40.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import call_command
from playwright.sync_api import Page, ViewportSize

from tests import amounts_isf as amounts
from tests.browser import first_path_selling as selling
from tests.browser.conftest import Enter
from tests.browser.first_path_cast import HELP, NOBODY_CAME, People, day_of
from tests.browser.scene import Scene
from tests.ledger_sound import assert_ledger_sound

LONDON = ZoneInfo("Europe/London")
PHONE = ViewportSize(width=320, height=640)
DESK = ViewportSize(width=1280, height=900)


@pytest.fixture
def travel() -> Iterator[Callable[[str], None]]:
    """Go to an instant in London; the server of the test goes along."""
    with time_machine.travel(datetime(2026, 3, 30, 9, tzinfo=LONDON)) as traveller:

        def go(instant: str) -> None:
            traveller.move_to(datetime.fromisoformat(instant).replace(tzinfo=LONDON))

        yield go


@pytest.fixture
def scene(page: Page, enter: Enter) -> Scene:
    return Scene(page=page, enter=enter)


def ran(command: str, *arguments: str) -> str:
    """What a command of the operator said."""
    said = io.StringIO()
    call_command(command, *arguments, stdout=said)
    return said.getvalue()


@pytest.mark.django_db(transaction=True)
def test_every_penny_from_the_budget_to_the_statement(
    scene: Scene, travel: Callable[[str], None]
) -> None:
    people = People()
    budget_and_agreement_are_recorded(scene, people)

    travel("2026-04-01T07:00")
    assert "1 allocation paid on 2026-04-01, £1,920.00" in ran("pay_allocations")
    assert "0 allocations paid on 2026-04-01, £0.00" in ran("pay_allocations")
    selling.provider_publishes_an_offer(scene, people)

    travel("2026-04-02T10:00")
    anybody_finds_the_offer(scene)
    budget_holder_sees_what_it_means_for_her_money(scene, people)
    budget_holder_orders_four_hours_a_week(scene)
    a_second_order_that_does_not_fit_is_refused(scene)
    selling.provider_accepts(scene, people)

    travel("2026-04-24T17:00")
    selling.provider_records_visits(scene, people)
    selling.provider_raises_a_bill(scene, people)

    travel("2026-04-25T11:00")
    budget_holder_answers_the_bill_on_a_phone(scene, people)
    selling.provider_sees_what_became_of_the_bill(scene, people)

    travel("2026-04-29T07:00")
    assert "1 allocation paid on 2026-04-29, £1,920.00" in ran("pay_allocations")
    travel("2026-04-30T23:00")
    assert "1 fee charged on 2026-04-30, £205.71; £0.00 owed" in ran("charge_fees")
    assert "0 fees charged on 2026-04-30, £0.00; £0.00 owed" in ran("charge_fees")

    travel("2026-05-01T09:00")
    the_fund_shows_where_the_money_is(scene, people)
    the_statement_of_april_is_right(scene)
    every_amount_of_the_statement_opens_to_entries_that_sum_to_it(scene)
    the_council_sees_totals(scene, people)
    assert "Sound: everything is as it was posted." in ran("verify_ledger")
    assert_ledger_sound()


def budget_and_agreement_are_recorded(scene: Scene, people: People) -> None:
    scene.arrives(people.commissioner, "Funds")
    scene.follows("Record a budget")
    scene.sends({"q": "Rosa"})
    scene.follows("Rosa Lane")
    scene.sends({"weekly": "480.00", **day_of("starts_on", 1, 4, 2026)})
    scene.shows("The budget was recorded", "£480.00", "Not agreed yet")
    scene.follows("Agree how a part is taken")
    terms = {
        "kind": "ISF",
        "holder": str(people.borough.holder.reference),
        "weekly": "480.00",
        **day_of("starts_on", 1, 4, 2026),
        "fee_kind": "RATE",
        "fee_percent": "16",
        "schedule": "FOUR_WEEKLY",
        "notice_kind": "DAYS",
        "notice_days": "28",
    }
    scene.sends(terms)
    scene.shows("There is a problem", "10%")
    scene.sends({"fee_percent": "10"})
    scene.shows("The agreement was made and the fund is open", "Rosa Lane", "Goodcare")
    scene.follows("The agreement about this fund")
    scene.shows("10%", "28 days", "Every four weeks")


def anybody_finds_the_offer(scene: Scene) -> None:
    scene.page.context.clear_cookies()
    scene.opens("/")
    scene.follows("Find support")
    scene.sends({"q": "help at home", "category": "HOME_CARE", "max_price": "24.10"})
    scene.shows(HELP, "Bright Days", "£24.10")
    scene.sends({"max_price": "24.09"})
    scene.shows("No offer fits all of this")
    scene.sends({"max_price": ""})
    scene.follows(HELP)
    scene.shows("Sign in", "Washing, dressing, breakfast and a talk.")


def budget_holder_sees_what_it_means_for_her_money(scene: Scene, people: People) -> None:
    scene.arrives(people.holder, "Find support")
    scene.sends({"q": "help", "quantity": "4"})
    scene.shows(
        "4 hours a week at £24.10 is £96.40.",
        "Of £480.00 a week, £48.00 is the management fee and £335.60 would be left.",
    )
    scene.follows(HELP)
    scene.shows("£335.60 would be left")


def budget_holder_orders_four_hours_a_week(scene: Scene) -> None:
    scene.follows("Order this")
    scene.sends(order(weekdays=["1", "3"], hours="2", first=(14, 4, 2026)))
    scene.shows("up to £96.40 a week", "£335.60 would be left", "£1,728.00 is available")
    scene.sends(button="Order now")
    scene.shows("Your order was sent to the provider", "Bright Days now accepts or declines")


def order(*, weekdays: list[str], hours: str, first: tuple[int, int, int]) -> dict[str, Any]:
    """What is typed into the form of an order."""
    return {
        "weekdays_1": weekdays,
        "starts_at_1": "10:00am",
        "quantity_1": hours,
        **day_of("starts_on", *first),
    }


def a_second_order_that_does_not_fit_is_refused(scene: Scene) -> None:
    scene.opens("/")
    scene.follows("Find support")
    scene.follows(HELP)
    scene.follows("Order this")
    scene.sends(order(weekdays=["1", "2"], hours="7", first=(14, 4, 2026)))
    scene.shows("up to £337.40 a week", "this is £1.80 a week more than there is", "Does not fit")
    scene.sends(button="Order now")
    scene.shows("£433.80", "that week brings £432.00", "Nothing was ordered")
    scene.opens("/")
    scene.follows("Your orders")
    assert scene.page.locator("main").get_by_role("link", name=HELP).count() == 1


def budget_holder_answers_the_bill_on_a_phone(scene: Scene, people: People) -> None:
    scene.page.set_viewport_size(PHONE)
    scene.enter(people.holder)
    scene.opens("/")
    to(scene, "Bills")
    scene.follows("Bright Days, bill BD-1")
    scene.shows("£48.20", "£36.15")
    scene.sends({"line_0": "APPROVE", "line_1": "APPROVE", "line_2": "QUERY", "line_3": "APPROVE"})
    scene.shows("Say what is wrong with line 3")
    scene.sends({"words_2": NOBODY_CAME})
    scene.shows(NOBODY_CAME, "See the payment")
    overhang = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert scene.page.evaluate(overhang) == 0
    scene.page.set_viewport_size(DESK)


def to(scene: Scene, place: str) -> None:
    """Follow a link of the navigation, which is folded where the screen is narrow."""
    menu = scene.page.get_by_role("button", name="Menu")
    if menu.count() and menu.is_visible():
        menu.click()
    scene.follows(place)


def the_fund_shows_where_the_money_is(scene: Scene, people: People) -> None:
    """In: twice 1,920.00. Out: 132.55 for visits, 205.71 of fee. Set aside: see the parts."""
    scene.arrives(people.holder, "Your money")
    scene.follows("Individual service fund held by Goodcare")
    scene.shows("£3,501.74", "£660.29", "£2,841.45", "£482.00", "£178.29", "£205.71", "£96.40")


def the_statement_of_april_is_right(scene: Scene) -> None:
    scene.follows("Statement for May 2026, and the months before")
    scene.follows("April 2026", exact=False)
    scene.shows(
        "In the fund at the start of 1 April 2026 £0.00",
        "Came in £3,840.00",
        "Bright Days £132.55",
        "Spent on support £132.55",
        "Management fee £205.71",
        "In the fund at the end of 30 April 2026 £3,501.74",
        "Set aside in all £660.29",
        "Left to use £2,841.45",
    )


def every_amount_of_the_statement_opens_to_entries_that_sum_to_it(scene: Scene) -> None:
    opened = amounts.read(scene.page.content()).opened
    assert len(opened) >= 10
    for found in opened:
        scene.opens(found.href)
        seen = amounts.read(scene.page.content())
        assert seen.total == found.pence, found
        body = [row for row in seen.rows if len(row) == 4][1:]
        money = sum(amounts.pence_in(row[2]) for row in body)
        held = sum(amounts.pence_in(row[3]) for row in body)
        assert abs(found.pence) in {abs(money), abs(held), money - held}, found


def the_council_sees_totals(scene: Scene, people: People) -> None:
    scene.arrives(people.commissioner, "Overview")
    scene.shows("£3,501.74", "£205.71", "Goodcare")
