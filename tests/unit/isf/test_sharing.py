"""What each person bears of a bill for several."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isf.rules.sharing import BillTooSmall, NotShared, share


@pytest.mark.rule("ISF-RES-4")
def test_a_hundred_pounds_over_three_friends() -> None:
    """100.00 = 33.34 + 33.33 + 33.33: the first named takes the penny."""
    assert share(total_pence=10_000, person_ids=[7, 3, 5]) == [3_334, 3_333, 3_333]


@pytest.mark.rule("ISF-RES-4")
@given(people=st.integers(2, 40), spare=st.integers(0, 5_000_000))
def test_parts_are_the_bill_and_differ_by_a_penny_at_most(people: int, spare: int) -> None:
    parts = share(total_pence=people + spare, person_ids=range(people))
    assert sum(parts) == people + spare
    assert len(parts) == people
    assert max(parts) - min(parts) <= 1
    assert parts == sorted(parts, reverse=True)
    assert min(parts) > 0


@pytest.mark.rule("ISF-RES-4")
@pytest.mark.parametrize("person_ids", [[], [1], [1, 1], [1, 2, 1]])
def test_a_shared_bill_is_for_different_people(person_ids: list[int]) -> None:
    with pytest.raises(NotShared) as refusal:
        share(total_pence=10_000, person_ids=person_ids)
    assert refusal.value.people == len(set(person_ids))


@pytest.mark.rule("ISF-RES-4")
@pytest.mark.parametrize("total_pence", [-3, 0, 2])
def test_nobody_is_asked_for_nothing(total_pence: int) -> None:
    with pytest.raises(BillTooSmall):
        share(total_pence=total_pence, person_ids=[1, 2, 3])
    assert share(total_pence=3, person_ids=[1, 2, 3]) == [1, 1, 1]
