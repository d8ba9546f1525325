"""What a provider may know of the money owed to it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from accounts.fields import to_pence
from accounts.permissions import Actor, check_role
from isf.enums import LineState
from isf.models import Invoice, InvoiceLine
from isf.permissions import BILLING_ROLES


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceSummary:
    """One invoice by what became of its lines, in whole pence."""

    reference: UUID
    number: str
    fund: UUID
    person_id: int
    received_on: date
    total_pence: int
    approved_pence: int
    waiting_pence: int
    queried_pence: int
    refused_pence: int


def list_invoices(*, by: Actor, payee_id: int) -> list[InvoiceSummary]:
    """A provider's invoices, newest first, in whole pence.

    Errors: `NotAllowed`. Source: ISF-BIL-2.
    """
    check_role(by=by, organisation_id=payee_id, roles=BILLING_ROLES)
    rows = Invoice.objects.filter(payee_id=payee_id).select_related("fund")
    return [summary_of(invoice=row) for row in rows.prefetch_related("lines")]


def summary_of(*, invoice: Invoice) -> InvoiceSummary:
    """One invoice; its lines must be prefetched. Units: whole pence. Source: ISF-BIL-2."""
    sums = dict.fromkeys(LineState, 0)
    for line in invoice.lines.all():
        sums[LineState(line.state)] += to_pence(line.amount)
    return InvoiceSummary(
        reference=invoice.reference,
        number=invoice.number,
        fund=invoice.fund.reference,
        person_id=invoice.person_id,
        received_on=invoice.received_on,
        total_pence=sum(sums.values()),
        approved_pence=sums[LineState.APPROVED],
        waiting_pence=sums[LineState.WAITING],
        queried_pence=sums[LineState.QUERIED],
        refused_pence=sums[LineState.REFUSED],
    )


def first_approved_on(*, person_id: int, payee_id: int) -> date | None:
    """The day the person first approved a line of this provider, or None. Source: ISF-BIL-3."""
    line = (
        InvoiceLine.objects.filter(
            invoice__person_id=person_id, invoice__payee_id=payee_id, state=LineState.APPROVED
        )
        .order_by("decided_at")
        .first()
    )
    return line.decided_at.date() if line and line.decided_at else None
