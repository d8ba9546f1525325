"""Lines of an invoice held against what was ordered, delivered, charged and billed before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from fractions import Fraction
from uuid import UUID

from accounts.rules.calendar import day_type
from isf.enums import ChargeState, FundState, LineState, PromiseState, VisitState
from isf.models import CancellationCharge, Fund, InvoiceLine, PlannedVisit, PromiseLine
from isf.operations.visits import price_on
from isf.rules.bills import ChargeFacts, LineFacts, Refusal, check_charge, check_line


@dataclass(frozen=True, slots=True, kw_only=True)
class LineSent:
    """One line as the provider sent it; prices in whole pence, quantity exact for all workers.

    A line that `is_charge` bills the early end of its order: `delivery` is the charge's reference.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A line with its visit or its charge, and the one reason it is refused, if any."""

    sent: LineSent
    visit: PlannedVisit | None
    refusal: Refusal | None
    on_bill: str
    charge: CancellationCharge | None = None


def judge(
    *, fund: Fund, payee_id: int, lines: Sequence[LineSent], tolerance_bp: int
) -> list[Judged]:
    """Hold every line against what was ordered, delivered and billed before, in their order.

    Source: ISF-BIL-1, ISF-BIL-2.
    """
    ordered = find_ordered(fund=fund, payee_id=payee_id, lines=lines)
    charges = find_charges(fund=fund, payee_id=payee_id, lines=lines)
    visits = find_visits(ordered=ordered.values(), lines=lines)
    live = InvoiceLine.objects.filter(visit_id__in=[v.pk for v in visits.values()]).exclude(
        state__in=(LineState.REFUSED, LineState.CREDITED)
    )
    billed = dict(live.order_by().values_list("visit_id", "invoice__number"))
    judged: list[Judged] = []
    asked: set[UUID] = set()
    for sent in lines:
        if sent.is_charge:
            before = "this one" if sent.delivery in asked else None
            one = judge_charge(fund=fund, sent=sent, charges=charges, before=before)
            asked |= set() if one.refusal else {sent.delivery}
            judged.append(one)
            continue
        line = ordered.get((sent.order, sent.line))
        visit = visits.get((line.pk, sent.day)) if line else None
        before = billed.get(visit.pk) if visit else None
        facts = facts_of(
            sent=sent,
            line=line,
            visit=visit,
            before=before,
            tolerance_bp=tolerance_bp,
            has_closed=fund.state == FundState.CLOSED,
        )
        refusal = check_line(facts=facts)
        if refusal is None and visit is not None:
            billed[visit.pk] = "this one"
        judged.append(Judged(sent=sent, visit=visit, refusal=refusal, on_bill=before or ""))
    return judged


def find_ordered(
    *, fund: Fund, payee_id: int, lines: Sequence[LineSent]
) -> dict[tuple[UUID, UUID], PromiseLine]:
    """The order lines of this fund with this provider that a bill speaks of. Source: ISF-BIL-1."""
    rows = PromiseLine.objects.select_related("promise").filter(
        promise__fund=fund,
        promise__payee_id=payee_id,
        reference__in={sent.line for sent in lines},
    )
    return {(row.promise.order, row.reference): row for row in rows}


def find_charges(
    *, fund: Fund, payee_id: int, lines: Sequence[LineSent]
) -> dict[UUID, CancellationCharge]:
    """The charges of this fund with this provider that a bill asks for. Source: ISF-BIL-1."""
    asked = {sent.delivery for sent in lines if sent.is_charge}
    if not asked:
        return {}
    rows = CancellationCharge.objects.filter(
        promise__fund=fund, promise__payee_id=payee_id, reference__in=asked
    )
    return {row.reference: row for row in rows.select_related("promise")}


def judge_charge(
    *, fund: Fund, sent: LineSent, charges: Mapping[UUID, CancellationCharge], before: str | None
) -> Judged:
    """Hold a line about the early end of an order against what was agreed. Source: ISF-POR-2."""
    charge = charges.get(sent.delivery)
    if charge is not None and charge.promise.order != sent.order:
        charge = None
    before = before or _asked_before(charge)
    facts = ChargeFacts(
        billed=sent.quantity,
        price_pence=sent.price_pence,
        agreed_pence=charge.pence if charge else None,
        is_open=charge is not None and charge.state == ChargeState.OPEN,
        billed_before_on=before,
        has_closed=fund.state == FundState.CLOSED,
    )
    return Judged(
        sent=sent,
        visit=None,
        refusal=check_charge(facts=facts),
        on_bill=before or "",
        charge=charge,
    )


def _asked_before(charge: CancellationCharge | None) -> str | None:
    """The number of the bill a charge stands on, if any that counts. Source: ISF-BIL-2."""
    if charge is None:
        return None
    rows = InvoiceLine.objects.filter(charge=charge).exclude(
        state__in=(LineState.REFUSED, LineState.CREDITED)
    )
    return rows.values_list("invoice__number", flat=True).first()


def find_visits(
    *, ordered: Iterable[PromiseLine], lines: Sequence[LineSent]
) -> dict[tuple[int, date], PlannedVisit]:
    """The visits of those lines that money or a delivery has touched. Source: ISF-BIL-1."""
    days = {sent.day for sent in lines}
    ids = [line.pk for line in ordered]
    rows = PlannedVisit.objects.filter(line_id__in=ids, day__in=days).order_by()
    return {(row.line_id, row.day): row for row in rows}


def is_ordered(*, line: PromiseLine, visit: PlannedVisit | None, day: date) -> bool:
    """Whether an order plans a visit on a day, or has one that was delivered before it ended.

    One that was set free again counts no more outside the days of its order: nobody is supported
    after their death. Source: ISF-BIL-1, ISF-LIF-2.
    """
    if visit is not None and visit.delivery is not None and visit.state != VisitState.RELEASED:
        return True
    promise = line.promise
    inside = promise.starts_on <= day and (promise.ends_on is None or day <= promise.ends_on)
    running = promise.state != PromiseState.RELEASED
    return inside and running and str(day.weekday()) in line.weekdays


def facts_of(
    *,
    sent: LineSent,
    line: PromiseLine | None,
    visit: PlannedVisit | None,
    before: str | None,
    tolerance_bp: int,
    has_closed: bool,
) -> LineFacts:
    """What is known about a line; a delivery it does not point to was not delivered to it.

    Source: ISF-BIL-1, ISF-BIL-2.
    """
    is_own = visit is not None and visit.delivery == sent.delivery
    delivered = visit.delivered_quantity * visit.delivered_workers if visit and is_own else None
    known = line is not None and is_ordered(line=line, visit=visit, day=sent.day)
    kind = day_type(day=sent.day, nation=line.promise.nation) if line else ""
    return LineFacts(
        billed=sent.quantity,
        price_pence=sent.price_pence,
        ordered=line.quantity * line.workers if line and known else None,
        ordered_price_pence=price_on(line=line, kind=kind) if line and known else None,
        delivered=delivered,
        billed_before_on=before,
        tolerance_bp=tolerance_bp,
        has_closed=has_closed,
    )
