"""A statement by the purposes a budget is tied to, as the living and the issued page show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from isf.enums import EntryKind, Term
from isf.models import Fund
from isf.queries.statement_purposes import Known
from isf.queries.statements import Statement
from isf.rules.statement_content import SPENDING_KINDS
from isf.rules.statement_purposes import FEE_KINDS, WORDS, Column, PurposeMonth, columns, total
from isf.web.presenters.entry_links import Amount, Opener

_ONE_DAY = timedelta(days=1)
TOGETHER = "Together"
# What an amount that moved in the month is made of: terms, and kinds of entries.
_WITHIN: Mapping[Column, tuple[tuple[Term, ...], tuple[EntryKind, ...]]] = {
    Column.CAME: ((Term.IN,), ()),
    Column.SUPPORT: ((), SPENDING_KINDS),
    Column.FEE: ((), FEE_KINDS),
    Column.MOVED: ((Term.TRANSFERS,), ()),
    Column.RETURNED: ((Term.RETURNS,), ()),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One amount of a row, with the heading of its column."""

    heading: str
    amount: Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One purpose, or all of them together."""

    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A month purpose by purpose; the last row is what they add up to."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    together: Row


def table(
    *,
    purposes: Sequence[PurposeMonth],
    names: Mapping[str, str],
    fund: UUID,
    first_on: date,
    last_on: date,
) -> Table | None:
    """The month of each purpose; None where nothing is tied."""
    if not purposes:
        return None
    shown = columns(purposes=purposes)
    month = _Month(fund=fund, first_on=first_on, last_on=last_on)
    rows = [
        (names[one.code], one.code, {column: one.of(column=column) for column in shown})
        for one in purposes
    ]
    sums = {column: total(purposes=purposes, column=column) for column in shown}
    return Table(
        headings=tuple(WORDS[column] for column in shown),
        rows=tuple(month.row(name, code, amounts) for name, code, amounts in rows),
        together=month.row(TOGETHER, None, sums),
    )


def known(*, purposes: Known | None, fund: Fund, of: Statement) -> Table | None:
    """The living statement's month of each purpose; None where nothing is tied."""
    if purposes is None:
        return None
    return table(
        purposes=purposes.months,
        names=purposes.names,
        fund=fund.reference,
        first_on=of.first_on,
        last_on=of.last_on,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Month:
    """The ways to the entries behind the amounts of a month."""

    fund: UUID
    first_on: date
    last_on: date

    def row(self, name: str, code: str | None, amounts: Mapping[Column, int]) -> Row:
        cells = [
            Cell(heading=WORDS[column], amount=self._amount(column, code, pence))
            for column, pence in amounts.items()
        ]
        return Row(name=name, cells=tuple(cells))

    def _amount(self, column: Column, code: str | None, pence: int) -> Amount:
        after = Opener(fund=self.fund, to_on=self.last_on, purpose=code)
        match column:
            case Column.OPENING:
                return replace(after, to_on=self.first_on - _ONE_DAY).posted(pence)
            case Column.CLOSING:
                return after.posted(pence)
            case Column.AVAILABLE:
                return after.available(pence)
        terms, kinds = _WITHIN[column]
        within = replace(after, from_on=self.first_on)
        return within.posted(pence, terms=terms, kinds=kinds)
