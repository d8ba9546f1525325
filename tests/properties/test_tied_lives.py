"""Whatever is bought for whichever part, no part ever pays for another (ISF-RES-5)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from isf.operations.posting import InsufficientFunds
from tests.factories import accounts as make
from tests.factories.borough import Borough
from tests.factories.tied import buy, posted, tied_fund
from tests.ledger_sound import assert_ledger_sound

wish = st.tuples(st.sampled_from(["", "core", "personal", "cash"]), st.integers(1, 40_000))


@pytest.mark.django_db
@pytest.mark.rule("ISF-RES-5")
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(wishes=st.lists(wish, min_size=1, max_size=8), granted=st.integers(1, 30_000))
def test_a_part_pays_for_itself_alone(wishes: list[tuple[str, int]], granted: int) -> None:
    borough = Borough(person=make.Person())
    fund: Any = tied_fund(borough)
    borough.pay(fund)
    borough.grant(fund, granted)
    left = posted(fund)
    for part, pence in wishes:
        room = left[""] + (left[part] if part else 0)
        if pence > room:
            with pytest.raises(InsufficientFunds) as refused:
                buy(borough, fund, pence, part)
            assert (refused.value.requested_pence, refused.value.available_pence) == (pence, room)
        else:
            buy(borough, fund, pence, part)
            own = min(pence, left[part]) if part else 0
            if part:
                left[part] -= own
            left[""] -= pence - own
        assert posted(fund) == left
    assert_ledger_sound()
