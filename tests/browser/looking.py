"""What must hold of every page in every state, as somebody with a keyboard and a phone finds it."""

from __future__ import annotations

import os
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_OPTIONS = {"runOnly": RULES, "resultTypes": ["violations"]}
_WIDER_THAN_SCREEN = """() => {
  const limit = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= limit) return [];
  return [...document.querySelectorAll("body *")]
    .filter(e => e.getBoundingClientRect().right > limit + 1)
    .map(e => e.tagName + "." + e.className).slice(0, 5);
}"""
_OUT_OF_SIGHT = """() => [...document.querySelectorAll(".app-scroll--stack")].filter(box => {
  const limit = Math.min(box.getBoundingClientRect().right, document.documentElement.clientWidth);
  return [...box.querySelectorAll("tbody *, tfoot *")].some(e =>
    !e.closest(".govuk-visually-hidden") && e.getBoundingClientRect().right > limit + 1);
}).map(box => box.getAttribute("aria-label"))"""


def violations(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 A and AA."""
    found = Axe().run(page, options=_OPTIONS).response["violations"]
    return [
        f"{rule['id']}: {rule['help']}: {[node['html'][:200] for node in rule['nodes'][:3]]}"
        for rule in found
    ]


def wider_than_screen(page: Page) -> list[str]:
    """What sticks out to the right, where the whole page would have to be scrolled sideways."""
    found: list[str] = page.evaluate(_WIDER_THAN_SCREEN)
    return found


def hidden_inside(page: Page) -> list[str]:
    """Stacking tables in which something is still out of sight to the right."""
    found: list[str] = page.evaluate(_OUT_OF_SIGHT)
    return found


def headings(page: Page) -> list[str]:
    """The main headings that can be seen."""
    return [text.strip() for text in page.locator("main h1:visible").all_inner_texts()]


def forms_without_button(page: Page) -> list[str]:
    """Forms in the main part that could not be sent without a script."""
    return [
        form.get_attribute("action") or "the form without an action"
        for form in page.locator("main form").all()
        if not _can_be_sent(page, form)
    ]


def _can_be_sent(page: Page, form: Locator) -> bool:
    outside = f'button[form="{form.get_attribute("id")}"]'
    inside = "button:not([type=button]), input[type=submit]"
    return bool(form.locator(inside).count() or page.locator(outside).count())


def keep_picture(page: Page, *, name: str) -> None:
    """Keep a screenshot in the folder SCREENSHOTS, when one is set."""
    if folder := os.environ.get("SCREENSHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{name.replace(':', '-')}.png", full_page=True)
