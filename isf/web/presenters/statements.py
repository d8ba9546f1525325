"""A statement as a page shows it: where the money came from, where it went, what it means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from accounts.permissions import Actor
from accounts.web.presenters import wording as words_for
from accounts.web.presenters.chart import FEWEST_POINTS, Chart, Point, line
from isf.enums import EntryKind, Term
from isf.models import Fund
from isf.queries.statements import DayLeft, Part, Statement, is_fee
from isf.rules import statement_rows, words
from isf.rules.statement_content import SPENDING_KINDS
from isf.web.presenters import deaths, funds, wording
from isf.web.presenters.entry_links import Amount, Opener

_ONE_DAY = timedelta(days=1)
_WHOLE = 100
_MOST_POINTS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a statement."""

    words: str
    amount: Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What lets anybody check later that nothing before was changed (ISF-LED-4)."""

    seq: int
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Everything a statement says."""

    fund: UUID
    caption: funds.Caption
    month: str
    days: str
    is_over: bool
    meaning: str
    was_below_nothing: bool
    opening_words: str
    opening: Amount
    came_in: Amount
    ins: tuple[Line, ...]
    spent: Amount
    outs: tuple[Line, ...]
    fee: Amount
    moved: Amount | None
    returned: Amount | None
    closing_words: str
    closing: Amount
    reserved: Amount
    reasons: tuple[Line, ...]
    available: Amount
    promised_weekly_pence: int
    promised_from: date
    with_holder: str
    moved_under: str
    is_empty: bool
    chart: Chart | None
    proof: Proof | None
    previous: date | None
    following: date | None
    died: str


def page(*, statement: Statement, fund: Fund, by: Actor) -> Page:
    """The page of a statement, as one reader sees it."""
    caption = funds.caption(fund=fund, by=by)
    within = Opener(fund=fund.reference, from_on=statement.first_on, to_on=statement.last_on)
    before = Opener(fund=fund.reference, to_on=statement.first_on - _ONE_DAY)
    after = Opener(fund=fund.reference, to_on=statement.last_on)
    end = words_for.day(on=statement.last_on)
    return Page(
        fund=fund.reference,
        caption=caption,
        month=f"{statement.first_on:%B %Y}",
        days=words_for.days(starts_on=statement.first_on, ends_on=statement.last_on),
        is_over=statement.is_over,
        meaning=_meaning(statement, caption.who),
        was_below_nothing=statement.closing_pence < 0 or statement.opening_pence < 0,
        opening_words=f"In the fund at the start of {words_for.day(on=statement.first_on)}",
        opening=before.posted(statement.opening_pence),
        came_in=within.posted(statement.terms[Term.IN], terms=[Term.IN]),
        ins=_ins(statement, within),
        spent=within.posted(statement.spent_pence, kinds=SPENDING_KINDS),
        outs=_outs(statement, within),
        fee=within.posted(statement.fee_pence, kinds=(EntryKind.FEE, EntryKind.FEE_BACK)),
        moved=_if_any(statement, within, Term.TRANSFERS),
        returned=_if_any(statement, within, Term.RETURNS),
        closing_words=f"In the fund at the end of {end}",
        closing=after.posted(statement.closing_pence),
        reserved=after.reserved(statement.reserved_pence),
        reasons=tuple(
            Line(words=wording.REASONS[kind], amount=after.reserved(pence, reason=kind))
            for kind, pence in statement.reserved.items()
            if pence
        ),
        available=after.available(statement.available_pence),
        promised_weekly_pence=statement.promised_weekly_pence,
        promised_from=statement.promised_from,
        with_holder=_with_holder(statement, fund),
        moved_under=statement_rows.moved_under_words(references=statement.references),
        is_empty=not any(statement.terms.values()),
        chart=chart(days=statement.days),
        proof=Proof(seq=statement.head.seq, hash=statement.head.hash) if statement.head else None,
        previous=statement.months.previous,
        following=statement.months.following,
        died=deaths.notice(person=fund.person, until=None),
    )


def _ins(statement: Statement, within: Opener) -> tuple[Line, ...]:
    return tuple(
        Line(
            words=wording.ENTRY_KINDS[part.kind],
            amount=within.posted(part.pence, kinds=[part.kind], account_id=part.account_id),
        )
        for part in statement.of(Term.IN)
    )


def _outs(statement: Statement, within: Opener) -> tuple[Line, ...]:
    """One line for each who was paid, whatever the kind of entry."""
    paid: dict[int, list[Part]] = defaultdict(list)
    for part in statement.of(Term.OUT):
        if not is_fee(part):
            paid[part.account_id].append(part)
    return tuple(_paid(parts, within) for parts in paid.values())


def _paid(parts: Sequence[Part], within: Opener) -> Line:
    first = parts[0]
    return Line(
        words=words.account_name(kind=first.account_kind, owner=first.name),
        amount=within.posted(
            sum(part.pence for part in parts),
            kinds=SPENDING_KINDS,
            account_id=first.account_id,
        ),
    )


def _if_any(statement: Statement, within: Opener, term: Term) -> Amount | None:
    pence = statement.terms[term]
    return within.posted(pence, terms=[term]) if pence else None


def _meaning(statement: Statement, who: str) -> str:
    """One sentence of what the month means."""
    name = who or "You"
    came, spent = (
        words_for.pounds(pence=statement.terms[Term.IN]),
        words_for.pounds(pence=statement.spent_pence),
    )
    closing = words_for.pounds(pence=statement.closing_pence)
    free = words_for.pounds(pence=statement.available_pence)
    until = "" if statement.is_over else " so far"
    if not any(statement.terms.values()):
        return (
            f"No money came in or went out{until} this month. {closing} is in the fund, "
            f"of which {free} is left to use."
        )
    return (
        f"{came} came in{until} and {name[:1].lower() + name[1:] if not who else name} spent "
        f"{spent} on support. {closing} is in the fund at the end, of which {free} is left to use."
    )


def _with_holder(statement: Statement, fund: Fund) -> str:
    """How much of the spending stayed with the holder itself (ISF-BIL-5)."""
    if fund.holder is None or statement.spent_pence <= 0:
        return ""
    own = statement.with_holder_pence
    share = _WHOLE * own // statement.spent_pence
    return (
        f"{words_for.pounds(pence=own)} of {words_for.pounds(pence=statement.spent_pence)} "
        f"({share}%) was spent with {fund.holder.name}, who also holds the money."
    )


def chart(*, days: Sequence[DayLeft]) -> Chart | None:
    """What was in the fund day by day, at the ends of weeks and of the month."""
    points = list(_spread(days))
    if len(points) < FEWEST_POINTS:
        return None
    return line(
        key="month",
        title="What was in the fund",
        meaning=_movement(days),
        points=[Point(label=f"{row.day.day} {row.day:%b}", pence=row.pence) for row in points],
        label_heading="At the end of",
        value_heading="In the fund",
    )


def _spread(days: Sequence[DayLeft]) -> Iterable[DayLeft]:
    """Every fourth day and the last, so that a month fits on a phone."""
    step = max(1, -(-len(days) // _MOST_POINTS))
    chosen = list(days[::step])
    return chosen if not days or chosen[-1] == days[-1] else [*chosen, days[-1]]


def _movement(days: Sequence[DayLeft]) -> str:
    least = min(days, key=lambda row: row.pence)
    return (
        f"The least in these days was {words_for.pounds(pence=least.pence)}, at the end of "
        f"{words_for.day(on=least.day)}."
    )
