"""What each purpose of a tied budget had, got, gave and has left in a month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from enum import StrEnum
from typing import Any

from accounts.rules.registry import rule
from isf.enums import EntryKind, Term
from isf.ledger.entries import TERMS
from isf.rules.tied_parts import TOPUP, UNTIED, is_tied

FEE_KINDS = (EntryKind.FEE, EntryKind.FEE_BACK)


class Column(StrEnum):
    """One amount of a purpose in a month, in the order of the sum."""

    OPENING = "OPENING"
    CAME = "CAME"
    SUPPORT = "SUPPORT"
    FEE = "FEE"
    MOVED = "MOVED"
    RETURNED = "RETURNED"
    CLOSING = "CLOSING"
    AVAILABLE = "AVAILABLE"


WORDS: Mapping[Column, str] = {
    Column.OPENING: "At the start",
    Column.CAME: "Came in",
    Column.SUPPORT: "Spent",
    Column.FEE: "Fee",
    Column.MOVED: "Moved",
    Column.RETURNED: "Returned",
    Column.CLOSING: "At the end",
    Column.AVAILABLE: "Left to use",
}
ONLY_WHERE_ANY = frozenset({Column.FEE, Column.MOVED, Column.RETURNED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """What one kind of entry did to one account of a fund: signed whole pence."""

    purpose: str
    kind: EntryKind
    pence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PurposeMonth:
    """A month of one purpose in whole pence: opening + came = out + closing.

    `code` is that of a part, `UNTIED`, or `TOPUP` for all money added for orders.
    """

    code: str
    opening_pence: int
    came_pence: int
    support_pence: int
    fee_pence: int
    moved_pence: int
    returned_pence: int
    reserved_pence: int

    @property
    def closing_pence(self) -> int:
        """What was there when the month ended."""
        out = self.support_pence + self.fee_pence + self.moved_pence + self.returned_pence
        return self.opening_pence + self.came_pence - out

    @property
    def available_pence(self) -> int:
        """What was neither spent nor set aside when the month ended."""
        return self.closing_pence - self.reserved_pence

    def of(self, *, column: Column) -> int:
        """The amount of one column."""
        return {
            Column.OPENING: self.opening_pence,
            Column.CAME: self.came_pence,
            Column.SUPPORT: self.support_pence,
            Column.FEE: self.fee_pence,
            Column.MOVED: self.moved_pence,
            Column.RETURNED: self.returned_pence,
            Column.CLOSING: self.closing_pence,
            Column.AVAILABLE: self.available_pence,
        }[column]


@rule("ISF-RES-5", "A statement says what each part had, got, gave and has left, to the totals.")
def by_purpose(
    *,
    opening: Mapping[str, int],
    shifts: Iterable[Shift],
    reserved: Mapping[str, int],
) -> tuple[PurposeMonth, ...]:
    """The months of a fund's purposes from what its accounts held, moved and had set aside.

    `opening` names every account there was by the end of the month, in their order, by purpose;
    nothing where none of them is tied. Tied parts come first, then untied money and money added
    for orders where there is any. Units: whole pence. Source: ISF-RES-5, ISF-LED-7, ISF-POR-5.
    """
    if not any(is_tied(purpose=purpose) for purpose in opening):
        return ()
    moved = list(shifts)
    rows = [_row(code, opening, moved, reserved) for code in _in_order(opening)]
    return tuple(row for row in rows if is_tied(purpose=row.code) or _is_any(row))


def _in_order(purposes: Iterable[str]) -> list[str]:
    return [*(one for one in purposes if is_tied(purpose=one)), UNTIED, TOPUP]


def _row(
    code: str, opening: Mapping[str, int], shifts: Sequence[Shift], reserved: Mapping[str, int]
) -> PurposeMonth:
    mine = [shift for shift in shifts if group(purpose=shift.purpose) == code]

    def out(term: Term, *, fee: bool = False) -> int:
        of = [s for s in mine if TERMS[s.kind] is term and (s.kind in FEE_KINDS) is fee]
        return -sum(shift.pence for shift in of)

    return PurposeMonth(
        code=code,
        opening_pence=_sum(opening, code),
        came_pence=-out(Term.IN),
        support_pence=out(Term.OUT),
        fee_pence=out(Term.OUT, fee=True),
        moved_pence=out(Term.TRANSFERS),
        returned_pence=out(Term.RETURNS),
        reserved_pence=_sum(reserved, code),
    )


def group(*, purpose: str) -> str:
    """Under which code an account stands: all money added for orders is one. Source: RES-5."""
    return TOPUP if purpose.startswith(TOPUP) else purpose


def _sum(amounts: Mapping[str, int], code: str) -> int:
    return sum(pence for purpose, pence in amounts.items() if group(purpose=purpose) == code)


def _is_any(row: PurposeMonth) -> bool:
    return any(row.of(column=column) for column in Column)


def columns(*, purposes: Sequence[PurposeMonth]) -> tuple[Column, ...]:
    """The columns to show: fee and money that moved only where there is any. Source: RES-5."""
    return tuple(
        column
        for column in Column
        if column not in ONLY_WHERE_ANY or any(row.of(column=column) for row in purposes)
    )


def total(*, purposes: Iterable[PurposeMonth], column: Column) -> int:
    """What a column adds up to, in whole pence: the total of the statement. Source: RES-5."""
    return sum(row.of(column=column) for row in purposes)


def plain(*, month: PurposeMonth) -> list[Any]:
    """A purpose's month as an issued statement keeps it. Source: ISF-LED-7."""
    return list(astuple(month))


def read(*, plain: Sequence[Any]) -> PurposeMonth:
    """A purpose's month as it was kept. Errors: ValueError. Source: ISF-LED-7."""
    code, opening, came, support, fee, moved, returned, reserved = plain
    return PurposeMonth(
        code=code,
        opening_pence=opening,
        came_pence=came,
        support_pence=support,
        fee_pence=fee,
        moved_pence=moved,
        returned_pence=returned,
        reserved_pence=reserved,
    )
