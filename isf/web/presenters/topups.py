"""Money added for one order, as the page of a fund shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from accounts.web.presenters import wording as words_for
from isf.queries.fund_details import OrderLine
from isf.queries.topups import Added


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What is left of the money added for one order, and from whom it came."""

    order: UUID
    title: str
    payers: str
    left_pence: int
    free_pence: int


def lines(*, added: Iterable[Added]) -> tuple[Line, ...]:
    """What was added for the orders of a fund."""
    return tuple(
        Line(
            order=row.order,
            title=f"{row.service}, {row.payee}" if row.service else "Support not ordered yet",
            payers=" and ".join(name or "the person" for name in row.payers),
            left_pence=row.left_pence,
            free_pence=row.free_pence,
        )
        for row in added
    )


def choices(*, orders: Iterable[OrderLine]) -> list[tuple[str, str]]:
    """The running orders money can be added for."""
    return [(str(order.order), f"{order.service}, {order.payee}") for order in orders]


def received(*, pence: int) -> str:
    """What happened."""
    return f"{words_for.pounds(pence=pence)} was added."


def given_back(*, pence: int) -> str:
    """What happened."""
    return f"{words_for.pounds(pence=pence)} goes back to who paid it."
