"""What a page's own form would send as it stands."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any


class _MainForm(HTMLParser):
    """Reads the controls of the form that is marked as the page's own."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: dict[str, list[str]] = {}
        self._inside = False
        self._select = ""
        self._textarea = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = facts.get("method") == "post" and "data-main-form" in facts
        if not self._inside:
            return
        name = facts.get("name", "")
        if tag == "input" and name:
            self._take_input(name, facts)
        elif tag in ("select", "textarea"):
            self._select = name if tag == "select" else ""
            self._textarea = name if tag == "textarea" else ""
        elif tag == "option" and "selected" in facts and self._select:
            self._take(self._select, facts.get("value", ""))

    def _take_input(self, name: str, facts: dict[str, str]) -> None:
        is_ticked = facts.get("type") in ("radio", "checkbox")
        if is_ticked and "checked" not in facts:
            return
        if facts.get("type") not in ("submit", "button", "file"):
            self._take(name, facts.get("value", "on" if is_ticked else ""))

    def _take(self, name: str, value: str) -> None:
        self.sent.setdefault(name, []).append(value)

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self._take(self._textarea, data.strip("\n"))
            self._textarea = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        if tag in ("select", "textarea"):
            self._select = self._textarea = ""


def as_it_stands(html: str) -> dict[str, Any]:
    """Every control of the page's own form with the value it begins with."""
    form = _MainForm()
    form.feed(html)
    form.sent.pop("csrfmiddlewaretoken", None)
    return dict(form.sent)
