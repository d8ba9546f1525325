"""A shared bill as its page shows it to who asks: each part before it is asked for, and after."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from accounts.fields import to_pence
from accounts.web.presenters.wording import Status
from isf.operations.shared_bills import Part
from isf.queries.shared_bills import Shared
from isf.web.presenters.funds import title
from isf.web.presenters.purchases import STATES


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one person would be asked for, and what is left to use in their fund."""

    who: str
    title: str
    pence: int
    left_pence: int
    is_too_much: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Every part of a bill before anybody is asked, with what the form has to send again."""

    what: str
    shares: tuple[Share, ...]
    total_pence: int
    hidden: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One person's part and what they answered."""

    reference: UUID
    who: str
    title: str
    pence: int
    status: Status
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One bill and everybody's part, for who may know them all."""

    what: str
    payee: str
    day: date
    receipt: str
    total_pence: int
    asked_for: str
    rows: tuple[Row, ...]


def check(*, parts: Iterable[Part], what: str, sent: Iterable[tuple[str, str]]) -> Check:
    """What each person would be asked for."""
    shares = tuple(
        Share(
            who=part.fund.person.full_name,
            title=title(part.fund),
            pence=part.pence,
            left_pence=part.available_pence,
            is_too_much=part.pence > part.available_pence,
        )
        for part in parts
    )
    return Check(
        what=what,
        shares=shares,
        total_pence=sum(share.pence for share in shares),
        hidden=(*sent, ("confirmed", "on")),
    )


def page(*, shared: Shared) -> Page:
    """One bill after everybody was asked."""
    bill = shared.bill
    return Page(
        what=bill.what,
        payee=bill.payee,
        day=bill.bought_on,
        receipt=bill.receipt,
        total_pence=to_pence(bill.amount),
        asked_for=bill.asked_for.name,
        rows=tuple(
            Row(
                reference=part.reference,
                who=part.fund.person.full_name,
                title=title(part.fund),
                pence=to_pence(part.amount),
                status=STATES[part.state],
                words=part.words,
            )
            for part in shared.parts
        ),
    )
