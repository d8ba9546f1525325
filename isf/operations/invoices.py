"""Invoices: taken in line by line; one that fails says one reason and holds up no other."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from accounts.fields import to_money
from accounts.operations import audit
from accounts.permissions import Actor, check_role
from accounts.rules.registry import rule
from isf.enums import LineState
from isf.ledger import chain
from isf.models import Fund, Invoice, InvoiceLine
from isf.operations import closed_visits
from isf.operations.judging import Judged, LineSent, judge
from isf.operations.posting import KeyReused
from isf.operations.transactions import money_transaction
from isf.permissions import BILLING_ROLES
from isf.queries.notices import bills_until
from isf.queries.policies import get_policy
from isf.rules.amounts import line_amount
from isf.rules.closing import check_received


class InvoiceEmpty(Exception):
    """An invoice without lines (ISF-BIL-1)."""

    rule = "ISF-BIL-1"


class InvoiceImpossible(Exception):
    """A number, a service, a price or a quantity that no invoice can have (ISF-BIL-1)."""

    rule = "ISF-BIL-1"


class NumberUsed(Exception):
    """The provider used this invoice number before for something else."""

    rule = "ISF-BIL-1"

    def __init__(self, *, number: str) -> None:
        self.number = number
        super().__init__("This invoice number has been used.")


# Beyond these nothing is billed for one visit, and nothing could be stored.
MOST_PENCE, MOST_QUANTITY, FINEST = 10**8, 10**3, 10**6
LONGEST_NUMBER, LONGEST_SERVICE = 64, 200


@rule(
    "ISF-BIL-1", "One bill, one person, one provider; every line points to a delivery or a charge."
)
@money_transaction
def receive(
    *,
    payee_id: int,
    fund_id: int,
    reference: UUID,
    number: str,
    lines: Sequence[LineSent],
    by: Actor,
    at: datetime,
    on: date,
) -> Invoice:
    """Take in a provider's invoice for one person; every line waits or is refused for one reason.

    The same invoice again is the first one. Units: whole pence, one rounding per line.
    Errors: `NotAllowed`, `InvoiceEmpty`, `InvoiceImpossible`, `NumberUsed`, `KeyReused`,
    `BillTooLate`. Source: ISF-BIL-1, -2, -8, ISF-POR-3.
    """
    check_role(by=by, organisation_id=payee_id, roles=BILLING_ROLES)
    check_sent(number=number, lines=lines)
    Fund.objects.select_for_update(no_key=True).get(pk=fund_id)
    fund = Fund.objects.select_related("deployment").get(pk=fund_id)
    fingerprint = request_hash(payee_id=payee_id, fund=fund, number=number, lines=lines)
    again = Invoice.objects.filter(reference=reference).first()
    if again is not None:
        if again.request_hash != fingerprint:
            raise KeyReused(key=str(reference))
        return again
    if not lines:
        raise InvoiceEmpty("An invoice needs at least one line.")
    check_in_time(fund=fund, on=on)
    if Invoice.objects.filter(payee_id=payee_id, number=number).exists():
        raise NumberUsed(number=number)
    invoice = Invoice.objects.create(
        reference=reference,
        fund=fund,
        person_id=fund.person_id,
        payee_id=payee_id,
        number=number,
        received_on=on,
        received_at=at,
        raised_by_id=by.user_id,
        request_hash=fingerprint,
    )
    policy = get_policy(authority_id=fund.authority_id, on=on)
    judged = judge(fund=fund, payee_id=payee_id, lines=lines, tolerance_bp=policy.tolerance_bp)
    act_by = on + timedelta(days=policy.late_bill_days)
    InvoiceLine.objects.bulk_create(
        make_line(invoice=invoice, number=place, judged=item, act_by=act_by)
        for place, item in enumerate(judged)
    )
    closed_visits.report_refused(invoice=invoice, by=by, at=at, on=on)
    audit.record(
        by=by,
        action="INVOICE_RECEIVED",
        at=at,
        person_id=fund.person_id,
        organisation_id=fund.authority_id,
        subject=f"invoice:{reference}",
        details={"lines": len(lines)},
    )
    return invoice


def check_in_time(*, fund: Fund, on: date) -> None:
    """Refuse a bill that comes when the days for late bills of a fund are over.

    Errors: `BillTooLate`. Source: ISF-POR-3.
    """
    last_day = fund.deployment.ends_on
    if last_day is not None:
        until = bills_until(authority_id=fund.authority_id, last_day=last_day)
        check_received(received_on=on, accepted_until=until)


def check_sent(*, number: str, lines: Sequence[LineSent]) -> None:
    """Refuse what could not even be kept. Errors: `InvoiceImpossible`. Source: ISF-BIL-1."""
    if not number.strip() or len(number) > LONGEST_NUMBER:
        raise InvoiceImpossible("An invoice has a number of at most 64 characters.")
    for line in lines:
        too_much = abs(line.price_pence) > MOST_PENCE or abs(line.quantity) > MOST_QUANTITY
        if too_much or line.quantity.denominator > FINEST or len(line.service) > LONGEST_SERVICE:
            raise InvoiceImpossible("A line says what no visit can be.")


def request_hash(*, payee_id: int, fund: Fund, number: str, lines: Sequence[LineSent]) -> str:
    """The fingerprint of an invoice as it was sent. Source: ISF-LED-3."""
    said = [
        f"{line.delivery}|{line.order}|{line.line}|{line.day}|{line.quantity}|{line.price_pence}"
        f"|{line.starts_at}|{line.service}{'|charge' if line.is_charge else ''}"
        for line in lines
    ]
    return chain.request_hash(
        kind="INVOICE", inputs=(str(payee_id), str(fund.reference), number, *said)
    )


def make_line(*, invoice: Invoice, number: int, judged: Judged, act_by: date) -> InvoiceLine:
    """The row of a line: waiting, or refused with who must act and by when. Source: ISF-BIL-2."""
    sent, refusal = judged.sent, judged.refusal
    return InvoiceLine(
        invoice=invoice,
        number=number,
        visit=judged.visit,
        charge=judged.charge,
        delivery=sent.delivery,
        service=sent.service,
        service_on=sent.day,
        starts_at=sent.starts_at,
        quantity=sent.quantity,
        price=to_money(sent.price_pence),
        amount=to_money(line_amount(price_pence=sent.price_pence, quantity=sent.quantity)),
        state=LineState.REFUSED if refusal else LineState.WAITING,
        refusal=refusal.reason if refusal else "",
        must_act=refusal.must_act if refusal else "",
        act_by=act_by if refusal else None,
    )
