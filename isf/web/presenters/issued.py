"""An issued statement as a page shows it: from the text that was kept, nothing added up again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from accounts.permissions import Actor
from isf.models import Fund, IssuedStatement
from isf.rules import statement_content, statement_rows
from isf.rules.statement_content import Content, Moved
from isf.rules.statement_rows import Row
from isf.web.presenters import funds, statement_purposes
from isf.web.presenters.entry_links import Amount, Opener
from isf.web.presenters.statement_purposes import Table

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One amount with its words; a total is set apart."""

    words: str
    amount: Amount
    is_total: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """One movement of money, with the number of its entry."""

    seq: int
    day: date
    kind: str
    name: str
    pence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Everything the page of an issued statement says."""

    fund: UUID
    caption: funds.Caption
    number: str
    month: date
    issued_on: date
    person: str
    title: str
    council: str
    meaning: str
    below_nothing: str
    sum: tuple[Line, ...]
    left: tuple[Line, ...]
    purposes: Table | None
    contribution: tuple[Line, ...]
    with_holder: str
    moved_under: str
    movements: tuple[Movement, ...]
    seq: int
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One issued statement of a list."""

    fund: UUID
    who: str
    title: str
    number: str
    month: date
    issued_at: datetime
    closing_pence: int


def page(*, statement: IssuedStatement, fund: Fund, by: Actor) -> Page:
    """The page of an issued statement."""
    content = statement_content.read(text=statement.content)
    said, names = content.figures, content.names
    return Page(
        fund=fund.reference,
        caption=funds.caption(fund=fund, by=by),
        number=statement_rows.number(content=content),
        month=said.first_on,
        issued_on=content.issued_on,
        person=names.person,
        title=names.fund,
        council=names.council,
        meaning=statement_rows.meaning(content=content),
        below_nothing=statement_rows.below_nothing(content=content),
        sum=_lines(statement_rows.sum_rows(content=content), content),
        left=_lines(statement_rows.left_rows(content=content), content),
        purposes=statement_purposes.table(
            purposes=said.purposes,
            names=names.purposes,
            fund=said.fund,
            first_on=said.first_on,
            last_on=said.last_on,
        ),
        contribution=_lines(statement_rows.contribution_rows(content=content), content),
        with_holder=statement_rows.with_holder(content=content),
        moved_under=statement_rows.moved_under(content=content),
        movements=tuple(_movement(move, content) for move in said.moved),
        seq=said.head_seq,
        hash=said.head_hash,
    )


def _lines(rows: Iterable[Row], content: Content) -> tuple[Line, ...]:
    return tuple(
        Line(words=row.words, amount=_amount(row, content), is_total=row.is_total) for row in rows
    )


def _amount(row: Row, content: Content) -> Amount:
    """The amount that was kept, with the way to the entries behind it."""
    said = content.figures
    after = Opener(fund=said.fund, to_on=said.last_on)
    match row.when:
        case "PLAN":
            return Amount(pence=row.pence, href="")
        case "BEFORE":
            return Opener(fund=said.fund, to_on=said.first_on - _ONE_DAY).posted(row.pence)
        case "AFTER":
            return after.posted(row.pence)
        case "RESERVED":
            return after.reserved(row.pence, reason=row.reason)
        case "AVAILABLE":
            return after.available(row.pence)
    within = Opener(fund=said.fund, from_on=said.first_on, to_on=said.last_on)
    return within.posted(row.pence, terms=row.terms, kinds=row.kinds, account_id=row.account_id)


def _movement(move: Moved, content: Content) -> Movement:
    return Movement(
        seq=move.seq,
        day=move.day,
        kind=content.names.kinds[move.kind],
        name=content.names.accounts[move.account_id],
        pence=move.pence,
    )


def items(*, statements: Iterable[IssuedStatement], by: Actor) -> tuple[Item, ...]:
    """The issued statements of a list; whose they are unless they are the reader's own."""
    return tuple(_item(row, row.fund, by) for row in statements)


def _item(row: IssuedStatement, fund: Fund, by: Actor) -> Item:
    caption = funds.caption(fund=fund, by=by)
    return Item(
        fund=fund.reference,
        who=caption.who,
        title=caption.title,
        number=statement_rows.label(number=row.number),
        month=row.month,
        issued_at=row.issued_at,
        closing_pence=row.closing_pence,
    )
