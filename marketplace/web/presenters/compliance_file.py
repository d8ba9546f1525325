"""The board as a file for a spreadsheet: a line for each provider and check."""

from __future__ import annotations

from collections.abc import Iterable

from marketplace.rules import price_files
from marketplace.web.presenters.compliance import Line

HEAD = (
    "Provider", "Framework", "Check", "State", "Since", "Why", "What would fix it", "Who acts",
)  # fmt: skip


def write(*, lines: Iterable[Line]) -> bytes:
    """The file; what a spreadsheet would take for a formula is made harmless."""
    rows = [
        (
            line.name,
            line.standing,
            said.name,
            said.state_words,
            said.since.isoformat() if said.since else "",
            said.why,
            said.fix,
            said.acts,
        )
        for line in lines
        for said in line.checks
    ]
    return price_files.write(rows=[HEAD, *rows])
