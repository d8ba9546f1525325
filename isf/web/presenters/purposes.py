"""Saved money as pages show it: for what, how much, until when, and what it would buy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from accounts.permissions import Actor
from accounts.web.presenters import wording as words_for
from isf.enums import ReservationKind
from isf.permissions import can_bank
from isf.queries.purposes import Saved
from isf.web.presenters import funds
from isf.web.presenters.entry_links import Amount, Opener


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One purpose in a list; `is_over` once its date has passed."""

    reference: UUID
    name: str
    target_on: date
    is_over: bool
    amount: Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One purpose with what may be done."""

    line: Line
    caption: funds.Caption
    fund: UUID
    may_change: bool
    longer_agreed: bool


def lines(*, saved: Iterable[Saved], on: date) -> tuple[Line, ...]:
    """The purposes of a fund, each amount with the way to its entries."""
    return tuple(line(saved=row, on=on) for row in saved)


def line(*, saved: Saved, on: date) -> Line:
    """One purpose; its amount opens to the entries that add up to it."""
    purpose = saved.purpose
    opener = Opener(fund=purpose.fund.reference)
    return Line(
        reference=purpose.reference,
        name=purpose.name,
        target_on=purpose.target_on,
        is_over=purpose.target_on < on,
        amount=opener.reserved(saved.pence, reason=ReservationKind.BANK, order=purpose.reference),
    )


def page(*, saved: Saved, by: Actor, on: date) -> Page:
    """One purpose, as one reader sees it."""
    fund = saved.purpose.fund
    return Page(
        line=line(saved=saved, on=on),
        caption=funds.caption(fund=fund, by=by),
        fund=fund.reference,
        may_change=can_bank(by=by, fund=fund),
        longer_agreed=saved.purpose.longer_agreed_by_id is not None,
    )


def added(*, pence: int, name: str) -> str:
    """What happened."""
    return f"{words_for.pounds(pence=pence)} more is saved for “{name}”."


def taken_back(*, pence: int) -> str:
    """What happened, and what can be done with it now."""
    if not pence:
        return "Nothing was saved any more, so nothing was taken back."
    return f"{words_for.pounds(pence=pence)} was taken back. It is left to use again."
