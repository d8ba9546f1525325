"""Funds as pages show them: what is left in one sentence, and every amount with its way in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from accounts.permissions import Actor
from accounts.web.presenters import wording as words_for
from isf.models import Fund
from isf.queries.balances import Balance
from isf.queries.fee_positions import FeePosition
from isf.queries.funds import FundLine, HolderTotals
from isf.rules import words
from isf.web.presenters import wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One fund in a list; `who` is empty where the fund is the reader's own."""

    reference: UUID
    who: str
    person: UUID
    title: str
    kind: str
    holder: str
    state: str
    state_colour: str
    is_open: bool
    left: str
    posted_pence: int
    reserved_pence: int
    available_pence: int
    weekly_pence: int
    has_fee: bool
    fee: str
    fee_charged_pence: int
    fee_owed_pence: int
    counted_to: date | None
    soft_room_pence: int
    hard_room_pence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Sums of several funds, whole pence."""

    name: str
    funds: str
    posted_pence: int
    reserved_pence: int
    available_pence: int
    fee_charged_pence: int
    fee_owed_pence: int
    room_pence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """Which fund a page is about, in a few words."""

    reference: UUID
    who: str
    title: str


def caption(*, fund: Fund, by: Actor) -> Caption:
    """Which fund a page is about; whose it is unless it is the reader's own."""
    return Caption(
        reference=fund.reference,
        who="" if is_own(by=by, fund=fund) else fund.person.full_name,
        title=title(fund),
    )


def is_own(*, by: Actor, fund: Fund) -> bool:
    """Whether the reader is the person whose money it is."""
    return (
        by.person_id == fund.person_id
        and by.representative_id is None
        and by.organisation_id is None
    )


def title(fund: Fund) -> str:
    """What the fund is called: its kind, and who holds it."""
    holder = fund.holder.name if fund.holder else ""
    return words.fund_title(kind=fund.kind, holder=holder, authority=fund.authority.name)


def left(*, balance: Balance, who: str, has_died: bool = False) -> str:
    """What is left, in one plain sentence; `who` is empty for the reader's own money."""
    if has_died and not (balance.available_pence or balance.reserved_pence):
        return "Nothing is left in this fund."
    if has_died and balance.available_pence >= 0:
        rest, kept = (
            words_for.pounds(pence=pence)
            for pence in (balance.available_pence, balance.reserved_pence)
        )
        return f"{rest} is left. Another {kept} is kept for last bills and the management fee."
    name, has = (who, "has") if who else ("You", "have")
    available = balance.available_pence
    if available < 0:
        short = words_for.pounds(pence=-available)
        return f"{name} {has} spent {short} more than was in this account."
    free = words_for.pounds(pence=available)
    if not balance.reserved_pence:
        return f"{name} {has} {free} left to use. Nothing is set aside."
    held = words_for.pounds(pence=balance.reserved_pence)
    return (
        f"{name} {has} {free} left to use. Another {held} is already set aside: for support that "
        "has been ordered, for the management fee, or for what is being saved for."
    )


def cards(*, lines: Iterable[FundLine], by: Actor) -> tuple[Card, ...]:
    """The funds of one page of a list."""
    return tuple(_card(line, by) for line in lines)


def _card(line: FundLine, by: Actor) -> Card:
    fund, fee = line.fund, line.fee
    who = "" if is_own(by=by, fund=fund) else fund.person.full_name
    return Card(
        reference=fund.reference,
        who=who,
        person=fund.person.reference,
        title=title(fund),
        kind=wording.FUND_KINDS[fund.kind],
        holder=fund.holder.name if fund.holder else "",
        state=wording.FUND_STATES[fund.state],
        state_colour=wording.FUND_COLOURS[fund.state],
        is_open=fund.state == "OPEN",
        left=left(balance=line.balance, who=who, has_died=fund.person.died_on is not None),
        posted_pence=line.balance.posted_pence,
        reserved_pence=line.balance.reserved_pence,
        available_pence=line.balance.available_pence,
        weekly_pence=fee.weekly_pence,
        has_fee=_has_fee(fee),
        fee=wording.fee(rate_bp=fee.rate_bp, weekly_pence=fee.stated_weekly_pence),
        fee_charged_pence=fee.charged_pence,
        fee_owed_pence=fee.owed_pence,
        counted_to=fee.through_on,
        soft_room_pence=fee.soft_room_pence,
        hard_room_pence=fee.hard_room_pence,
    )


def _has_fee(fee: FeePosition) -> bool:
    return fee.rate_bp is not None or fee.stated_weekly_pence is not None


def totals(*, rows: Iterable[HolderTotals]) -> tuple[Totals, ...]:
    """Sums by holder, as the commissioner reads them."""
    return tuple(_totals(row, row.name or "Not held by a provider") for row in rows)


def whole(*, row: HolderTotals) -> Totals:
    """All of them together."""
    return _totals(row, "Together")


def _totals(row: HolderTotals, name: str) -> Totals:
    return Totals(
        name=name,
        funds=wording.counted(row.funds, "fund"),
        posted_pence=row.posted_pence,
        reserved_pence=row.reserved_pence,
        available_pence=row.available_pence,
        fee_charged_pence=row.fee_charged_pence,
        fee_owed_pence=row.fee_owed_pence,
        room_pence=row.room_pence,
    )
