"""What a decision about a bill needs to know, in plain statements: this is the hot path."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections

from accounts.fields import pence_of
from isf.enums import HoldScope, LineState
from isf.models import Invoice
from isf.queries import holds
from isf.queries.columns import as_date, as_uuid

BILL = """
    SELECT id, reference, fund_id, person_id, payee_id, raised_by_id, received_on
    FROM isf_invoice WHERE id = %s"""
LINES = """
    SELECT l.id, l.number, l.delivery, l.service_on, l.amount, v.id,
        COALESCE(v.reserved_pence, c.reserved_pence), p."order", ({hold}), c.id
    FROM isf_invoiceline l
    LEFT JOIN isf_plannedvisit v ON v.id = l.visit_id
    LEFT JOIN isf_promiseline pl ON pl.id = v.line_id
    LEFT JOIN isf_cancellationcharge c ON c.id = l.charge_id
    LEFT JOIN isf_promise p ON p.id = COALESCE(pl.promise_id, c.promise_id)
    WHERE l.invoice_id = %s AND l.state IN ({states}){numbers} ORDER BY l.number"""
OPEN = (LineState.WAITING, LineState.QUERIED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """A bill: whose money it asks for, who sent it and who raised it."""

    id: int
    reference: UUID
    fund_id: int
    person_id: int
    payee_id: int
    raised_by_id: int | None
    received_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PayableLine:
    """A line that may be paid, in whole pence: of a visit, or of the charge for an early end.

    `delivery` is the reference of either. `stopped` names the first hold that keeps the money
    where it is.
    """

    id: int
    number: int
    delivery: UUID
    service_on: date
    pence: int
    visit_id: int | None
    reserved_pence: int
    order: UUID | None
    stopped: HoldScope | None
    charge_id: int | None = None


def get_bill(*, invoice_id: int) -> Bill:
    """The bill of an id. Errors: `Invoice.DoesNotExist`. Source: ISF-BIL-1."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(BILL, [invoice_id])
        row = cursor.fetchone()
    if row is None:
        raise Invoice.DoesNotExist("There is no such bill.")
    return Bill(
        id=row[0],
        reference=as_uuid(row[1]),
        fund_id=row[2],
        person_id=row[3],
        payee_id=row[4],
        raised_by_id=row[5],
        received_on=as_date(row[6]),
    )


def lines_statement(
    *,
    bill: Bill,
    numbers: Collection[int] | None,
    states: Sequence[LineState] | None = None,
) -> tuple[str, list[int | str]]:
    """The statement that reads the lines a decision is about, to be run under the fund's lock.

    All that wait and were never queried, or those with these numbers, queried ones too: silence
    after a query says nothing. Source: ISF-BIL-3.
    """
    states = states or (OPEN[:1] if numbers is None else OPEN)
    asked = sorted(set(numbers or ()))
    chosen = f" AND l.number IN ({marks(asked) or 'NULL'})"
    if numbers is None:
        chosen = " AND l.query = ''"
    sql = LINES.format(hold=holds.OPEN, states=marks(states), numbers=chosen)
    whom = (bill.fund_id, bill.payee_id, bill.id)
    return sql, [*whom, *(str(state) for state in states), *asked]


def read_line(row: Sequence[Any]) -> PayableLine:
    """A line from a row of that statement."""
    return PayableLine(
        id=row[0],
        number=row[1],
        delivery=as_uuid(row[2]),
        service_on=as_date(row[3]),
        pence=pence_of(row[4]),
        visit_id=row[5],
        reserved_pence=row[6] or 0,
        order=None if row[7] is None else as_uuid(row[7]),
        stopped=None if row[8] is None else HoldScope(row[8]),
        charge_id=row[9],
    )


def marks(values: Sequence[object]) -> str:
    """A place in a statement for each value."""
    return ", ".join(["%s"] * len(values))
