"""One answer to a bill: some lines approved, others queried, in one transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count

from accounts.permissions import Actor
from accounts.rules.registry import rule
from isf.enums import LineState
from isf.models import Fund, Invoice, InvoiceLine
from isf.operations import decisions
from isf.operations.decisions import Decided, NothingToDecide
from isf.operations.transactions import money_transaction
from isf.permissions import check_decides_bill
from isf.rules.bills import shown_as

OPEN = (LineState.WAITING, LineState.QUERIED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What became of an answer: lines by number, money in whole pence.

    `short` says what each line that could not be paid lacks; `before` names lines that had been
    answered so already, `too_late` those decided otherwise before, `changed` those that are
    still open but not as they were shown, and `held` those approved that wait for a hold.
    """

    approved: tuple[int, ...] = ()
    queried: tuple[int, ...] = ()
    short: Mapping[int, int] = field(default_factory=dict)
    before: tuple[int, ...] = ()
    too_late: tuple[int, ...] = ()
    changed: tuple[int, ...] = ()
    held: tuple[int, ...] = ()
    paid_pence: int = 0
    available_pence: int = 0


@dataclass(slots=True, kw_only=True)
class Sorted:
    """The lines of an answer by what may still be done about them."""

    approve: list[int] = field(default_factory=list)
    query: list[int] = field(default_factory=list)
    before: list[int] = field(default_factory=list)
    too_late: list[int] = field(default_factory=list)
    changed: list[int] = field(default_factory=list)


@money_transaction
def give(
    *,
    invoice_id: int,
    approve: Collection[int],
    query: Mapping[int, str],
    shown: Mapping[int, str],
    by: Actor,
    at: datetime,
    on: date,
) -> Answered:
    """Query lines, each in its own words, and approve others; what was answered so stays so.

    Only lines that still are as they were `shown` are answered (by `shown_as`, per line); the
    others are reported. Giving the same answer again changes nothing and pays nothing twice.
    Units: whole pence.
    Errors: `NotAllowed`, `ApprovesOwn`, `WorksForBiller`, `WordsMissing`, `NothingToDecide`.
    Source: ISF-BIL-3, ISF-RES-2, ISF-LED-3.
    """
    invoice = Invoice.objects.get(pk=invoice_id)
    check_decides_bill(
        by=by,
        person_id=invoice.person_id,
        payee_id=invoice.payee_id,
        raised_by_id=invoice.raised_by_id,
    )
    Fund.objects.select_for_update(no_key=True).get(pk=invoice.fund_id)
    lines = sort_lines(invoice=invoice, approve=approve, query=query, shown=shown)
    for number in lines.query:
        decisions.query(invoice_id=invoice_id, lines=[number], words=query[number], by=by, at=at)
    decided = Decided()
    if lines.approve:
        decided = decisions.approve(invoice_id=invoice_id, lines=lines.approve, by=by, at=at, on=on)
    return Answered(
        approved=tuple(decided.approved),
        queried=tuple(lines.query),
        short=decided.short,
        before=tuple(lines.before),
        too_late=tuple(lines.too_late),
        changed=tuple(lines.changed),
        held=tuple(decided.held),
        paid_pence=decided.paid_pence,
        available_pence=decided.available_pence,
    )


def sort_lines(
    *,
    invoice: Invoice,
    approve: Collection[int],
    query: Mapping[int, str],
    shown: Mapping[int, str],
) -> Sorted:
    """What may be done about each line an answer names.

    Errors: `NothingToDecide` when it names none of this invoice. Source: ISF-BIL-3.
    """
    lines = Sorted()
    numbers = {*approve, *query}
    rows = InvoiceLine.objects.filter(invoice=invoice, number__in=numbers).order_by("number")
    for row in rows.annotate(words_said=Count("said")):
        mark = shown_as(
            bill=invoice.reference, state=row.state, query=row.query, said=row.words_said
        )
        as_shown = shown.get(row.number) == mark
        pile = find_pile(row=row, words=query.get(row.number), as_shown=as_shown)
        getattr(lines, pile).append(row.number)
    if lines == Sorted():
        raise NothingToDecide("The answer names no line of this invoice.")
    return lines


@rule("ISF-BIL-3", "An answer counts for a line only as it was shown to whoever gave it.")
def find_pile(*, row: InvoiceLine, words: str | None, as_shown: bool) -> str:
    """What may be done about one line: the name of a pile of `Sorted`.

    `words` is a query, None an approval. Source: ISF-BIL-3.
    """
    if row.state == LineState.HELD and words is None:
        return "before"
    said = (row.state, row.query if words is not None else "")
    if said == ((LineState.APPROVED, "") if words is None else (LineState.QUERIED, words.strip())):
        return "before"
    if row.state not in OPEN:
        return "too_late"
    if not as_shown:
        return "changed"
    return "approve" if words is None else "query"
