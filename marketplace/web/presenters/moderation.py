"""The ways a moderator looks at reviews."""

from __future__ import annotations

from dataclasses import dataclass

from marketplace.queries.reviews import Tab


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One way to look at the reviews."""

    key: Tab
    title: str
    nothing: str


TABS: tuple[Choice, ...] = (
    Choice(key=Tab.APPEALS, title="Appeals to decide", nothing="No appeal waits for a decision"),
    Choice(key=Tab.SHOWN, title="What everybody reads", nothing="There are no reviews yet"),
    Choice(key=Tab.HIDDEN, title="Hidden", nothing="No review is hidden"),
)


def read_tab(*, text: str) -> Choice:
    """The tab asked for, else the appeals."""
    return next((tab for tab in TABS if tab.key == text), TABS[0])
