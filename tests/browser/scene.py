"""One browser in which somebody goes from page to page, as journeys tell it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page, Response

from accounts.models import User
from tests.browser import typing_in
from tests.browser.conftest import Enter


@dataclass(slots=True, kw_only=True)
class Scene:
    """One browser, in which somebody is at a page."""

    page: Page
    enter: Enter

    def arrives(self, user: User, place: str) -> None:
        """Somebody signs in and follows a link of the navigation."""
        self.enter(user)
        self.opens("/")
        self.follows(place)

    def opens(self, path: str) -> None:
        self.reaches(self.page.goto(path))

    def follows(self, link: str, *, exact: bool = True) -> None:
        """Click the first link of that name."""
        found = self.page.get_by_role("link", name=link, exact=exact).first
        with self.page.expect_navigation() as went:
            found.click()
        self.reaches(went.value)

    def sends(self, values: dict[str, Any] | None = None, *, button: str = "") -> None:
        self.reaches(typing_in.send(self.page, values or {}, button=button))

    def reaches(self, answer: Response | None) -> None:
        assert answer is not None
        assert answer.status == 200, (answer.url, answer.status)

    def shows(self, *words: str) -> None:
        """The main part of the page says all of it."""
        text = self.text
        assert [part for part in words if part not in text] == [], text

    @property
    def text(self) -> str:
        return " ".join(self.page.locator("main").inner_text().split())
