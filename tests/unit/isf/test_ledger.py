"""What an entry is before it is written, and how its hash depends on everything it says."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isf.enums import EntryKind, ReservationChange, ReservationKind
from isf.ledger import chain
from isf.ledger.chain import GENESIS, PostedChange, PostedMove
from isf.ledger.entries import TERMS, Change, Move, Unbalanced, check_balanced, reserved_delta

AT = datetime(2026, 4, 6, 12, tzinfo=UTC)


def moves(*pence: int) -> tuple[Move, ...]:
    return tuple(Move(account_id=number, pence=p) for number, p in enumerate(pence))


@pytest.mark.rule("ISF-LED-1")
@pytest.mark.parametrize("pence", [(), (-1, 1), (-5, 2, 3), (-(10**12), 10**12)])
def test_moves_that_sum_to_zero(pence: tuple[int, ...]) -> None:
    check_balanced(moves=moves(*pence))


@pytest.mark.rule("ISF-LED-1")
@pytest.mark.parametrize("pence", [(1,), (-1, 2), (0,), (0, 0), (-1, 1, 0), (5, 5)])
def test_an_unbalanced_lone_or_empty_move_is_refused(pence: tuple[int, ...]) -> None:
    with pytest.raises(Unbalanced) as refusal:
        check_balanced(moves=moves(*pence))
    assert refusal.value.total_pence == sum(pence)
    assert refusal.value.postings == len(pence)


@pytest.mark.rule("ISF-RES-2")
@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (ReservationChange.HOLD, 700),
        (ReservationChange.SETTLE, -700),
        (ReservationChange.RELEASE, -700),
    ],
)
def test_a_hold_takes_and_the_others_give_back(change: ReservationChange, expected: int) -> None:
    made = Change(account_id=1, kind=ReservationKind.ORDER, reference="A", change=change, pence=700)
    assert reserved_delta(change=made) == expected


def test_every_kind_of_entry_belongs_to_one_term() -> None:
    assert set(TERMS) == set(EntryKind)


SAID: dict[str, Any] = {
    "fund_id": 3,
    "seq": 7,
    "kind": "BILL",
    "day": date(2026, 4, 6),
    "recorded_at": AT,
    "key": "bill:B1:0",
    "request_hash": "ab",
    "actor": "user:5",
    "memo": "service-day:2026-04-05",
    "reverses_id": None,
    "moves": [PostedMove(account_id=1, pence=-5, after=10)],
    "changes": [PostedChange(reservation_id=2, change="SETTLE", pence=5, after=0)],
}
OTHERWISE: dict[str, Any] = {
    "fund_id": 4,
    "seq": 8,
    "kind": "REFUND",
    "day": date(2026, 4, 7),
    "recorded_at": AT.replace(second=1),
    "key": "bill:B1:1",
    "request_hash": "ac",
    "actor": "user:6",
    "memo": "",
    "reverses_id": 1,
    "moves": [PostedMove(account_id=1, pence=-5, after=11)],
    "changes": [],
}


@pytest.mark.rule("ISF-LED-4")
def test_the_canonical_line_is_this_one_for_ever() -> None:
    assert chain.body(**SAID) == (
        '[3,7,"BILL","2026-04-06","2026-04-06T12:00:00+00:00","bill:B1:0","ab","user:5",'
        '"service-day:2026-04-05",null,[[1,-5,10]],[[2,"SETTLE",5,0]]]'
    )


@pytest.mark.rule("ISF-LED-4")
@pytest.mark.parametrize("name", sorted(SAID))
def test_nothing_an_entry_says_can_change_without_its_hash(name: str) -> None:
    one = chain.link(previous=GENESIS, line=chain.body(**SAID))
    other = chain.link(previous=GENESIS, line=chain.body(**SAID | {name: OTHERWISE[name]}))
    assert one != other


@pytest.mark.rule("ISF-LED-4")
def test_a_hash_covers_the_one_before() -> None:
    line = chain.body(**SAID)
    first = chain.link(previous=GENESIS, line=line)
    assert first == hashlib.sha256(f"{GENESIS}|{line}".encode()).hexdigest()
    assert chain.link(previous=first, line=line) != first


@pytest.mark.rule("ISF-LED-4")
def test_letters_beyond_ascii_are_escaped_before_they_are_hashed() -> None:
    line = chain.body(**SAID | {"memo": "é"})
    assert line.isascii()
    assert json.loads(line)[8] == "é"


@pytest.mark.rule("ISF-LED-3")
def test_a_request_is_its_kind_and_its_inputs_one_by_one() -> None:
    def request(kind: str, *inputs: str) -> str:
        return chain.request_hash(kind=kind, inputs=inputs)

    assert request("GRANT", "F1", "500") == request("GRANT", "F1", "500")
    others = {
        request("GRANT", "F1", "500"),
        request("GRANT", "F1", "501"),
        request("GRANT", "F15", "00"),
        request("GRANT", "F1500"),
        request("PURCHASE", "F1", "500"),
        request("GRANT", "500", "F1"),
    }
    assert len(others) == 6


@pytest.mark.rule("ISF-LED-4")
def test_the_root_of_nothing_and_of_one() -> None:
    assert chain.merkle_root(leaves=[]) == GENESIS
    assert chain.merkle_root(leaves=["a"]) == hashlib.sha256(b"leaf|a").hexdigest()


leaves = st.lists(st.text("abc", min_size=1, max_size=3), min_size=1, max_size=9)


@pytest.mark.rule("ISF-LED-4")
@given(leaves, st.data())
def test_the_root_tells_change_removal_insertion_and_order(
    given: list[str], data: st.DataObject
) -> None:
    root = chain.merkle_root(leaves=given)
    place = data.draw(st.integers(0, len(given) - 1))
    changed = [*given[:place], given[place] + "!", *given[place + 1 :]]
    removed = [*given[:place], *given[place + 1 :]]
    inserted = [*given[:place], "new", *given[place:]]
    swapped = [*given[1:], given[0]]
    assert chain.merkle_root(leaves=changed) != root
    assert chain.merkle_root(leaves=removed) != root
    assert chain.merkle_root(leaves=inserted) != root
    assert (chain.merkle_root(leaves=swapped) == root) == (swapped == given)
