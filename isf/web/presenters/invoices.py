"""Bills as pages show them: each line in words, what became of it, and who must do what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from fractions import Fraction
from uuid import UUID

from django.forms import BoundField
from django.forms.forms import BaseForm

from accounts.permissions import Actor
from accounts.web.presenters import wording as words_for
from isf.enums import LineState, Side
from isf.models import LineWords
from isf.operations.answers import Answered
from isf.queries.invoices import InvoiceDetail, InvoiceRow, LineRow
from isf.web.presenters import funds, refunds, refusals, wording

HELD = "it is paid on the day payments go on, without another answer."
OPEN = (LineState.WAITING, LineState.QUERIED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """How much of a bill is in one state."""

    words: str
    colour: str
    pence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One bill in a list."""

    reference: UUID
    number: str
    payee: str
    who: str
    received_on: date
    total_pence: int
    sums: tuple[Sum, ...]
    waits: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody wrote about a line."""

    who: str
    on: datetime
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a bill; `answer` and `words` are the fields of an open line.

    `shown` goes along with an answer and says how the line stood when it was given; `refund_of` is
    the number of a line the reader may give money back of.
    """

    number: int
    heading: str
    what: str
    amount_pence: int
    state: str
    colour: str
    reason: str
    must_act: str
    act_by: date | None
    said: tuple[Said, ...]
    entry_seq: int | None
    lacking: str
    shown: str
    waits: bool
    back: tuple[refunds.Back, ...]
    refund_of: int | None
    answer: BoundField | None
    words: BoundField | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The page of one bill."""

    reference: UUID
    fund: UUID
    number: str
    payee: str
    who: str
    received_on: date
    total_pence: int
    meaning: str
    lines: tuple[Line, ...]
    may_answer: bool
    waiting: str
    waiting_count: int
    obstacle: str
    sees_fund: bool


def cards(*, rows: Iterable[InvoiceRow], by: Actor) -> tuple[Card, ...]:
    """The bills of one page of a list."""
    return tuple(
        Card(
            reference=row.invoice.reference,
            number=row.invoice.number,
            payee=row.invoice.payee.name,
            who="" if funds.is_own(by=by, fund=row.invoice.fund) else row.invoice.person.full_name,
            received_on=row.invoice.received_on,
            total_pence=row.sums.total_pence,
            sums=_sums(row),
            waits=row.sums.waiting_pence > 0,
        )
        for row in rows
    )


def _sums(row: InvoiceRow) -> tuple[Sum, ...]:
    pence = {
        LineState.WAITING: row.sums.waiting_pence,
        LineState.APPROVED: row.sums.approved_pence,
        LineState.HELD: row.sums.held_pence,
        LineState.QUERIED: row.sums.queried_pence,
        LineState.REFUSED: row.sums.refused_pence,
        LineState.CREDITED: row.sums.credited_pence,
    }
    return tuple(
        Sum(words=wording.LINE_STATES[state], colour=wording.LINE_COLOURS[state], pence=amount)
        for state, amount in pence.items()
        if amount
    )


def page(*, detail: InvoiceDetail, form: BaseForm | None, by: Actor) -> Page:
    """The page of one bill, as one reader sees it; without a form it is only read."""
    invoice = detail.invoice
    waiting = [row for row in detail.lines if row.line.state == LineState.WAITING]
    may_answer = form is not None
    return Page(
        reference=invoice.reference,
        fund=invoice.fund.reference,
        number=invoice.number,
        payee=invoice.payee.name,
        who="" if funds.is_own(by=by, fund=invoice.fund) else invoice.person.full_name,
        received_on=invoice.received_on,
        total_pence=detail.sums.total_pence,
        meaning=_meaning(detail, waiting),
        lines=tuple(_line(row, detail, form) for row in detail.lines),
        may_answer=may_answer,
        waiting=wording.counted(len(waiting), "line"),
        waiting_count=len(waiting),
        obstacle=_obstacle(detail, by),
        sees_fund=detail.sees_fund,
    )


def _obstacle(detail: InvoiceDetail, by: Actor) -> str:
    """Why the reader may not answer; the provider's and the council's staff know why."""
    if detail.obstacle is None or by.person_id is None:
        return ""
    return str(refusals.words(detail.obstacle))


def _meaning(detail: InvoiceDetail, waiting: list[LineRow]) -> str:
    total = words_for.pounds(pence=detail.sums.total_pence)
    said = f"{detail.invoice.payee.name} asks {total}"
    if waiting:
        rest = words_for.pounds(pence=detail.sums.waiting_pence)
        return f"{said}. {rest} waits for an answer."
    if detail.sums.queried_pence:
        rest = words_for.pounds(pence=detail.sums.queried_pence)
        return f"{said}. {rest} is queried and waits for the provider; the rest is answered."
    if detail.sums.credited_pence:
        back = words_for.pounds(pence=detail.sums.credited_pence)
        return f"{said}. {back} of it was taken back, and nothing is paid for that."
    return f"{said}. Every line is answered."


def _line(row: LineRow, detail: InvoiceDetail, form: BaseForm | None) -> Line:
    line = row.line
    is_open = form is not None and line.state in OPEN
    return Line(
        number=line.number + 1,
        heading=f"{line.service}, {words_for.weekday(on=line.service_on)}",
        what=_what(row),
        amount_pence=row.amount_pence,
        state=wording.LINE_STATES[line.state],
        colour=wording.LINE_COLOURS[line.state],
        reason=wording.REFUSED_LINES.get(line.refusal, ""),
        must_act=wording.MUST_ACT.get(line.must_act, ""),
        act_by=line.act_by,
        said=tuple(_said(words, detail) for words in row.said),
        entry_seq=row.entry_seq,
        lacking=_lacking(row, detail),
        shown=f"{line.number}:{row.shown_as}",
        waits=line.state == LineState.WAITING,
        back=refunds.list_back(row=row),
        refund_of=line.number if detail.may_refund and row.refundable_pence else None,
        answer=form[f"line_{line.number}"] if form is not None and is_open else None,
        words=form[f"words_{line.number}"] if form is not None and is_open else None,
    )


def _what(row: LineRow) -> str:
    line = row.line
    price = words_for.pounds(pence=row.price_pence)
    if line.charge_id is not None:
        return f"For ending the order with less notice than the provider asked for, {price}"
    much = quantity(line.quantity)
    return f"{_clock(line.starts_at)}, {much} \N{MULTIPLICATION SIGN} {price}"


def _said(words: LineWords, detail: InvoiceDetail) -> Said:
    who = detail.invoice.payee.name if words.side == Side.PROVIDER else "What was asked"
    return Said(who=who, on=words.said_at, words=words.words)


def _lacking(row: LineRow, detail: InvoiceDetail) -> str:
    if not row.lacking_pence:
        return ""
    return (
        f"There is not enough money for this line now: it needs "
        f"{words_for.pounds(pence=row.lacking_pence)} more than is set aside for it, and "
        f"{words_for.pounds(pence=max(detail.available_pence, 0))} is left to use. You can "
        "approve it again after the next money comes in, query it, or ask your council about a "
        "one-off payment."
    )


def _clock(at: time) -> str:
    half = "am" if at.hour < 12 else "pm"  # noqa: PLR2004 - noon
    return f"{at.hour % 12 or 12}:{at.minute:02d}{half}"


def quantity(amount: Fraction) -> str:
    """Write how much was billed: 2, 0.75 or 1/3."""
    hundredths = amount * 100
    if hundredths.denominator != 1:
        return str(amount)
    whole, part = divmod(int(hundredths), 100)
    return f"{whole}.{part:02d}".rstrip("0").rstrip(".")


def outcome(*, answered: Answered) -> tuple[str, str]:
    """What became of an answer, and what is still to be done; either may be empty."""
    good, bad = [], []
    if answered.approved:
        lines = wording.counted(len(answered.approved), "line")
        paid = words_for.pounds(pence=answered.paid_pence)
        good.append(f"You approved {lines}. {paid} will be paid.")
    if answered.held:
        lines = wording.counted(len(answered.held), "line")
        good.append(f"You approved {lines}. The council has stopped payments here for now: {HELD}")
    if answered.queried:
        lines = wording.counted(len(answered.queried), "line")
        good.append(f"You queried {lines}. The provider can now see what you wrote.")
    if answered.short:
        lines = _numbers(answered.short)
        left = words_for.pounds(pence=max(answered.available_pence, 0))
        bad.append(
            f"There was not enough money for {lines}: {left} is left to use. Nothing was paid "
            "for it, and it still waits."
        )
    if answered.before:
        lines = _numbers(answered.before)
        good.append(f"The same answer to {lines} had been recorded before. Nothing was done twice.")
    if answered.changed:
        lines = _numbers(answered.changed)
        bad.append(
            f"Your answer to {lines} was not taken, because it is not as it was on the page you "
            "answered from. Read what it says below, and answer again."
        )
    if answered.too_late:
        lines = _numbers(answered.too_late)
        bad.append(f"Somebody had answered {lines} before you: see below.")
    return " ".join(good), " ".join(bad)


def _numbers(lines: Iterable[int]) -> str:
    named = [f"line {number + 1}" for number in sorted(lines)]
    *most, last = named
    return f"{', '.join(most)} and {last}" if most else last
