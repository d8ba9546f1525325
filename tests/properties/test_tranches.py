"""Whatever happens to a fund, the tranches left are what is posted, and shares add up."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isf.enums import AccountKind, EntryKind
from isf.rules.origins import Side, Step, fold
from isf.rules.tranches import (
    THE_COUNCIL,
    THE_PERSON,
    Expiry,
    Party,
    Tranche,
    last_to_be_spent,
    shares_of,
    split_left,
)

FIRST = date(2026, 4, 6)
TAXI = Party(kind=AccountKind.PROVIDER, organisation_id=1)
DAUGHTER = Party(kind=AccountKind.THIRD_PARTY, reference="d")
COMES = (EntryKind.ALLOCATION, EntryKind.GRANT, EntryKind.REFUND, EntryKind.FEE_BACK)
GOES = (
    EntryKind.BILL,
    EntryKind.FEE,
    EntryKind.TRANSFER,
    EntryKind.RECOVERY,
    EntryKind.ALLOCATION_DIFFERENCE,
    EntryKind.CONTRIBUTION_NOT_DUE,
)
event = st.tuples(
    st.integers(-50_000, 50_000).filter(bool),
    st.integers(0, 400),
    st.sampled_from(["", "", "core"]),
    st.sampled_from([THE_COUNCIL, THE_PERSON, DAUGHTER, TAXI]),
    st.integers(0, 5),
    st.booleans(),
)


def life(events: list[tuple[int, int, str, Party, int, bool]]) -> list[Step]:
    """Entries in recorded order, some dated back, each reversed at most once."""
    steps: list[Step] = []
    reversed_ids: set[int] = set()
    for number, (pence, days, purpose, party, which, undo) in enumerate(events, start=1):
        kinds = COMES if pence > 0 else GOES
        made = Step(
            entry_id=number,
            kind=kinds[which % len(kinds)],
            day=FIRST + timedelta(days=days),
            reverses_id=None,
            moves=((purpose, pence),),
            sides=(Side(party=party, pence=-pence),),
        )
        found = steps[which % len(steps)] if steps and undo else None
        if found and found.reverses_id is None and found.entry_id not in reversed_ids:
            reversed_ids.add(found.entry_id)
            made = Step(
                entry_id=number,
                kind=found.kind,
                day=made.day,
                reverses_id=found.entry_id,
                moves=tuple((name, -amount) for name, amount in found.moves),
                sides=tuple(Side(party=s.party, pence=-s.pence) for s in found.sides),
            )
        steps.append(made)
    return steps


def posted(steps: list[Step], purpose: str) -> int:
    return sum(pence for step in steps for name, pence in step.moves if name == purpose)


@pytest.mark.rule("ISF-ROL-2")
@given(st.lists(event, max_size=25), st.sampled_from([None, 0, 3]))
def test_after_any_history_the_tranches_left_are_what_is_posted(events, months):
    """An overspent direct payment has none left; nothing is ever below nothing."""
    steps = life(events)
    for end in range(len(steps) + 1):
        so_far = steps[:end]
        tranches = fold(steps=so_far, expiries=(Expiry(starts_on=FIRST, months=months),))
        assert all(tranche.pence > 0 for tranche in tranches)
        for purpose in ("", "core"):
            left = sum(t.pence for t in tranches if t.purpose == purpose)
            assert left == max(posted(so_far, purpose), 0)


@pytest.mark.rule("ISF-ROL-2")
@given(st.lists(event, max_size=12), event)
def test_an_entry_and_its_reversal_leave_every_tranche_as_it_was(events, one):
    steps = [step for step in life(events) if step.reverses_id is None]
    before = fold(steps=steps)
    if posted(steps, one[2]) + one[0] < 0 or posted(steps, one[2]) < 0:
        return
    (taken,) = life([one])
    entry = Step(
        entry_id=900,
        kind=taken.kind,
        day=taken.day,
        reverses_id=None,
        moves=taken.moves,
        sides=taken.sides,
    )
    back = Step(
        entry_id=901,
        kind=taken.kind,
        day=taken.day,
        reverses_id=900,
        moves=tuple((name, -pence) for name, pence in taken.moves),
        sides=tuple(Side(party=side.party, pence=-side.pence) for side in taken.sides),
    )
    assert fold(steps=[*steps, entry, back]) == before


tranche = st.builds(
    lambda party, days, pence, until: Tranche(
        entry_id=1,
        funder=party,
        received_on=FIRST + timedelta(days=days),
        purpose="",
        expires_on=None if until is None else FIRST + timedelta(days=until),
        pence=pence,
    ),
    st.sampled_from([THE_COUNCIL, THE_PERSON, DAUGHTER]),
    st.integers(0, 5),
    st.fractions(min_value=Fraction(1, 9), max_value=9_000, max_denominator=9),
    st.none() | st.integers(0, 9),
)


@pytest.mark.rule("ISF-POR-3")
@given(st.lists(tranche, min_size=1, max_size=9), st.fractions(0, 1, max_denominator=9))
def test_what_moves_and_what_stays_are_all_there_was(tranches, part):
    whole = sum(one.pence for one in tranches)
    moving = last_to_be_spent(tranches=tranches, pence=whole * part, on=FIRST)
    assert sum(one.pence for one in moving) == whole * part


@pytest.mark.rule("ISF-ROL-6")
@given(st.lists(tranche, min_size=1, max_size=9), st.fractions(0, 1, max_denominator=9))
def test_the_shares_of_what_is_left_add_up_and_nobody_private_gets_more(tranches, part):
    whole = int(sum(one.pence for one in tranches))
    pence = int(whole * part)
    if not pence:
        return
    exact = shares_of(tranches=tranches, pence=pence, on=FIRST)
    assert sum(exact.values()) == pence
    shared = split_left(pence=pence, weights=exact)
    assert sum(shared.values()) == pence
    for party, share in shared.items():
        assert abs(share - exact[party]) < len(shared) + 1
        if party != THE_COUNCIL and THE_COUNCIL in shared:
            assert share == int(exact[party])
