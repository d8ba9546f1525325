"""What the marketplace may ask of money for invoices: taken in, answered, read."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from accounts.permissions import Actor
from isf.api.days import day_of
from isf.api.funds import find_fund
from isf.operations import invoices, replies
from isf.operations.judging import LineSent
from isf.operations.replies import Reply
from isf.queries import cancellations, payees
from isf.queries.cancellations import ChargeToBill
from isf.queries.payees import InvoiceReceived, InvoiceSummary, InvoiceWhole


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


def list_charges(*, by: Actor, payee_id: int, at: datetime) -> list[ChargeToBill]:
    """What a provider may still bill for orders that ended early, in whole pence.

    Errors: `NotAllowed`. Source: ISF-POR-2.
    """
    return cancellations.list_to_bill(by=by, payee_id=payee_id, on=day_of(at))


def first_approved_on(*, person_id: int, payee_id: int) -> date | None:
    """The day the person first approved a line of this provider, or None."""
    return payees.first_approved_on(person_id=person_id, payee_id=payee_id)
