"""Money a provider gives back of a line it was paid for, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from accounts.permissions import Actor
from accounts.web.presenters import wording as words_for
from isf.queries.invoices import InvoiceDetail, LineRow
from isf.web.presenters import funds


@dataclass(frozen=True, slots=True, kw_only=True)
class Back:
    """One refund of a line, with the number of its entry; whole pence."""

    on: date
    pence: int
    reason: str
    entry_seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The line money is given back of; whole pence."""

    reference: UUID
    number: str
    who: str
    heading: str
    paid_pence: int
    back: tuple[Back, ...]
    left_pence: int


def list_back(*, row: LineRow) -> tuple[Back, ...]:
    """What came back of a line, the first first."""
    return tuple(
        Back(
            on=refund.entry.day,
            pence=refund.pence,
            reason=refund.reason,
            entry_seq=refund.entry.seq,
        )
        for refund in row.refunds
    )


def page(*, detail: InvoiceDetail, row: LineRow, by: Actor) -> Page:
    """What the provider's finance sees before it gives money back."""
    invoice, line = detail.invoice, row.line
    return Page(
        reference=invoice.reference,
        number=invoice.number,
        who="" if funds.is_own(by=by, fund=invoice.fund) else invoice.person.full_name,
        heading=f"{line.service}, {words_for.weekday(on=line.service_on)}",
        paid_pence=row.amount_pence,
        back=list_back(row=row),
        left_pence=row.refundable_pence,
    )


def given(*, pence: int) -> str:
    """What was done."""
    return f"{words_for.pounds(pence=pence)} went back to the fund it was paid from."
