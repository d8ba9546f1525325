"""What the person says about the lines of an invoice: approved and paid, or queried in words."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from accounts.fields import to_pence
from accounts.operations import audit
from accounts.permissions import Actor
from accounts.rules.registry import rule
from isf.enums import AccountKind, EntryKind, LineState, Side
from isf.ledger.entries import Draft, Move
from isf.models import Agreement, Fund, Invoice, InvoiceLine, LineWords
from isf.operations.holds import spare
from isf.operations.posting import Pen
from isf.operations.settling import settle, settled
from isf.operations.transactions import money_transaction
from isf.permissions import check_decides_bill
from isf.queries.payable import Bill, PayableLine, get_bill, lines_statement, read_line
from isf.queries.policies import get_policy

APPROVED = """
    UPDATE isf_invoiceline SET state = 'APPROVED', entry_id = %s, decided_by_id = %s,
        decided_at = %s
    WHERE id = %s"""
STOPPED = """
    UPDATE isf_invoiceline SET state = 'HELD', decided_by_id = %s, decided_at = %s
    WHERE id = %s"""
LET_GO = "UPDATE isf_invoiceline SET state = 'APPROVED', entry_id = %s WHERE id = %s"


class NothingToDecide(Exception):
    """No line of this invoice waits for that decision."""

    rule = "ISF-BIL-3"


class WordsMissing(Exception):
    """A query without words."""

    rule = "ISF-BIL-3"


@dataclass(slots=True, kw_only=True)
class Decided:
    """Which lines were paid, which wait for a hold, and which lack money, in whole pence."""

    approved: list[int] = field(default_factory=list)
    short: dict[int, int] = field(default_factory=dict)
    paid_pence: int = 0
    available_pence: int = 0
    held: list[int] = field(default_factory=list)


@money_transaction
def approve(
    *,
    invoice_id: int,
    by: Actor,
    at: datetime,
    on: date,
    lines: Collection[int] | None = None,
) -> Decided:
    """Approve lines by number, or all that wait and were never queried; each posts and settles.

    A line dearer than what is set aside raises the hold first; where money is lacking the line
    stays and is reported. Approving again pays nothing twice. Units: whole pence.
    Errors: `NotAllowed`, `ApprovesOwn`, `WorksForBiller`, `NothingToDecide`.
    Source: ISF-BIL-3, ISF-BIL-6, ISF-RES-2.
    """
    bill = get_bill(invoice_id=invoice_id)
    check_decides_bill(
        by=by,
        person_id=bill.person_id,
        payee_id=bill.payee_id,
        raised_by_id=bill.raised_by_id,
    )
    return pay_lines(bill=bill, lines=lines, by=by, at=at, on=on)


def pay_lines(
    *, bill: Bill, lines: Collection[int] | None, by: Actor, at: datetime, on: date
) -> Decided:
    """Pay lines inside the caller's transaction, with the fund locked. Source: ISF-BIL-3."""
    decided = Decided()
    beside = [lines_statement(bill=bill, numbers=lines)]
    with Pen(fund_id=bill.fund_id, by=by, at=at, payee_id=bill.payee_id, beside=beside) as pen:
        rows = [read_line(row) for row in pen.beside[0]]
        if not rows:
            return repeat(bill=bill, lines=lines, available_pence=pen.available)
        if rows[0].stopped:
            return stop(pen=pen, bill=bill, rows=rows)
        for row in rows:
            pay_line(pen=pen, bill=bill, row=row, decided=decided, on=on)
        decided.available_pence = pen.available
        if decided.approved:
            pen.audit(
                action="INVOICE_APPROVED",
                subject=f"invoice:{bill.reference}",
                details={"lines": decided.approved},
            )
    return decided


@rule("ISF-LIF-3", "Under a hold an approval is kept, and nothing is paid.")
def stop(*, pen: Pen, bill: Bill, rows: list[PayableLine]) -> Decided:
    """Keep an approval until the hold is lifted: nothing is posted, what is set aside stays so.

    Source: ISF-LIF-3.
    """
    for row in rows:
        pen.also((STOPPED, (pen.by.user_id, pen.recorded_at, row.id)))
    numbers = [row.number for row in rows]
    pen.audit(
        action="INVOICE_APPROVED",
        subject=f"invoice:{bill.reference}",
        details={"lines": numbers, "held": 1},
    )
    return Decided(held=numbers, available_pence=pen.available)


def let_go(
    *, invoice_id: int, lines: Collection[int], by: Actor, at: datetime, on: date
) -> Decided:
    """Pay approved lines once no hold stops them, inside the caller's transaction.

    Who approved them stays who approved them. What lacks money waits for an answer again.
    Units: whole pence. Source: ISF-LIF-3.
    """
    bill, decided = get_bill(invoice_id=invoice_id), Decided()
    beside = [lines_statement(bill=bill, numbers=lines, states=(LineState.HELD,))]
    with Pen(fund_id=bill.fund_id, by=by, at=at, payee_id=bill.payee_id, beside=beside) as pen:
        for row in [read_line(row) for row in pen.beside[0]]:
            if row.stopped:
                break
            pay_line(pen=pen, bill=bill, row=row, decided=decided, on=on, mark=LET_GO)
            if row.number in decided.short:
                pen.also(("UPDATE isf_invoiceline SET state = 'WAITING' WHERE id = %s", [row.id]))
    return decided


def repeat(*, bill: Bill, lines: Collection[int] | None, available_pence: int) -> Decided:
    """What the same decision did when it was first taken.

    Errors: `NothingToDecide` when it never was. Source: ISF-LED-3.
    """
    said = (LineState.APPROVED, LineState.HELD)
    rows = InvoiceLine.objects.filter(invoice_id=bill.id, state__in=said)
    rows = rows if lines is None else rows.filter(number__in=lines)
    if not rows:
        raise NothingToDecide("No line of this invoice waits for approval.")
    paid = [row for row in rows if row.state == LineState.APPROVED]
    return Decided(
        approved=[row.number for row in paid],
        held=[row.number for row in rows if row.state == LineState.HELD],
        paid_pence=sum(to_pence(row.amount) for row in paid),
        available_pence=available_pence,
    )


def pay_line(
    *,
    pen: Pen,
    bill: Bill,
    row: PayableLine,
    decided: Decided,
    on: date,
    mark: str = APPROVED,
) -> None:
    """Post one line and settle its visit, or note how much is lacking. Units: whole pence.

    Source: ISF-BIL-2, ISF-BIL-3, ISF-RES-2.
    """
    if row.visit_id is None and row.charge_id is None:
        raise NothingToDecide("This line points to no visit.")
    lacking = max(row.pence - row.reserved_pence, 0)
    if lacking > (pen.available if row.order is None else spare(pen=pen, order=row.order)):
        decided.short[row.number] = lacking
        return
    changes, moves = settle(pen=pen, row=row, lacking=lacking)
    payee = pen.shared.find(kind=AccountKind.PROVIDER, organisation_id=bill.payee_id)
    posted = pen.write(
        Draft(
            kind=EntryKind.BILL if row.charge_id is None else EntryKind.CANCELLATION,
            day=on,
            key=f"bill:{bill.reference}:{row.number}",
            inputs=(str(bill.reference), str(row.number), str(row.delivery)),
            memo=f"service-day:{row.service_on.isoformat()}",
            moves=(*moves, Move(account_id=payee, pence=row.pence)),
            changes=changes,
        )
    )
    said = () if mark == LET_GO else (pen.by.user_id, pen.recorded_at)
    pen.also(settled(row=row), (mark, (posted.entry_id, *said, row.id)))
    decided.approved.append(row.number)
    decided.paid_pence += row.pence


@money_transaction
def query(
    *, invoice_id: int, lines: Collection[int], words: str, by: Actor, at: datetime
) -> list[int]:
    """Query lines in words; they wait for an answer and hold up no other line.

    Errors: `NotAllowed`, `ApprovesOwn`, `WorksForBiller`, `WordsMissing`, `NothingToDecide`.
    Source: ISF-BIL-3.
    """
    invoice = Invoice.objects.select_related("fund").get(pk=invoice_id)
    check_decides_bill(
        by=by,
        person_id=invoice.person_id,
        payee_id=invoice.payee_id,
        raised_by_id=invoice.raised_by_id,
    )
    if not words.strip():
        raise WordsMissing("Say what is wrong with the line.")
    Fund.objects.select_for_update(no_key=True).get(pk=invoice.fund_id)
    rows = InvoiceLine.objects.filter(
        invoice=invoice, number__in=lines, state__in=(LineState.WAITING, LineState.QUERIED)
    )
    numbers = list(rows.values_list("number", flat=True))
    if not numbers:
        raise NothingToDecide("No line of this invoice waits for a decision.")
    said = [
        LineWords(
            line_id=line_id,
            side=Side.PERSON,
            words=words.strip(),
            said_at=at,
            said_by_id=by.user_id,
        )
        for line_id in rows.values_list("pk", flat=True)
    ]
    rows.update(
        state=LineState.QUERIED, query=words.strip(), decided_by_id=by.user_id, decided_at=at
    )
    LineWords.objects.bulk_create(said)
    record_decision(invoice=invoice, action="INVOICE_QUERIED", lines=numbers, by=by, at=at)
    return numbers


@money_transaction
def approve_by_silence(*, invoice_id: int, by: Actor, at: datetime, on: date) -> Decided:
    """Approve what has waited longer than the policy's days, only where that was consented to.

    Errors: `NothingToDecide` where there is no consent or it is too early. Source: ISF-BIL-3.
    """
    bill = get_bill(invoice_id=invoice_id)
    agreement = Agreement.objects.select_related("fund").filter(fund_id=bill.fund_id).first()
    if agreement is None:
        raise NothingToDecide("Silence approves nothing without an agreement.")
    days = get_policy(authority_id=agreement.fund.authority_id, on=on).approval_days
    consented = agreement.silence_consented_on
    waited = on > bill.received_on + timedelta(days=days)
    if not by.is_system or consented is None or consented > bill.received_on or not waited:
        raise NothingToDecide("Silence does not approve this invoice.")
    return pay_lines(bill=bill, lines=None, by=by, at=at, on=on)


def record_decision(
    *, invoice: Invoice, action: str, lines: list[int], by: Actor, at: datetime
) -> None:
    """Audit a decision about lines."""
    audit.record(
        by=by,
        action=action,
        at=at,
        person_id=invoice.person_id,
        organisation_id=invoice.fund.authority_id,
        subject=f"invoice:{invoice.reference}",
        details={"lines": lines},
    )
