"""What the marketplace asks of money for invoices: sent and read."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from fractions import Fraction
from uuid import UUID

from accounts.permissions import Actor
from isf import api

Invoices = Collection[api.InvoiceSummary]


@dataclass(frozen=True, slots=True, kw_only=True)
class Billed:
    """One delivery on an invoice; `quantity` counts every worker, the price is whole pence.

    One that `is_charge` is the early end of its order, and `delivery` the reference of its charge.
    """

    delivery: UUID
    order: UUID
    line: UUID
    service: str
    day: date
    starts_at: time
    quantity: Fraction
    price_pence: int
    is_charge: bool = False


def receive_invoice(
    *,
    by: Actor,
    payee_id: int,
    fund: UUID,
    invoice: UUID,
    number: str,
    lines: Sequence[Billed],
    at: datetime,
) -> api.InvoiceReceived:
    """Send an invoice to who pays; the places of accepted and of refused lines, from 0.

    Raises NotAllowed, FundUnknown, InvoiceEmpty, NumberUsed, KeyReused, BillTooLate.
    Source: ISF-BIL-1, -2, ISF-POR-3.
    """
    sent = [
        api.LineSent(
            delivery=line.delivery,
            order=line.order,
            line=line.line,
            service=line.service,
            day=line.day,
            starts_at=line.starts_at,
            quantity=line.quantity,
            price_pence=line.price_pence,
            is_charge=line.is_charge,
        )
        for line in lines
    ]
    return api.receive_invoice(
        by=by, payee_id=payee_id, fund=fund, invoice=invoice, number=number, lines=sent, at=at
    )


def get_invoice(*, by: Actor, payee_id: int, invoice: UUID) -> api.InvoiceWhole:
    """One invoice of a provider with every line. Raises NotAllowed, ObjectDoesNotExist."""
    return api.get_invoice(by=by, payee_id=payee_id, invoice=invoice)


def list_invoices(*, by: Actor, payee_id: int) -> Invoices:
    """A provider's invoices, newest first. Raises NotAllowed."""
    return api.list_invoices(by=by, payee_id=payee_id)


def list_charges(*, by: Actor, payee_id: int, at: datetime) -> list[api.ChargeToBill]:
    """What a provider may still bill for orders that ended early. Raises NotAllowed.

    Units: whole pence. Source: ISF-POR-2.
    """
    return api.list_charges(by=by, payee_id=payee_id, at=at)


def first_approved_on(*, person_id: int, payee_id: int) -> date | None:
    """The day a person first approved a line of a provider's bill. Source: ISF-BIL-3."""
    return api.first_approved_on(person_id=person_id, payee_id=payee_id)
