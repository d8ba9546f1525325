"""Reads the amounts of a page as somebody looking at it would, and where each leads.

`data-plan` marks amounts that no entry makes: prices, plans, limits, forecasts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

POUNDS = re.compile("(\N{MINUS SIGN}\\s*)?£([0-9,]+[.][0-9]{2})")
VOID = {"br", "input", "img", "meta", "link", "hr", "wbr"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An amount in whole pence and the address it opens, if any."""

    pence: int
    href: str


@dataclass(slots=True)
class _Element:
    tag: str
    href: str
    is_plan: bool
    id: str
    cell: str


@dataclass
class _Reader(HTMLParser):
    opened: list[Found] = field(default_factory=list)
    stray: list[int] = field(default_factory=list)
    total: int | None = None
    rows: list[list[str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._path: list[_Element] = []
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        given = {name: value or "" for name, value in attrs}
        self._flush()
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"} and self.rows:
            self.rows[-1].append("")
        self._path.append(
            _Element(
                tag=tag,
                href=given.get("href", "") if tag == "a" else "",
                is_plan="data-plan" in given,
                id=given.get("id", ""),
                cell=tag if tag in {"td", "th"} else "",
            )
        )

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        self._flush()
        self._pop(tag)

    def handle_data(self, data: str) -> None:
        self._text += data
        if self.rows and self.rows[-1] and any(element.cell for element in self._path):
            self.rows[-1][-1] += data

    def _pop(self, tag: str) -> None:
        while self._path and self._path.pop().tag != tag:
            pass

    def _flush(self) -> None:
        """Amounts are spread over a few spans; they end with the element around them."""
        if self._path and self._path[-1].tag == "span" and not self._path[-1].is_plan:
            return
        for sign, figure in POUNDS.findall(self._text):
            pence = int(re.sub(r"[,.]", "", figure)) * (-1 if sign else 1)
            self._keep(pence)
        self._text = ""

    def _keep(self, pence: int) -> None:
        if not any(element.id == "main-content" for element in self._path):
            return
        if any(element.id == "total" for element in self._path) and self.total is None:
            self.total = pence
        if any(element.is_plan for element in self._path):
            return
        href = next((element.href for element in reversed(self._path) if element.href), "")
        if href:
            self.opened.append(Found(pence=pence, href=href))
        else:
            self.stray.append(pence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts:
    """What a page says in pounds: amounts that open, those that do not, and its own total."""

    opened: tuple[Found, ...]
    stray: tuple[int, ...]
    total: int | None
    rows: tuple[tuple[str, ...], ...]


def read(html: str) -> Amounts:
    reader = _Reader()
    reader.feed(html)
    return Amounts(
        opened=tuple(reader.opened),
        stray=tuple(reader.stray),
        total=reader.total,
        rows=tuple(tuple(cell.strip() for cell in row) for row in reader.rows),
    )


def pence_in(text: str) -> int:
    """The first amount of a text in whole pence; nothing where there is none."""
    found = POUNDS.search(text)
    if found is None:
        return 0
    return int(re.sub(r"[,.]", "", found[2])) * (-1 if found[1] else 1)
