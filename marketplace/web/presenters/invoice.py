"""A provider's invoices in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse

from accounts.web.presenters.wording import day as day_words
from accounts.web.presenters.wording import days as days_words
from marketplace import funding
from marketplace.enums import Unit
from marketplace.funding import InvoiceLineState, InvoiceSummary, InvoiceWhole
from marketplace.models import Delivery
from marketplace.queries import order_content
from marketplace.queries.invoicing import ToBill
from marketplace.web.presenters import wording

REPLIES: Mapping[str, str] = {"QUERIED": "Answer or take back", "WAITING": "Take back"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who can be billed."""

    name: str
    what: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One visit that can be billed; `key` is what its tick box sends."""

    key: str
    day: date
    what: str
    price_pence: int
    amount_pence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What an invoice to one person could hold."""

    person: str
    lines: tuple[Line, ...]
    total_pence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One invoice in a list."""

    href: str
    number: str
    person: str
    received_on: date
    total_pence: int
    state: str
    state_words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the person or the provider wrote about a line."""

    who: str
    on: datetime
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToAnswer:
    """One open line on the page that answers it; `shown` is how it stood.

    `again` says until when its visit can be billed again, once the line was taken back.
    """

    number: str
    person: str
    href: str
    line: Judged
    is_queried: bool
    shown: str
    can_bill_again: bool
    again: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One line and what became of it; a refused one has its reason, who acts and by when."""

    day: date
    what: str
    amount_pence: int
    state: str
    state_words: str
    reason: str
    who_acts: str
    act_by: date | None
    said: tuple[Said, ...]
    reply_href: str
    reply_words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """One invoice on its own page."""

    row: Row
    approved_pence: int
    waiting_pence: int
    queried_pence: int
    refused_pence: int
    credited_pence: int
    held_pence: int
    lines: tuple[Judged, ...]
    refused_count: int
    refund_href: str


def present_people(*, rows: Iterable[ToBill]) -> tuple[Person, ...]:
    """Who can be billed, and for how many visits."""
    return tuple(
        Person(
            name=row.person.full_name,
            what=f"{row.count} visit{'' if row.count == 1 else 's'}, "
            f"{days_words(starts_on=row.first_on, ends_on=row.last_on)}",
            href=reverse("marketplace:invoice-create", args=[row.person.reference, row.fund]),
        )
        for row in rows
    )


def present_draft(*, person: str, rows: Sequence[Delivery]) -> Draft:
    """The visits that can be billed, with their amounts."""
    priced = [
        (order_content.price_on(order=row.line.order, day=row.day), row.quantity * row.workers)
        for row in rows
    ]
    amounts, total = funding.price_lines(lines=priced)
    return Draft(
        person=person,
        lines=tuple(
            Line(
                key=str(row.reference),
                day=row.day,
                what=_what(row),
                price_pence=price,
                amount_pence=amount,
            )
            for row, (price, _), amount in zip(rows, priced, amounts, strict=True)
        ),
        total_pence=total,
    )


def present_rows(
    *, invoices: Iterable[InvoiceSummary], names: Mapping[int, str]
) -> tuple[Row, ...]:
    """The invoices of a list, in its order."""
    return tuple(_row(invoice, names) for invoice in invoices)


def present_whole(*, invoice: InvoiceWhole, names: Mapping[int, str]) -> Whole:
    """One invoice with what became of each line."""
    summary = invoice.summary
    return Whole(
        row=_row(summary, names),
        approved_pence=summary.approved_pence,
        waiting_pence=summary.waiting_pence,
        queried_pence=summary.queried_pence,
        refused_pence=summary.refused_pence,
        credited_pence=summary.credited_pence,
        held_pence=summary.held_pence,
        lines=tuple(_judged(line, summary.reference) for line in invoice.lines),
        refused_count=sum(1 for line in invoice.lines if line.refusal),
        refund_href=reverse("isf:invoice-detail", args=[summary.reference]),
    )


def present_open(
    *, invoice: InvoiceWhole, number: int, names: Mapping[int, str], today: date
) -> ToAnswer | None:
    """One line that is not decided yet, to be answered or taken back; None for any other."""
    line = next((row for row in invoice.lines if row.number == number), None)
    if line is None or line.state not in REPLIES:
        return None
    return ToAnswer(
        number=invoice.summary.number,
        person=names.get(invoice.summary.person_id, ""),
        href=reverse("marketplace:invoice-detail", args=[invoice.summary.reference]),
        line=_judged(line, invoice.summary.reference),
        is_queried=line.state == "QUERIED",
        shown=line.shown_as,
        can_bill_again=can_bill_again(invoice=invoice, today=today),
        again=_again(invoice.billable_until, today),
    )


def can_bill_again(*, invoice: InvoiceWhole, today: date) -> bool:
    """Whether bills to the fund of an invoice are still taken in."""
    until = invoice.billable_until
    return until is None or today <= until


def _again(until: date | None, today: date) -> str:
    """What becomes of the visit of a line that is taken back."""
    if until is None:
        return "Its visit can be corrected and billed again."
    if today <= until:
        return f"Its visit can be corrected, and billed again until {day_words(on=until)}."
    return (
        f"Bills to this fund were taken until {day_words(on=until)}: a line that is taken back now "
        "cannot be billed again, and nothing is paid for its visit."
    )


def next_number(*, invoices: Iterable[InvoiceSummary]) -> str:
    """A number this provider has not used: one more than it has invoices, or the next free one."""
    used = {invoice.number for invoice in invoices}
    count = len(used) + 1
    while (number := f"INV-{count:05d}") in used:
        count += 1
    return number


def _row(invoice: InvoiceSummary, names: Mapping[int, str]) -> Row:
    state, words = _state(invoice)
    return Row(
        href=reverse("marketplace:invoice-detail", args=[invoice.reference]),
        number=invoice.number,
        person=names.get(invoice.person_id, ""),
        received_on=invoice.received_on,
        total_pence=invoice.total_pence,
        state=state,
        state_words=words,
    )


def _state(invoice: InvoiceSummary) -> tuple[str, str]:
    if invoice.queried_pence:
        return "QUERIED", "Queried: answer the person"
    if invoice.waiting_pence:
        return "PENDING", "Waiting for the person"
    if invoice.held_pence:
        return "PENDING", "Approved, payment waits"
    if invoice.credited_pence and not (invoice.approved_pence or invoice.refused_pence):
        return "CREDITED", "Taken back"
    if invoice.refused_pence:
        return "REFUSED", "Some lines refused" if invoice.approved_pence else "Refused"
    return "APPROVED", "Approved"


def _judged(line: InvoiceLineState, invoice: UUID) -> Judged:
    return Judged(
        day=line.day,
        what=wording.billed(at=line.starts_at, service=line.service, ended=line.is_charge),
        amount_pence=line.amount_pence,
        state=line.state,
        state_words=wording.LINE_STATES.get(line.state, line.state.capitalize()),
        reason=wording.REFUSALS.get(line.refusal, line.refusal),
        who_acts=_who_acts(line),
        act_by=line.act_by,
        said=tuple(
            Said(who="You" if row.side == "PROVIDER" else "The person", on=row.at, words=row.words)
            for row in line.said
        ),
        reply_href=reverse("marketplace:invoice-reply", args=[invoice, line.number]),
        reply_words=REPLIES.get(line.state, ""),
    )


def _who_acts(line: InvoiceLineState) -> str:
    if not line.must_act:
        return ""
    who = wording.WHO_ACTS.get(line.must_act, line.must_act.capitalize())
    return f"{who} By {day_words(on=line.act_by)}." if line.act_by else who


def _what(row: Delivery) -> str:
    version = row.line.order.offer_version
    much = wording.amount(quantity=row.quantity, unit=Unit(version.unit))
    workers = f", {wording.workers(count=row.workers)}" if row.workers > 1 else ""
    return f"{wording.clock(at=row.starts_at)}, {version.title}, {much}{workers}"


def too_late(*, accepted_until: date) -> str:
    """Why a bill to a fund that has ended is not taken in, and whom to ask (ISF-POR-3)."""
    return (
        f"This fund has ended, and bills to it were taken until {day_words(on=accepted_until)} "
        "(ISF-POR-3). Talk to the council that paid into it"
    )
