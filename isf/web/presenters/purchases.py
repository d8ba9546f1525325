"""Purchases as pages show them: what, from whom, the receipt, and what became of a request."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from accounts.enums import Scope
from accounts.fields import to_pence
from accounts.permissions import Actor, can_acts_for
from accounts.web.presenters import wording as words_for
from accounts.web.presenters.wording import Status
from isf.enums import PurchaseState
from isf.models import Purchase, PurchaseRequest, SharedBill
from isf.permissions import can_ask_purchase
from isf.rules.tied_parts import Part
from isf.web.presenters import funds

STATES: Final[Mapping[str, Status]] = {
    PurchaseState.ASKED: Status(label="Waiting for an answer", colour="yellow"),
    PurchaseState.APPROVED: Status(label="Approved and paid", colour="green"),
    PurchaseState.DECLINED: Status(label="Not approved", colour="red"),
    PurchaseState.WITHDRAWN: Status(label="Taken back", colour="grey"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One purchase that was posted; `entry` is its number in the fund's chain."""

    reference: UUID
    entry: int
    what: str
    payee: str
    day: date
    pence: int
    receipt: str
    has_file: bool
    reimburse: bool
    part_of: str
    is_taken_back: bool
    part: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request, and what the reader may do with it."""

    reference: UUID
    caption: funds.Caption
    what: str
    payee: str
    day: date
    pence: int
    receipt: str
    has_file: bool
    reimburse: bool
    part_of: str
    whole_bill: UUID | None
    part: str
    asked_for: str
    status: Status
    words: str
    waits: bool
    may_answer: bool
    may_withdraw: bool


def part_of(*, bill: SharedBill | None) -> str:
    """That an amount is somebody's part of a bill, without saying who else shares it."""
    if bill is None:
        return ""
    whole = words_for.pounds(pence=to_pence(bill.amount))
    return f"A part of one bill of {whole}, shared by {bill.people} people"


def lines(
    *,
    purchases: Iterable[Purchase],
    with_file: Collection[UUID],
    taken_back: Collection[int],
    shared: Mapping[UUID, SharedBill],
    parts: Sequence[Part] = (),
) -> tuple[Line, ...]:
    """The purchases of a page; `taken_back` are the entries that were reversed."""
    return tuple(
        Line(
            reference=row.reference,
            entry=row.entry.seq,
            what=row.what,
            payee=row.payee,
            day=row.bought_on,
            pence=to_pence(row.amount),
            receipt=row.receipt,
            has_file=row.reference in with_file,
            reimburse=row.reimburse,
            part_of=part_of(bill=shared.get(row.reference)),
            is_taken_back=row.entry_id in taken_back,
            part=part_name(code=row.part, parts=parts),
        )
        for row in purchases
    )


def part_name(*, code: str, parts: Sequence[Part]) -> str:
    """Which part of the budget pays, by the name in the agreement; empty for untied money."""
    return next((part.name for part in parts if part.code == code), code)


def asked(
    *,
    request: PurchaseRequest,
    has_file: bool,
    by: Actor,
    sees_bill: bool = False,
    parts: Sequence[Part] = (),
) -> Asked:
    """One request, as one reader sees it; only who knows all who share a bill sees it whole."""
    fund = request.fund
    waits = request.state == PurchaseState.ASKED
    return Asked(
        reference=request.reference,
        caption=funds.caption(fund=fund, by=by),
        what=request.what,
        payee=request.payee,
        day=request.bought_on,
        pence=to_pence(request.amount),
        receipt=request.receipt,
        has_file=has_file,
        reimburse=request.reimburse,
        part_of=part_of(bill=request.shared_bill),
        whole_bill=request.shared_bill.reference if request.shared_bill and sees_bill else None,
        part=part_name(code=request.part, parts=parts),
        asked_for=request.asked_for.name,
        status=STATES[request.state],
        words=request.words,
        waits=waits,
        may_answer=waits and can_acts_for(by=by, person_id=fund.person_id, scope=Scope.MONEY),
        may_withdraw=waits and can_ask_purchase(by=by, fund=fund),
    )
