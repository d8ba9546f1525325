"""The purposes a budget is tied to, in plain words, and as bars with their figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from accounts.web.presenters.wording import pounds
from isf.queries.tied_parts import PartBalance
from isf.rules import words
from isf.rules.tied_parts import UNTIED, Part, ReadyParts
from isf.web.presenters.wording import percent

NO_DIRECT_PAYMENT: Final = (
    "A direct payment cannot be tied: the person spends it themself. Choose “No”, or another kind."
)
UNTIED_NAME: Final = words.OTHER_PURPOSES[UNTIED]
BAR_WIDTH: Final = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """One purpose of an agreement."""

    name: str
    share: str
    fee: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One purpose of a fund: what came in, went out, is set aside and left, and its bar."""

    name: str
    share: str
    weekly_pence: int
    came_pence: int
    went_pence: int
    reserved_pence: int
    left_pence: int
    said: str
    bar: int
    rest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """All purposes of a fund, and one sentence of what the picture says."""

    rows: tuple[Row, ...]
    meaning: str
    width: int = BAR_WIDTH


def in_words(ready: ReadyParts) -> str:
    """A set that is ready to choose: its name, and each purpose with its share."""
    shares = ", ".join(f"{name} {percent(bp=bp)}" for name, bp in ready.parts)
    return f"{ready.name}: {shares}"


def agreed(*, parts: Iterable[Part]) -> tuple[Agreed, ...]:
    """What an agreement says of each purpose."""
    return tuple(
        Agreed(
            name=part.name,
            share=percent(bp=part.share_bp) if part.share_bp else "Moved here, nothing new",
            fee="Yes" if part.carries_fee else "No",
        )
        for part in parts
    )


def choices(*, balances: Iterable[PartBalance]) -> list[tuple[str, str]]:
    """Parts to pay from, each with what is left, untied money last."""
    return [
        (row.code, f"{row.name or UNTIED_NAME}: {pounds(pence=row.available_pence)} left to use")
        for row in balances
    ]


def parts(*, balances: Iterable[PartBalance]) -> Parts | None:
    """The purposes of a fund as its page shows them; none where nothing is tied."""
    found = list(balances)
    if not found:
        return None
    most = max((row.came_pence for row in found), default=0)
    rows = tuple(_row(row, most) for row in found)
    said = "; ".join(f"{pounds(pence=row.left_pence)} for {_named(row.name)}" for row in rows)
    return Parts(rows=rows, meaning=f"Left to use: {said}. What is for one never pays for another.")


def _named(name: str) -> str:
    return "anything" if name == UNTIED_NAME else name


def _row(row: PartBalance, most: int) -> Row:
    left = max(row.available_pence, 0)
    came = max(row.came_pence, left)
    whole = max(most, came, 1)
    name = row.name or UNTIED_NAME
    shown = f"{pounds(pence=left)} of {pounds(pence=came)} is left to use"
    return Row(
        name=name,
        said=f"{name}: {shown}",
        share=percent(bp=row.share_bp) if row.share_bp else "",
        weekly_pence=row.weekly_pence,
        came_pence=row.came_pence,
        went_pence=row.went_pence,
        reserved_pence=row.reserved_pence,
        left_pence=row.available_pence,
        bar=BAR_WIDTH * left // whole,
        rest=BAR_WIDTH * came // whole,
    )
