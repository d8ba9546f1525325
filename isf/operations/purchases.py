"""Recorded purchases outside the catalogue: a taxi, the cinema (ISF-BUY-2)."""

import hashlib
from dataclasses import astuple, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db.models import QuerySet

from accounts.enums import Role
from accounts.fields import to_money
from accounts.operations import audit
from accounts.permissions import Actor
from accounts.rules.registry import rule
from isf.enums import AccountKind, DeploymentKind, EntryKind, FundState
from isf.ledger.entries import Draft, Move
from isf.models import Deployment, Fund, Purchase, PurchaseRequest, Receipt
from isf.operations import tied_parts
from isf.operations.cases import open_case
from isf.operations.posting import KeyReused, Pen
from isf.operations.transactions import money_transaction
from isf.permissions import check_records_purchase
from isf.queries import deaths, holds
from isf.queries.policies import get_policy
from isf.rules.entitlement import Days
from isf.rules.placing import FundNotOpen, check_may_buy
from isf.rules.receipts import media_type


class BoughtLater(Exception):
    """A purchase of a day to come, or of a day before the fund began (ISF-BUY-2)."""

    rule = "ISF-BUY-2"

    def __init__(self, *, first_on: date, last_on: date) -> None:
        self.first_on = first_on
        self.last_on = last_on
        super().__init__(f"A purchase is of a day from {first_on} to {last_on}.")


class PurchaseIncomplete(Exception):
    """A purchase of nothing, without a receipt, or without who approved it (ISF-BUY-2)."""

    rule = "ISF-BUY-2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bought:
    """What was bought, in whole pence; `approved_by_id` is a user.

    Without a day it was bought on the day it is recorded. `part` is the code of the part of the
    budget that pays, empty for untied money.
    """

    payee: str
    what: str
    pence: int
    receipt: str
    approved_by_id: int | None
    reimburse: bool = False
    bought_on: date | None = None
    part: str = ""

    @property
    def facts(self) -> tuple[str, ...]:
        """What it is known by; an empty part is not said, as before there were any (LED-3)."""
        *rest, part = astuple(self)
        return (*(str(value) for value in rest), *([part] if part else []))


@money_transaction
def record(
    *,
    fund_id: int,
    bought: Bought,
    by: Actor,
    at: datetime,
    on: date,
    reference: UUID | None = None,
    paper: bytes | None = None,
    request_id: int | None = None,
) -> Purchase:
    """Record a purchase and pay or reimburse it from the fund; the same reference only once.

    A direct payment may be overspent, which opens a case. `paper` is the receipt as a file;
    `request_id` the request this is the answer to, which keeps its own. Units: whole pence.
    Errors: `NotAllowed`, `ApprovesOwn`, `NotFundable`, `PurchaseIncomplete`, `BoughtLater`,
    `ReceiptUnreadable`, `InsufficientFunds`, `KeyReused`, `PersonDied`, `PartUnknown`,
    `FundNotOpen`. Source: ISF-BUY-1, ISF-BUY-2, ISF-POR-2, ISF-RES-2, ISF-RES-5.
    """
    fund = Fund.objects.select_related("deployment").get(pk=fund_id)
    check_records_purchase(by=by, fund=fund)
    if not bought.receipt or bought.approved_by_id is None or bought.pence <= 0:
        raise PurchaseIncomplete("A purchase needs an amount, a receipt and who approved it.")
    bought_on = check_bought_on(fund=fund, bought=bought, on=on)
    reference = reference or uuid4()
    inputs = (str(fund.reference), *bought.facts, digest(paper))
    with Pen(fund_id=fund_id, by=by, at=at) as pen:
        found = pen.find(key=f"purchase:{reference}", kind=EntryKind.PURCHASE, inputs=inputs)
        if found is not None:
            return Purchase.objects.get(reference=reference)
        check_unused(reference=reference, request_id=request_id)
        holds.check_none(fund_id=fund_id)
        deaths.check_alive(person_id=fund.person_id)
        days = days_of(fund=fund)
        check_by_last_day(days=days, bought_on=bought_on)
        check_may_buy(
            days=days,
            is_open=pen.fund.state == FundState.OPEN,
            may_not_buy=get_policy(authority_id=fund.authority_id, on=on).may_not_buy,
            what=bought.what,
        )
        kind = AccountKind.PERSON if bought.reimburse else AccountKind.PROVIDER
        posted = pen.write(
            Draft(
                kind=EntryKind.PURCHASE,
                day=on,
                key=f"purchase:{reference}",
                inputs=inputs,
                memo=f"purchase:{reference}",
                moves=(
                    *tied_parts.pay_out(pen=pen, part=bought.part, pence=bought.pence),
                    Move(account_id=pen.shared.find(kind=kind), pence=bought.pence),
                ),
            )
        )
        purchase = Purchase.objects.create(
            reference=reference,
            fund=fund,
            payee=bought.payee,
            what=bought.what,
            bought_on=bought_on,
            amount=to_money(bought.pence),
            receipt=bought.receipt,
            reimburse=bought.reimburse,
            part=bought.part,
            approved_by_id=bought.approved_by_id,
            entry_id=posted.entry_id,
        )
        if paper is not None:
            keep_receipt(fund=fund, reference=reference, paper=paper, at=at)
        if fund.kind == DeploymentKind.DIRECT_PAYMENT and pen.available < 0:
            open_case(
                fund=fund,
                rule="ISF-RES-2",
                key=f"overspent:{reference}",
                figures={"overspent": -pen.available},
                on=on,
                by=by,
                at=at,
                owner_role=Role.FINANCE_OFFICER,
            )
        audit.record(
            by=by,
            action="PURCHASE_RECORDED",
            at=at,
            person_id=fund.person_id,
            organisation_id=fund.authority_id,
            subject=f"purchase:{reference}",
            details={"pence": bought.pence},
        )
    return purchase


def check_bought_on(*, fund: Fund, bought: Bought, on: date) -> date:
    """The day something was bought: not to come, and not before the fund began.

    Errors: `BoughtLater`. Source: ISF-BUY-2, conventions of `isf-rules.md`.
    """
    day = bought.bought_on or on
    if not fund.deployment.starts_on <= day <= on:
        raise BoughtLater(first_on=fund.deployment.starts_on, last_on=on)
    return day


def days_of(*, fund: Fund) -> Days:
    """The days of a fund, its last one as it stands under the fund's lock. Source: ISF-POR-2."""
    term = Deployment.objects.get(pk=fund.deployment_id)
    return Days(starts_on=term.starts_on, ends_on=term.ends_on)


@rule("ISF-POR-2", "Nothing is bought from a fund on a day after its last.")
def check_by_last_day(*, days: Days, bought_on: date) -> None:
    """Refuse what was bought after the last day of a fund, whenever it is recorded.

    Errors: `FundNotOpen`. Source: ISF-POR-2.
    """
    if not days.cover(bought_on):
        raise FundNotOpen(first_on=days.starts_on, last_on=days.ends_on)


def check_unused(*, reference: UUID, request_id: int | None = None) -> None:
    """Refuse a reference under which something else was recorded, asked or kept, whoever's it is.

    Errors: `KeyReused`. Source: ISF-LED-3.
    """
    used: list[QuerySet[Any]] = [Purchase.objects.filter(reference=reference)]
    if request_id is None:
        used.append(PurchaseRequest.objects.filter(reference=reference))
        used.append(Receipt.objects.filter(reference=reference))
    if any(rows.exists() for rows in used):
        raise KeyReused(key=str(reference))


def digest(paper: bytes | None) -> str:
    """The hash of a receipt as a file, empty without one. Source: ISF-LED-3."""
    return "" if paper is None else hashlib.sha256(paper).hexdigest()


def keep_receipt(*, fund: Fund, reference: UUID, paper: bytes, at: datetime) -> Receipt:
    """Keep the file of a receipt under the reference of its purchase.

    Errors: `ReceiptUnreadable`. Source: ISF-BUY-2.
    """
    return Receipt.objects.create(
        reference=reference,
        fund=fund,
        media_type=media_type(content=paper),
        content=paper,
        sha256=hashlib.sha256(paper).hexdigest(),
        kept_at=at,
    )
