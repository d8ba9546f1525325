"""Refunds: a provider gives back money it was paid for a line, wholly or in part."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Sum

from accounts.fields import to_pence
from accounts.permissions import Actor, check_role
from accounts.rules.registry import rule
from isf.enums import AccountKind, EntryKind, LineState
from isf.ledger.entries import Draft, Move
from isf.models import Invoice, InvoiceLine, Refund
from isf.operations import closings
from isf.operations.posting import KeyReused, Pen, find_original
from isf.operations.transactions import money_transaction
from isf.permissions import ISSUING_ROLES
from isf.queries.tranches import OF
from isf.rules.refunds import NothingPaid, check_refund, shares


@dataclass(frozen=True, slots=True, kw_only=True)
class Back:
    """What a provider gives back, in whole pence, and why; the reference is the refund's own."""

    reference: UUID
    pence: int
    reason: str


@rule("ISF-BIL-7", "A refund comes back to the fund that paid, once; the fee stays as it is.")
@money_transaction
def give(*, invoice: UUID, number: int, wish: Back, by: Actor, at: datetime, on: date) -> Refund:
    """Give back money that was paid for a line of a bill; the same refund again is the first one.

    It returns to the accounts and the tranches it was taken from. For a closed fund it is moved on
    as the closing went. Units: whole pence. Errors: `NotAllowed`, `NothingPaid`,
    `RefundIncomplete`, `RefundTooLarge`, `KeyReused`, Invoice.DoesNotExist,
    InvoiceLine.DoesNotExist. Source: ISF-BIL-7, ISF-FEE-5, ISF-ROL-2, ISF-POR-3, ISF-LED-3.
    """
    bill = Invoice.objects.get(reference=invoice)
    check_role(by=by, organisation_id=bill.payee_id, roles=ISSUING_ROLES)
    line_id = bill.lines.values_list("pk", flat=True).get(number=number)
    reason = wish.reason.strip()
    inputs = (str(invoice), str(number), str(wish.pence), reason)
    with Pen(fund_id=bill.fund_id, by=by, at=at, payee_id=bill.payee_id) as pen:
        key = f"refund:{wish.reference}"
        if pen.find(key=key, kind=EntryKind.REFUND, inputs=inputs) is not None:
            return Refund.objects.get(reference=wish.reference)
        if Refund.objects.filter(reference=wish.reference).exists():
            raise KeyReused(key=str(wish.reference))
        line = InvoiceLine.objects.get(pk=line_id)
        if line.state != LineState.APPROVED or line.entry_id is None:
            raise NothingPaid("Nothing was paid for this line.")
        before = refunded(line=line)
        check_refund(
            pence=wish.pence,
            reason=reason,
            paid_pence=to_pence(line.amount),
            refunded_pence=before,
        )
        payee = pen.shared.find(kind=AccountKind.PROVIDER, organisation_id=bill.payee_id)
        posted = pen.write(
            Draft(
                kind=EntryKind.REFUND,
                day=on,
                key=key,
                inputs=inputs,
                memo=f"{OF}{line.entry_id}",
                moves=(
                    *moves(entry_id=line.entry_id, before=before, pence=wish.pence),
                    Move(account_id=payee, pence=-wish.pence),
                ),
            )
        )
        pen.audit(
            action="INVOICE_LINE_REFUNDED",
            subject=f"invoice:{invoice}",
            details={"line": number, "pence": wish.pence},
        )
        pen.flush()
        refund = Refund.objects.create(
            reference=wish.reference,
            line=line,
            pence=wish.pence,
            reason=reason,
            entry_id=posted.entry_id,
            given_at=at,
            given_by_id=by.user_id,
        )
    closings.move_on(fund_id=bill.fund_id, by=by, at=at, on=on)
    return refund


def refunded(*, line: InvoiceLine) -> int:
    """What was given back of a line, in whole pence. Source: ISF-BIL-7."""
    return Refund.objects.filter(line=line).aggregate(total=Sum("pence"))["total"] or 0


def moves(*, entry_id: int, before: int, pence: int) -> tuple[Move, ...]:
    """What comes back to each account that paid, in whole pence. Source: ISF-BIL-7."""
    paid = [move for move in find_original(entry_id=entry_id).moves if move.pence < 0]
    parts = shares(taken=[-move.pence for move in paid], before=before, pence=pence)
    return tuple(
        Move(account_id=move.account_id, pence=part)
        for move, part in zip(paid, parts, strict=True)
        if part
    )
