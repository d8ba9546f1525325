"""Every layout, component and control as the stylebook shows them, and the pages of errors."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser import looking
from tests.browser.answering import Open

PAGES = ("components", "form", "form/?error=1", "list", "dashboard")
WIDE, NARROW = 1280, 320


@pytest.fixture(autouse=True)
def _stylebook(settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.browser.stylebook.urls"


@pytest.mark.parametrize("name", PAGES)
def test_stylebook_can_be_used(name: str, opening: Open) -> None:
    page = opening(width=WIDE, scripts=True).new_page()
    response = page.goto(f"/style/{name}/" if "?" not in name else f"/style/{name}")
    assert response is not None
    assert response.status == 200
    for width in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
        looking.keep_picture(page, name=f"style-{name.replace('/', '')}-{width}")
        assert looking.violations(page) == []
        assert looking.wider_than_screen(page) == []


@pytest.mark.parametrize("status", [400, 403, 404, 500, "csrf"])
def test_page_of_an_error_can_be_used(status: int | str, opening: Open) -> None:
    page = opening(width=NARROW, scripts=True).new_page()
    response = page.goto(f"/style/fails/{status}/")
    assert response is not None
    assert response.status == (403 if status == "csrf" else status)
    assert len(looking.headings(page)) == 1
    assert looking.violations(page) == []
    assert looking.wider_than_screen(page) == []
    looking.keep_picture(page, name=f"error-{status}")


def _summary_link(page: Page, text: str) -> str:
    page.get_by_role("alert").get_by_role("link", name=text).click()
    return str(page.evaluate("document.activeElement.name"))


def test_error_summary_leads_to_each_control(opening: Open) -> None:
    page = opening(width=WIDE, scripts=True).new_page()
    page.goto("/style/form/?error=1")
    assert page.title().startswith("Error: ")
    assert _summary_link(page, "Enter full name") == "name"
    assert _summary_link(page, "Choose on which days") == "days"
    assert _summary_link(page, "Enter start date") == "starts_on_day"
    assert _summary_link(page, "Enter price for an hour") == "price"


def test_message_of_an_error_is_tied_to_its_control(opening: Open) -> None:
    page = opening(width=WIDE, scripts=False).new_page()
    page.goto("/style/form/?error=1")
    control = page.get_by_label("Full name")
    for part in (control.get_attribute("aria-describedby") or "").split():
        assert page.locator(f"#{part}").count() == 1
    assert "id_name_error" in (control.get_attribute("aria-describedby") or "")
    group = page.get_by_role("group", name="Start date")
    assert "id_starts_on_error" in (group.get_attribute("aria-describedby") or "")


def test_keyboard_reaches_the_main_part_first(opening: Open) -> None:
    page = opening(width=WIDE, scripts=True).new_page()
    page.goto("/style/list/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"


def test_letters_come_from_this_site(opening: Open) -> None:
    page = opening(width=WIDE, scripts=True).new_page()
    page.goto("/style/components/")
    page.evaluate("document.fonts.ready")
    assert page.evaluate("document.fonts.check('16px \\'Atkinson Hyperlegible\\'')")
    families = page.evaluate("getComputedStyle(document.querySelector('main p')).fontFamily")
    assert families.startswith('"Atkinson Hyperlegible"')


def test_sideways_scrolling_is_noticed(opening: Open) -> None:
    page = opening(width=NARROW, scripts=True).new_page()
    page.goto("/style/components/")
    page.evaluate(
        "document.querySelector('main p').textContent = 'x'.repeat(9) + '\\u00a0'.repeat(99)"
    )
    page.evaluate("document.querySelector('main p').setAttribute('class', 'app-money')")
    assert looking.wider_than_screen(page) != []


def test_picture_without_words_is_noticed(opening: Open) -> None:
    page = opening(width=WIDE, scripts=True).new_page()
    page.goto("/style/components/")
    page.evaluate("document.querySelector('main').append(document.createElement('img'))")
    assert any("image-alt" in violation for violation in looking.violations(page))
