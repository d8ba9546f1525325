"""A month by purpose: every row adds up, and the rows add up to the month."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isf.enums import EntryKind, Term
from isf.ledger.entries import TERMS
from isf.rules import statement_purposes as rules
from isf.rules.statement_purposes import Column, PurposeMonth, Shift
from isf.rules.tied_parts import TOPUP, UNTIED

pytestmark = pytest.mark.rule("ISF-RES-5")
PURPOSES = (UNTIED, "core", "cash", f"{TOPUP}1", f"{TOPUP}2")
MOVING = [kind for kind in EntryKind if TERMS[kind] is not Term.NONE]

amounts = st.integers(-50_000, 50_000)
shifts = st.lists(
    st.builds(
        Shift, purpose=st.sampled_from(PURPOSES), kind=st.sampled_from(MOVING), pence=amounts
    ),
    max_size=30,
)
held = st.fixed_dictionaries(dict.fromkeys(PURPOSES, amounts))


@given(opening=held, shifts=shifts, reserved=held)
def test_the_rows_add_up_to_the_month(
    opening: dict[str, int], shifts: list[Shift], reserved: dict[str, int]
) -> None:
    rows = rules.by_purpose(opening=opening, shifts=shifts, reserved=reserved)
    terms: Counter[Term] = Counter()
    for shift in shifts:
        terms[TERMS[shift.kind]] += shift.pence
    sums = {column: rules.total(purposes=rows, column=column) for column in Column}
    assert sums[Column.OPENING] == sum(opening.values())
    assert sums[Column.CAME] == terms[Term.IN]
    assert sums[Column.SUPPORT] + sums[Column.FEE] == -terms[Term.OUT]
    assert (sums[Column.MOVED], sums[Column.RETURNED]) == (
        -terms[Term.TRANSFERS],
        -terms[Term.RETURNS],
    )
    assert sums[Column.CLOSING] == sum(opening.values()) + sum(shift.pence for shift in shifts)
    assert sums[Column.AVAILABLE] == sums[Column.CLOSING] - sum(reserved.values())


@given(opening=held, shifts=shifts, reserved=held)
def test_each_row_is_what_its_own_accounts_did(
    opening: dict[str, int], shifts: list[Shift], reserved: dict[str, int]
) -> None:
    for row in rules.by_purpose(opening=opening, shifts=shifts, reserved=reserved):
        mine = [name for name in PURPOSES if rules.group(purpose=name) == row.code]
        moved = sum(shift.pence for shift in shifts if shift.purpose in mine)
        assert row.closing_pence == sum(opening[name] for name in mine) + moved
        assert row.reserved_pence == sum(reserved[name] for name in mine)
        assert rules.read(plain=rules.plain(month=row)) == row


def months(**opening: int) -> tuple[PurposeMonth, ...]:
    return rules.by_purpose(opening=opening, shifts=(), reserved={})


def test_without_a_tied_part_there_is_no_table() -> None:
    assert rules.by_purpose(opening={UNTIED: 5, f"{TOPUP}1": 7}, shifts=(), reserved={}) == ()


def test_parts_come_in_their_order_and_other_money_only_where_there_is_any() -> None:
    opening = {UNTIED: 0, "core": 0, f"{TOPUP}1": 300, "cash": 2, f"{TOPUP}2": 4}
    rows = rules.by_purpose(opening=opening, shifts=(), reserved={})
    assert [(row.code, row.opening_pence) for row in rows] == [
        ("core", 0),
        ("cash", 2),
        (TOPUP, 304),
    ]


def test_fee_and_moved_money_have_a_column_only_where_there_is_any() -> None:
    always = (Column.OPENING, Column.CAME, Column.SUPPORT, Column.CLOSING, Column.AVAILABLE)
    assert rules.columns(purposes=months(core=5)) == always
    fee = (Shift(purpose="core", kind=EntryKind.FEE, pence=-1),)
    rows = rules.by_purpose(opening={"core": 5}, shifts=fee, reserved={})
    assert set(rules.columns(purposes=rows)) == {*always, Column.FEE}
