"""Bills somebody may see: lists by what became of their lines, and one with every line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.enums import Scope
from accounts.fields import to_pence
from accounts.permissions import Actor, NotAllowed, can_role, check_role
from isf.enums import LineState
from isf.models import Invoice, InvoiceLine, LineWords, Refund
from isf.permissions import (
    AUTHORITY_READERS,
    BILLING_ROLES,
    ISSUING_ROLES,
    ApprovesOwn,
    WorksForBiller,
    can_see_fund,
    check_decides_bill,
    check_see_invoice,
)
from isf.queries.balances import fund_balance
from isf.queries.payees import InvoiceSummary, summary_of
from isf.rules.bills import shown_as

INVOICES_A_PAGE = 25
OPEN = (LineState.WAITING, LineState.QUERIED)


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceRow:
    """A bill of a list: the sums by state, in whole pence."""

    invoice: Invoice
    sums: InvoiceSummary


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRow:
    """A line with its amount and what it lacks to be paid, in whole pence.

    `shown_as` is the mark of how the line stands now; an answer gives it back.
    """

    line: InvoiceLine
    price_pence: int
    amount_pence: int
    entry_seq: int | None
    lacking_pence: int
    said: tuple[LineWords, ...]
    shown_as: str
    refunds: tuple[Refund, ...]

    @property
    def refundable_pence(self) -> int:
        """What its provider can still give back of it, in whole pence. Source: ISF-BIL-7."""
        back = sum(refund.pence for refund in self.refunds)
        return self.amount_pence - back if self.line.state == LineState.APPROVED else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceDetail:
    """A bill with every line; money in whole pence.

    `obstacle` says why the reader may not answer it; None: they may. `may_refund` is whether they
    do the finance of the provider that was paid.
    """

    invoice: Invoice
    sums: InvoiceSummary
    lines: tuple[LineRow, ...]
    available_pence: int
    obstacle: Exception | None
    sees_fund: bool
    may_refund: bool

    @property
    def open_lines(self) -> list[int]:
        """The numbers of lines that can still be approved or queried."""
        return [row.line.number for row in self.lines if row.line.state in OPEN]

    @property
    def closed_lines(self) -> list[int]:
        """The numbers of lines that nobody can answer any more."""
        return [row.line.number for row in self.lines if row.line.state not in OPEN]


def visible(*, by: Actor) -> QuerySet[Invoice]:
    """The bills of the person, of the provider, or of the council, those that wait first.

    Errors: `NotAllowed`. Source: ISF-BIL-1, ISF-BIL-3.
    """
    if by.person_id is not None and Scope.SEE in by.scopes:
        mine = Q(person_id=by.person_id)
    elif by.organisation_id is not None and not by.roles.isdisjoint(AUTHORITY_READERS):
        mine = Q(fund__authority_id=by.organisation_id)
    elif by.organisation_id is not None and not by.roles.isdisjoint(BILLING_ROLES):
        mine = Q(payee_id=by.organisation_id) | Q(fund__holder_id=by.organisation_id)
    else:
        raise NotAllowed(rule="SEES-INVOICE", needed="the person, the provider or the council")
    waiting = InvoiceLine.objects.filter(invoice=OuterRef("pk"), state=LineState.WAITING)
    return (
        Invoice.objects.filter(mine)
        .select_related("person", "payee", "fund__holder")
        .annotate(waits=Exists(waiting))
        .order_by("-waits", "-received_on", "-id")
    )


def narrow(
    *, invoices: QuerySet[Invoice], state: str = "", fund: UUID | None = None
) -> QuerySet[Invoice]:
    """Only bills with a line in this state, only those of one fund."""
    if state:
        lines = InvoiceLine.objects.filter(invoice=OuterRef("pk"), state=state)
        invoices = invoices.filter(Exists(lines))
    if fund is not None:
        invoices = invoices.filter(fund__reference=fund)
    return invoices


def page_of(*, invoices: QuerySet[Invoice], number: str) -> Page[Invoice]:
    """One page of bills; a page that is not there gives the nearest."""
    return Paginator(invoices.prefetch_related("lines"), INVOICES_A_PAGE).get_page(number)


def list_rows(*, invoices: Iterable[Invoice]) -> list[InvoiceRow]:
    """Bills whose lines are prefetched, each with its sums in whole pence. Source: ISF-BIL-2."""
    return [InvoiceRow(invoice=row, sums=summary_of(invoice=row)) for row in invoices]


def get(*, by: Actor, reference: UUID) -> InvoiceDetail:
    """One bill for whoever may see it, and whether they may answer it.

    Units: whole pence. Errors: Invoice.DoesNotExist, `NotAllowed`. Source: ISF-BIL-3.
    """
    invoice = (
        Invoice.objects.select_related("person", "payee", "fund__holder", "fund__authority")
        .prefetch_related(
            "lines__visit", "lines__charge", "lines__entry", "lines__said", "lines__refunds__entry"
        )
        .get(reference=reference)
    )
    check_see_invoice(by=by, invoice=invoice)
    available = fund_balance(fund=invoice.fund).available_pence
    return InvoiceDetail(
        invoice=invoice,
        sums=summary_of(invoice=invoice),
        lines=tuple(line_row(line=line, available=available) for line in invoice.lines.all()),
        available_pence=available,
        obstacle=find_obstacle(by=by, invoice=invoice),
        sees_fund=can_see_fund(by=by, fund=invoice.fund),
        may_refund=can_role(by=by, organisation_id=invoice.payee_id, roles=ISSUING_ROLES),
    )


def line_row(*, line: InvoiceLine, available: int) -> LineRow:
    """A line with what it lacks beyond what is set aside and left. Units: whole pence.

    Source: ISF-RES-2.
    """
    amount = to_pence(line.amount)
    about = line.visit or line.charge
    held = about.reserved_pence if about else 0
    wanted = max(amount - held, 0)
    undecided = line.state in OPEN
    return LineRow(
        line=line,
        price_pence=to_pence(line.price),
        amount_pence=amount,
        entry_seq=line.entry.seq if line.entry else None,
        lacking_pence=wanted if undecided and wanted > available else 0,
        said=tuple(line.said.all()),
        shown_as=shown_as(
            bill=line.invoice.reference,
            state=line.state,
            query=line.query,
            said=len(line.said.all()),
        ),
        refunds=tuple(line.refunds.all()),
    )


def find_line(*, by: Actor, reference: UUID, number: int) -> tuple[InvoiceDetail, LineRow]:
    """A line of a bill for the finance of the provider that was paid, with its bill.

    Errors: Invoice.DoesNotExist, InvoiceLine.DoesNotExist, `NotAllowed`. Source: ISF-BIL-7.
    """
    detail = get(by=by, reference=reference)
    check_role(by=by, organisation_id=detail.invoice.payee_id, roles=ISSUING_ROLES)
    row = next((row for row in detail.lines if row.line.number == number), None)
    if row is None:
        raise InvoiceLine.DoesNotExist("There is no such line.")
    return detail, row


def find_obstacle(*, by: Actor, invoice: Invoice) -> Exception | None:
    """Why somebody who sees a bill may not answer it, or None. Source: ISF-BIL-3, ISF-BIL-6."""
    try:
        check_decides_bill(
            by=by,
            person_id=invoice.person_id,
            payee_id=invoice.payee_id,
            raised_by_id=invoice.raised_by_id,
        )
    except (ApprovesOwn, WorksForBiller, NotAllowed) as refusal:
        return refusal
    return None
