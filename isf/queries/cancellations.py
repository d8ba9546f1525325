"""What early ends of orders cost: the terms agreed, and the charges nobody has billed yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from accounts.permissions import Actor, check_role
from accounts.rules.registry import rule
from isf.enums import CancellationKind, ChargeState, LineState
from isf.models import CancellationCharge, Fund, InvoiceLine, Promise, PromiseTerms
from isf.permissions import BILLING_ROLES
from isf.queries.closings import WAITS
from isf.queries.policies import get_policy
from isf.queries.terms import promise_plan
from isf.rules.cancellation import charge_for
from isf.rules.promises import CancellationTerms

NOT_ASKED = (LineState.REFUSED, LineState.CREDITED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What ending an order costs, in whole pence, and until when it can be billed."""

    pence: int
    bill_until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeToBill:
    """A charge a provider may bill and has not, in whole pence; `line` names the order's first."""

    reference: UUID
    fund: UUID
    order: UUID
    line: UUID
    last_day: date
    bill_until: date
    pence: int


def find_terms(*, promise: Promise) -> CancellationTerms | None:
    """What an order agreed about ending it early, if anything. Source: ISF-POR-2."""
    row = PromiseTerms.objects.filter(promise=promise).first()
    if row is None:
        return None
    return CancellationTerms(
        notice_days=row.notice_days,
        kind=CancellationKind(row.kind),
        pence=row.pence,
        days=row.days,
    )


@rule("ISF-POR-2", "A holder never charges for the end of its own services.")
def cost_of_end(*, promise: Promise, fund: Fund, last_day: date, on: date) -> Cost:
    """What ending an order on a day costs when it is ended today; nothing without terms.

    An amount is charged once for an order, however often its end moves forward.
    Units: whole pence. Source: ISF-POR-2.
    """
    pence = pence_of_end(promise=promise, fund=fund, last_day=last_day, on=on)
    days = get_policy(authority_id=fund.authority_id, on=max(last_day, on)).late_bill_days
    return Cost(pence=pence, bill_until=last_day + timedelta(days=days))


def pence_of_end(*, promise: Promise, fund: Fund, last_day: date, on: date) -> int:
    """What an early end costs by what was agreed, in whole pence. Source: ISF-POR-2."""
    terms = find_terms(promise=promise)
    if terms is None or fund.holder_id == promise.payee_id:
        return 0
    charges = CancellationCharge.objects.filter(promise=promise)
    is_amount = terms.kind is CancellationKind.AMOUNT
    if is_amount and charges.exclude(state=ChargeState.RELEASED).exists():
        return 0
    plan = promise_plan(promise=promise)
    return charge_for(terms=terms, plan=plan, told_on=on, last_day=last_day)


def open_charges(*, fund: Fund) -> QuerySet[CancellationCharge]:
    """The charges of a fund that are neither paid nor let go, the oldest first. Source: POR-2."""
    rows = CancellationCharge.objects.filter(promise__fund=fund, state=ChargeState.OPEN)
    return rows.select_related("promise").order_by("id")


def unbilled(*, charges: QuerySet[CancellationCharge]) -> QuerySet[CancellationCharge]:
    """Those of some charges that stand on no bill which asks for them. Source: ISF-BIL-2."""
    asked = InvoiceLine.objects.filter(charge=OuterRef("pk")).exclude(state__in=NOT_ASKED)
    return charges.filter(~Exists(asked))


def count_waiting(*, fund: Fund) -> int:
    """How many bill lines about charges of a fund wait for an answer. Source: ISF-POR-3."""
    rows = InvoiceLine.objects.filter(invoice__fund=fund, state__in=WAITS)
    return rows.filter(charge__isnull=False).count()


def list_to_bill(*, by: Actor, payee_id: int, on: date) -> list[ChargeToBill]:
    """The charges a provider may still bill, in whole pence. Errors: `NotAllowed`."""
    check_role(by=by, organisation_id=payee_id, roles=BILLING_ROLES)
    rows = CancellationCharge.objects.filter(
        promise__payee_id=payee_id, state=ChargeState.OPEN, bill_until__gte=on
    )
    known = unbilled(charges=rows).select_related("promise__fund").order_by("last_day", "id")
    return [
        ChargeToBill(
            reference=row.reference,
            fund=row.promise.fund.reference,
            order=row.promise.order,
            line=row.promise.lines.all()[0].reference,
            last_day=row.last_day,
            bill_until=row.bill_until,
            pence=row.pence,
        )
        for row in known.prefetch_related("promise__lines")
    ]


def list_late(*, authority_id: int | None, on: date) -> list[int]:
    """The funds that keep money for charges whose days for bills are over. Source: ISF-POR-3."""
    rows = CancellationCharge.objects.filter(state=ChargeState.OPEN, bill_until__lt=on)
    if authority_id is not None:
        rows = rows.filter(promise__fund__authority_id=authority_id)
    late = unbilled(charges=rows).order_by("promise__fund_id")
    return list(late.values_list("promise__fund_id", flat=True).distinct())
