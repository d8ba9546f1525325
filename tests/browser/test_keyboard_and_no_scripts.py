"""The two forms everything rests on: ordering with the keyboard alone, a bill without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, Page
from pytest_django.live_server_helper import LiveServer

from isf.models import InvoiceLine
from marketplace.models import Order
from tests.browser import typing_in
from tests.browser.conftest import Enter
from tests.browser.pages import trading
from tests.factories import marketplace

MOST_TABS = 120
HAS_FOCUS = "element => element === document.activeElement"


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until it has the focus; nothing else moves the focus."""
    for _ in range(MOST_TABS):
        if wanted.evaluate(HAS_FOCUS):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {wanted}")


@pytest.mark.one_database
@pytest.mark.django_db(transaction=True)
def test_somebody_orders_with_the_keyboard_alone(page: Page, enter: Enter) -> None:
    fund = trading.fund()
    offer = marketplace.published(title="Help at home").offer
    first = trading.monday(weeks_ago=-1)
    enter(fund.person.user)
    page.goto(f"/offers/{offer.reference}/order/")

    tab_to(page, page.locator("#id_weekdays_1_0"))
    page.keyboard.press("Space")
    for name, words in {
        "starts_at_1": "10:00am",
        "quantity_1": "2",
        "starts_on_day": str(first.day),
        "starts_on_month": str(first.month),
        "starts_on_year": str(first.year),
    }.items():
        tab_to(page, page.locator(f"[name={name}]"))
        page.keyboard.type(words)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "Check your order" in page.locator("h1").inner_text()

    tab_to(page, page.get_by_role("button", name="Order now"))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "Your order was sent to the provider" in page.get_by_role("alert").inner_text()
    assert Order.objects.get().lines.get().quantity == 2


@pytest.mark.one_database
@pytest.mark.django_db(transaction=True)
def test_neither_a_second_tab_nor_a_second_click_orders_twice(page: Page, enter: Enter) -> None:
    fund = trading.fund()
    offer = marketplace.published(title="Help at home")
    enter(fund.person.user)
    check = f"/offers/{offer.offer.reference}/order/check/?{trading.asking(offer, fund)}"
    second = page.context.new_page()
    for tab in (page, second):
        tab.goto(check)

    page.get_by_role("button", name="Order now").dblclick()
    page.wait_for_url("**/orders/**")
    with second.expect_navigation():
        second.get_by_role("button", name="Order now").click()

    assert "not ordered a second time" in second.locator("main").inner_text()
    page.go_back()
    page.goto(check)
    with page.expect_navigation():
        page.get_by_role("button", name="Order now").click()
    assert "not ordered a second time" in page.locator("main").inner_text()
    assert Order.objects.count() == 1


@pytest.mark.one_database
@pytest.mark.django_db(transaction=True)
def test_a_bill_is_answered_without_scripts(
    page: Page, browser: Browser, enter: Enter, live_server: LiveServer
) -> None:
    order = trading.order()
    trading.deliver(order)
    bill = trading.bill(order).reference
    enter(order.person.user)
    without = browser.new_context(
        base_url=live_server.url,
        java_script_enabled=False,
        storage_state=page.context.storage_state(),
    )
    plain = without.new_page()
    plain.goto(f"/money/bills/{bill}/")
    typing_in.send(plain, {"line_0": "APPROVE", "line_1": "QUERY", "words_1": "Nobody came."})
    answer = plain.locator("main").inner_text()
    without.close()

    assert "You approved 1 line" in answer
    assert "You queried 1 line" in answer
    states = InvoiceLine.objects.order_by("number").values_list("state", flat=True)
    assert list(states[:3]) == ["APPROVED", "QUERIED", "WAITING"]
