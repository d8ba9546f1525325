"""Fills and sends the main form of a page by the names of its controls."""

from __future__ import annotations

from collections.abc import Mapping

from playwright.sync_api import Locator, Page, Response

PATIENCE_MS = 10_000
MAIN_FORM = "main form[data-main-form]"


def send(
    page: Page, values: Mapping[str, str | bool | list[str]], *, button: str = ""
) -> Response | None:
    """Fill the main form, press its button (or the one called so) and give the answer."""
    form = page.locator(MAIN_FORM if page.locator(MAIN_FORM).count() else "main form").first
    for name, value in values.items():
        _fill(form, name, value)
    press = (
        form.get_by_role("button", name=button)
        if button
        else form.locator("button:not([type=button]):not([form])")
    )
    with page.expect_navigation(timeout=PATIENCE_MS) as went:
        press.first.click()
    return went.value


def _fill(form: Locator, name: str, value: str | bool | list[str]) -> None:
    controls = form.locator(f'[name="{name}"]')
    kind = controls.first.evaluate("e => e.type || e.tagName.toLowerCase()")
    if isinstance(value, bool):
        controls.first.set_checked(value)
    elif kind in ("radio", "checkbox"):
        for chosen in value if isinstance(value, list) else [value]:
            form.locator(f'[name="{name}"][value="{chosen}"]').check()
    elif kind.startswith("select"):
        controls.first.select_option(value)
    else:
        controls.first.fill(str(value))
