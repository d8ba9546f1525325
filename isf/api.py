"""What the marketplace may ask of money: values in, values out, named refusals."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from uuid import UUID
from zoneinfo import ZoneInfo

from accounts.permissions import Actor
from isf.models import Fund
from isf.operations import delivered, endings, invoices, promises, replies
from isf.operations.delivered import Outcome, VisitBilled, VisitUnknown
from isf.operations.invoices import InvoiceEmpty, InvoiceImpossible, LineSent, NumberUsed
from isf.operations.posting import InsufficientFunds, KeyReused
from isf.operations.promises import Placed, Request
from isf.operations.replies import NothingToAnswer, Reply, ReplyEmpty
from isf.queries import compliance, effects, payees, purposes
from isf.queries.compliance import ProviderFigures
from isf.queries.effects import Effect, FundSummary
from isf.queries.payees import (
    InvoiceLineState,
    InvoiceReceived,
    InvoiceSummary,
    InvoiceWhole,
    RefusedLine,
)
from isf.rules.amounts import line_amount
from isf.rules.closing import BillTooLate
from isf.rules.holds import OnHold
from isf.rules.placing import FundNotOpen, NotFundable
from isf.rules.promises import Plan, PlanImpossible, PlanLine, PromiseTooLarge

__all__ = [
    "BillTooLate",
    "Effect",
    "FundNotOpen",
    "FundSummary",
    "FundUnknown",
    "InsufficientFunds",
    "InvoiceEmpty",
    "InvoiceImpossible",
    "InvoiceLineState",
    "InvoiceReceived",
    "InvoiceSummary",
    "InvoiceWhole",
    "KeyReused",
    "LineSent",
    "NotFundable",
    "NothingToAnswer",
    "NumberUsed",
    "OnHold",
    "Outcome",
    "Placed",
    "Plan",
    "PlanImpossible",
    "PlanLine",
    "PromiseTooLarge",
    "ProviderFigures",
    "RefusedLine",
    "Reply",
    "ReplyEmpty",
    "SavedMoney",
    "VisitBilled",
    "VisitUnknown",
    "answer_query",
    "effect_of",
    "end",
    "first_approved_on",
    "get_invoice",
    "list_funds",
    "list_invoices",
    "list_saved",
    "place",
    "provider_figures",
    "receive_invoice",
    "record_deliveries",
    "release",
    "visit_amount",
]

LONDON = ZoneInfo("Europe/London")


class FundUnknown(Exception):
    """No such fund for this actor; what belongs to others does not exist."""

    rule = "ISF-RES-1"


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedMoney:
    """Whole pence saved for a purpose of a fund, in the person's words."""

    reference: UUID
    fund: UUID
    name: str
    pence: int


def find_fund(*, fund: UUID) -> int:
    """The number of a fund by its reference. Errors: `FundUnknown`. Source: ISF-RES-1."""
    found = Fund.objects.filter(reference=fund).values_list("pk", flat=True).first()
    if found is None:
        raise FundUnknown("There is no such fund.")
    return found


def visit_amount(*, price_pence: int, quantity: Fraction) -> int:
    """What one visit costs: price times quantity, half up, whole pence. Source: ISF-BIL-8."""
    return line_amount(price_pence=price_pence, quantity=quantity)


def list_funds(*, by: Actor, person_id: int, on: date) -> list[FundSummary]:
    """The open funds of a person the actor acts for; whole pence.

    Errors: `NotAllowed`. Source: ISF-RES-6.
    """
    return effects.list_funds(by=by, person_id=person_id, on=on)


def list_saved(*, by: Actor, person_id: int) -> list[SavedMoney]:
    """What a person saved for purposes and an order may use; whole pence.

    Errors: `NotAllowed`. Source: ISF-ROL-3.
    """
    return [
        SavedMoney(
            reference=row.purpose.reference,
            fund=row.purpose.fund.reference,
            name=row.purpose.name,
            pence=row.pence,
        )
        for row in purposes.list_of_person(by=by, person_id=person_id)
    ]


def effect_of(
    *,
    by: Actor,
    fund: UUID,
    plan: Plan,
    what: str,
    at: datetime,
    set_aside_pence: int = 0,
    purpose: UUID | None = None,
) -> Effect:
    """What an order would mean for a fund's money, and whether `place` would take it now.

    Units: whole pence. Errors: `NotAllowed`, `FundUnknown`, `PlanImpossible`. Source: ISF-RES-6.
    """
    find_fund(fund=fund)
    return effects.effect_of(
        by=by,
        fund=fund,
        plan=plan,
        what=what,
        set_aside_pence=set_aside_pence,
        purpose=purpose,
        on=day_of(at),
    )


def place(
    *,
    by: Actor,
    fund: UUID,
    order: UUID,
    payee_id: int,
    service: str,
    what: str,
    plan: Plan,
    at: datetime,
    set_aside_pence: int = 0,
    purpose: UUID | None = None,
) -> Placed:
    """Promise an order and set aside what is funded; placing it again returns the first.

    Units: whole pence. Errors: `NotAllowed`, `FundUnknown`, `FundNotOpen`, `NotFundable`,
    `PlanImpossible`, `PromiseTooLarge`, `InsufficientFunds`, `KeyReused`, `OnHold`.
    Source: ISF-RES-6, ISF-BUY-1, ISF-LIF-3.
    """
    request = Request(
        order=order,
        payee_id=payee_id,
        service=service,
        what=what,
        plan=plan,
        set_aside_pence=set_aside_pence,
        purpose=purpose,
    )
    found = find_fund(fund=fund)
    return promises.place(fund_id=found, request=request, by=by, at=at, on=day_of(at))


def end(*, by: Actor, order: UUID, ends_on: date, at: datetime) -> int:
    """End an order on a day; the whole pence freed. Errors: `NotAllowed`. Source: ISF-RES-6."""
    return endings.end(order=order, ends_on=ends_on, by=by, at=at, on=day_of(at))


def release(*, by: Actor, order: UUID, at: datetime) -> int:
    """Free everything a declined order set aside; the whole pence freed.

    Errors: `NotAllowed`. Source: ISF-RES-6.
    """
    return endings.release(order=order, by=by, at=at, on=day_of(at))


def record_deliveries(*, by: Actor, order: UUID, outcomes: Sequence[Outcome], at: datetime) -> None:
    """Tell the money what was delivered of an order's visits, or missed; all of it or nothing.

    Exact quantities, per worker. Errors: `NotAllowed`, `VisitUnknown`, `VisitBilled`.
    Source: ISF-RES-6, ISF-BIL-2.
    """
    delivered.record(order=order, outcomes=outcomes, by=by, at=at, on=day_of(at))


def receive_invoice(
    *,
    by: Actor,
    payee_id: int,
    fund: UUID,
    invoice: UUID,
    number: str,
    lines: Sequence[LineSent],
    at: datetime,
) -> InvoiceReceived:
    """Take in a provider's invoice to one person; the same again returns the first.

    Units: whole pence. Errors: `NotAllowed`, `FundUnknown`, `InvoiceEmpty`, `InvoiceImpossible`,
    `NumberUsed`, `KeyReused`, `BillTooLate`. Source: ISF-BIL-1, ISF-BIL-2.
    """
    received = invoices.receive(
        payee_id=payee_id,
        fund_id=find_fund(fund=fund),
        reference=invoice,
        number=number,
        lines=lines,
        by=by,
        at=at,
        on=day_of(at),
    )
    return payees.received_of(invoice=received)


def answer_query(
    *,
    by: Actor,
    payee_id: int,
    invoice: UUID,
    line: int,
    reply: Reply,
    shown: str,
    at: datetime,
) -> UUID:
    """Answer a queried line in words, or take an open line back; the delivery it billed.

    Errors: `NotAllowed`, `NothingToAnswer`, `ReplyEmpty`, and ObjectDoesNotExist for what is not
    this provider's. Source: ISF-BIL-2, ISF-BIL-3.
    """
    return replies.give(
        payee_id=payee_id, invoice=invoice, number=line, reply=reply, shown=shown, by=by, at=at
    )


def list_invoices(*, by: Actor, payee_id: int) -> list[InvoiceSummary]:
    """A provider's invoices, newest first, in whole pence. Errors: `NotAllowed`."""
    return payees.list_invoices(by=by, payee_id=payee_id)


def get_invoice(*, by: Actor, payee_id: int, invoice: UUID) -> InvoiceWhole:
    """One invoice of a provider with every line, in whole pence.

    Errors: `NotAllowed`, and ObjectDoesNotExist for what is not this provider's.
    """
    return payees.get_invoice(by=by, payee_id=payee_id, invoice=invoice)


def first_approved_on(*, person_id: int, payee_id: int) -> date | None:
    """The day the person first approved a line of this provider, or None."""
    return payees.first_approved_on(person_id=person_id, payee_id=payee_id)


def day_of(at: datetime) -> date:
    """The day of an instant in London; nothing is posted for any later day."""
    return at.astimezone(LONDON).date()


def provider_figures(
    *, by: Actor, authority_id: int, providers: Collection[int], on: date
) -> Mapping[int, ProviderFigures]:
    """Funds held for a council, bills late and room below the fee cap, by provider; no names.

    Units: whole pence. Errors: `NotAllowed`. Source: ISF-FEE-6, ISF-BIL-2.
    """
    return compliance.provider_figures(by=by, authority_id=authority_id, providers=providers, on=on)
