"""What a provider may know of the money owed to it."""

from dataclasses import dataclass
from datetime import date, datetime, time
from fractions import Fraction
from uuid import UUID
from zoneinfo import ZoneInfo

from accounts.fields import to_pence
from accounts.permissions import Actor, check_role
from isf.enums import LineState, Side
from isf.models import Fund, Invoice, InvoiceLine
from isf.permissions import BILLING_ROLES
from isf.queries.notices import bills_until
from isf.rules.bills import shown_as

LONDON = ZoneInfo("Europe/London")


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
    held_pence: int
    waiting_pence: int
    queried_pence: int
    refused_pence: int
    credited_pence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the person or the provider wrote about a line, and when."""

    side: Side
    words: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceLineState:
    """One line as its provider may see it: amounts in whole pence, quantity exact.

    A refused line has its one reason, who must act and by when; `said` is what the person and the
    provider wrote about it, in their order, `shown_as` the mark an answer to it gives back.
    """

    number: int
    delivery: UUID
    service: str
    day: date
    starts_at: time
    quantity: Fraction
    price_pence: int
    amount_pence: int
    state: str
    refusal: str
    must_act: str
    act_by: date | None
    said: tuple[Said, ...]
    shown_as: str
    is_charge: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceWhole:
    """One invoice with every line, and the last day on which its visits can be billed again.

    That day is None while nothing ends the fund.
    """

    summary: InvoiceSummary
    lines: tuple[InvoiceLineState, ...]
    billable_until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedLine:
    """One refused line: its place, exactly one reason, who must act and by when."""

    number: int
    reason: str
    must_act: str
    act_by: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceReceived:
    """What became of an invoice's lines, numbered from 0."""

    reference: UUID
    accepted: tuple[int, ...]
    refused: tuple[RefusedLine, ...]


def list_invoices(*, by: Actor, payee_id: int) -> list[InvoiceSummary]:
    """A provider's invoices, newest first, in whole pence.

    Errors: `NotAllowed`. Source: ISF-BIL-2.
    """
    check_role(by=by, organisation_id=payee_id, roles=BILLING_ROLES)
    rows = Invoice.objects.filter(payee_id=payee_id).select_related("fund")
    return [summary_of(invoice=row) for row in rows.prefetch_related("lines")]


def get_invoice(*, by: Actor, payee_id: int, invoice: UUID) -> InvoiceWhole:
    """One invoice of a provider with what became of each line, in whole pence.

    Errors: `NotAllowed`, Invoice.DoesNotExist. Source: ISF-BIL-2, ISF-BIL-3, ISF-POR-3.
    """
    check_role(by=by, organisation_id=payee_id, roles=BILLING_ROLES)
    row = (
        Invoice.objects.select_related("fund__deployment")
        .prefetch_related("lines__said")
        .get(payee_id=payee_id, reference=invoice)
    )
    return InvoiceWhole(
        summary=summary_of(invoice=row),
        lines=tuple(line_state(line=line) for line in row.lines.all()),
        billable_until=billable_until(fund=row.fund),
    )


def billable_until(*, fund: Fund) -> date | None:
    """The last day on which bills to a fund are taken in; None while nothing ends it.

    Source: ISF-POR-3.
    """
    last_day = fund.deployment.ends_on
    if last_day is None:
        return None
    return bills_until(authority_id=fund.authority_id, last_day=last_day)


def line_state(*, line: InvoiceLine) -> InvoiceLineState:
    """One line in values. Units: whole pence. Source: ISF-BIL-2."""
    return InvoiceLineState(
        number=line.number,
        delivery=line.delivery,
        service=line.service,
        day=line.service_on,
        starts_at=line.starts_at,
        quantity=line.quantity,
        price_pence=to_pence(line.price),
        amount_pence=to_pence(line.amount),
        state=line.state,
        refusal=line.refusal,
        must_act=line.must_act,
        act_by=line.act_by,
        said=tuple(
            Said(side=Side(row.side), words=row.words, at=row.said_at) for row in line.said.all()
        ),
        shown_as=shown_as(
            bill=line.invoice.reference,
            state=line.state,
            query=line.query,
            said=len(line.said.all()),
        ),
        is_charge=line.charge_id is not None,
    )


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
        held_pence=sums[LineState.HELD],
        waiting_pence=sums[LineState.WAITING],
        queried_pence=sums[LineState.QUERIED],
        refused_pence=sums[LineState.REFUSED],
        credited_pence=sums[LineState.CREDITED],
    )


def received_of(*, invoice: Invoice) -> InvoiceReceived:
    """What became of an invoice's lines when it came in. Source: ISF-BIL-2."""
    kept = InvoiceLine.objects.filter(invoice=invoice).order_by("number")
    rows = list(kept.values_list("number", "refusal", "must_act", "act_by"))
    return InvoiceReceived(
        reference=invoice.reference,
        accepted=tuple(number for number, refusal, _, _ in rows if not refusal),
        refused=tuple(
            RefusedLine(number=number, reason=refusal, must_act=must_act, act_by=act_by)
            for number, refusal, must_act, act_by in rows
            if refusal
        ),
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
    return line.decided_at.astimezone(LONDON).date() if line and line.decided_at else None
