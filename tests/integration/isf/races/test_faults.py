"""Every fault of `make torture`, hit a few times: whatever broke, the deed is done exactly once."""

from __future__ import annotations

import pytest

from tests.ledger_watch import assert_agreed
from tests.torture import named
from tests.torture.deeds import Desk

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


@pytest.mark.rule("ISF-LED-3")
def test_whatever_breaks_each_deed_is_done_once() -> None:
    desk = Desk()
    for fault in named.faults():
        seen = fault(desk, 2)
        assert seen, fault.__name__
    assert_agreed()
