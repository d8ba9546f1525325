"""One answer to a bill: some lines approved, others queried, in one transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from accounts.permissions import Actor
from isf.enums import LineState
from isf.models import Fund, Invoice, InvoiceLine
from isf.operations import decisions
from isf.operations.decisions import Decided, NothingToDecide
from isf.operations.transactions import money_transaction
from isf.permissions import check_decides_bill

OPEN = (LineState.WAITING, LineState.QUERIED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What became of an answer: lines by number, money in whole pence.

    `short` says what each line that could not be paid lacks; `too_late` names lines that were
    decided otherwise before.
    """

    approved: tuple[int, ...] = ()
    queried: tuple[int, ...] = ()
    short: Mapping[int, int] = field(default_factory=dict)
    too_late: tuple[int, ...] = ()
    paid_pence: int = 0
    available_pence: int = 0


@money_transaction
def give(
    *,
    invoice_id: int,
    approve: Collection[int],
    query: Mapping[int, str],
    by: Actor,
    at: datetime,
    on: date,
) -> Answered:
    """Query lines, each in its own words, and approve others; what was answered so stays so.

    Giving the same answer again changes nothing and pays nothing twice. Units: whole pence.
    Errors: `NotAllowed`, `ApprovesOwn`, `WorksForBiller`, `WordsMissing`, `NothingToDecide`.
    Source: ISF-BIL-3, ISF-RES-2.
    """
    invoice = Invoice.objects.get(pk=invoice_id)
    check_decides_bill(
        by=by,
        person_id=invoice.person_id,
        payee_id=invoice.payee_id,
        raised_by_id=invoice.raised_by_id,
    )
    Fund.objects.select_for_update(no_key=True).get(pk=invoice.fund_id)
    rows = {row.number: row for row in InvoiceLine.objects.filter(invoice=invoice)}
    asked = {number: rows[number] for number in {*approve, *query} if number in rows}
    if not asked:
        raise NothingToDecide("The answer names no line of this invoice.")
    queried = list_queries(rows=asked, query=query)
    for number, words in queried.items():
        decisions.query(invoice_id=invoice_id, lines=[number], words=words, by=by, at=at)
    payable = [number for number in approve if number in asked and asked[number].state in OPEN]
    decided = Decided()
    if payable:
        decided = decisions.approve(invoice_id=invoice_id, lines=payable, by=by, at=at, on=on)
    return Answered(
        approved=tuple(decided.approved),
        queried=tuple(queried),
        short=decided.short,
        too_late=tuple(list_late(rows=asked, approve=approve, query=query)),
        paid_pence=decided.paid_pence,
        available_pence=decided.available_pence,
    )


def list_queries(*, rows: Mapping[int, InvoiceLine], query: Mapping[int, str]) -> dict[int, str]:
    """The queries that say something new about a line that is still open. Source: ISF-BIL-3."""
    return {
        number: words
        for number, words in query.items()
        if number in rows
        and rows[number].state in OPEN
        and (rows[number].state, rows[number].query) != (LineState.QUERIED, words.strip())
    }


def list_late(
    *, rows: Mapping[int, InvoiceLine], approve: Collection[int], query: Mapping[int, str]
) -> list[int]:
    """Lines that were decided otherwise before this answer came. Source: ISF-BIL-3."""
    return sorted(
        number
        for number, row in rows.items()
        if (number in query and row.state not in OPEN)
        or (number in approve and row.state not in (*OPEN, LineState.APPROVED))
    )
