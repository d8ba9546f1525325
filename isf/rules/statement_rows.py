"""The rows of an issued statement, the same on the page and on paper."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from accounts.rules import wording
from isf.enums import EntryKind, ReservationKind, Term
from isf.rules.statement_content import SPENDING_KINDS, Content
from isf.rules.statement_purposes import FEE_KINDS

DIGITS = 6
WHOLE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One amount with its words, and which entries add up to it; whole pence."""

    words: str
    pence: int
    is_total: bool = False
    when: str = "WITHIN"
    terms: tuple[Term, ...] = ()
    kinds: tuple[EntryKind, ...] = ()
    account_id: int | None = None
    reason: ReservationKind | None = None


def number(*, content: Content) -> str:
    """The number as it is read out on the telephone: S-000012. Source: ISF-LED-7."""
    return label(number=content.number)


def label(*, number: int) -> str:
    """A statement's number as it is written. Source: ISF-LED-7."""
    return f"S-{number:0{DIGITS}d}"


def sum_rows(*, content: Content) -> Iterator[Row]:
    """From the start to the end of the month: opening, in, out, closing. Source: ISF-POR-5."""
    said = content.figures
    start, end = (wording.day(on=day) for day in (said.first_on, said.last_on))
    yield Row(
        words=f"In the fund at the start of {start}",
        pence=said.opening_pence,
        is_total=True,
        when="BEFORE",
    )
    yield from _ins(content)
    yield Row(words="Came in", pence=said.terms[Term.IN], is_total=True, terms=(Term.IN,))
    yield from _outs(content)
    spent = said.out(kinds=SPENDING_KINDS)
    yield Row(words="Spent on support", pence=spent, is_total=True, kinds=SPENDING_KINDS)
    fee = said.out(kinds=FEE_KINDS)
    yield Row(words="Management fee", pence=fee, is_total=True, kinds=FEE_KINDS)
    for term, words in (
        (Term.TRANSFERS, "Moved to another fund"),
        (Term.RETURNS, "Returned to who paid it in"),
    ):
        if said.terms[term]:
            yield Row(words=words, pence=said.terms[term], is_total=True, terms=(term,))
    yield Row(
        words=f"In the fund at the end of {end}",
        pence=said.closing_pence,
        is_total=True,
        when="AFTER",
    )


def _ins(content: Content) -> Iterator[Row]:
    for part in content.figures.parts:
        if part.term is Term.IN:
            yield Row(
                words=content.names.kinds[part.kind],
                pence=part.pence,
                kinds=(part.kind,),
                account_id=part.account_id,
            )


def _outs(content: Content) -> Iterator[Row]:
    """One line for each who was paid, whatever the kind of entry."""
    paid: dict[int, int] = {}
    for part in content.figures.parts:
        if part.kind in SPENDING_KINDS:
            paid[part.account_id] = paid.get(part.account_id, 0) + part.pence
    for account_id, pence in paid.items():
        yield Row(
            words=content.names.accounts[account_id],
            pence=pence,
            kinds=SPENDING_KINDS,
            account_id=account_id,
        )


def left_rows(*, content: Content) -> Iterator[Row]:
    """What was set aside, for what, and what was left to use. Source: ISF-RES-2."""
    said = content.figures
    for kind, pence in said.reserved:
        words = content.names.reasons[kind]
        yield Row(
            words=f"Set aside: {words[:1].lower()}{words[1:]}",
            pence=pence,
            when="RESERVED",
            reason=kind,
        )
    yield Row(words="Set aside in all", pence=said.reserved_pence, is_total=True, when="RESERVED")
    yield Row(words="Left to use", pence=said.available_pence, is_total=True, when="AVAILABLE")


def contribution_rows(*, content: Content) -> Iterator[Row]:
    """What of the contribution became due, was paid and is owed; none where none was agreed.

    Source: ISF-FUN-2, ISF-FUN-3.
    """
    said = content.figures.contribution
    if said is None:
        return
    yield Row(words="Became due this month", pence=said.due_pence, when="PLAN")
    yield Row(
        words="Paid into the fund this month",
        pence=said.into_fund_pence,
        kinds=(EntryKind.CONTRIBUTION,),
    )
    if said.to_council_pence:
        yield Row(words="Paid to the council this month", pence=said.to_council_pence, when="PLAN")
    end = wording.day(on=content.figures.last_on)
    yield Row(words=f"Owed at the end of {end}", pence=said.owed_pence, is_total=True, when="PLAN")


def meaning(*, content: Content) -> str:
    """One sentence of what the month means. Source: `standards.md` (plain English first)."""
    said = content.figures
    closing = wording.pounds(pence=said.closing_pence)
    free = wording.pounds(pence=said.available_pence)
    rest = f"{closing} was in the fund at the end, of which {free} was left to use."
    if not said.moved:
        return f"No money came in or went out. {rest}"
    came = wording.pounds(pence=said.terms[Term.IN])
    spent = wording.pounds(pence=said.out(kinds=SPENDING_KINDS))
    return f"{came} came in and {spent} was spent on support. {rest}"


def below_nothing(*, content: Content) -> str:
    """Why an amount can be below nothing, where one is. Source: ISF-LED-6."""
    said = content.figures
    if min(said.opening_pence, said.closing_pence, said.available_pence) >= 0:
        return ""
    return (
        "An entry was written down later for a day in the past, or more was spent than was paid "
        "in. That is why an amount is below nothing here."
    )


def moved_under(*, content: Content) -> str:
    """Under which reference money moved; the statement of the other place shows the same.

    Source: ISF-POR-3.
    """
    moved = content.figures.moved
    return moved_under_words(references=[move.reference for move in moved if move.reference])


def moved_under_words(*, references: Collection[str]) -> str:
    """The references in one sentence, each once; nothing without one. Source: ISF-POR-3."""
    each = sorted(set(references))
    if not each:
        return ""
    noun = "reference" if len(each) == 1 else "references"
    return (
        f"Money moved under the {noun} {', '.join(each)}. "
        "The statement of the place it left or went to shows the same."
    )


def with_holder(*, content: Content) -> str:
    """How much of the spending stayed with the holder itself. Source: ISF-BIL-5."""
    spent = content.figures.out(kinds=SPENDING_KINDS)
    own = content.figures.with_holder_pence
    if not content.names.holder or spent <= 0:
        return ""
    return (
        f"{wording.pounds(pence=own)} of {wording.pounds(pence=spent)} ({WHOLE * own // spent}%) "
        f"was spent with {content.names.holder}, who also holds the money."
    )
