"""Random lives lived through the operations: balances, fees, reserves and refusals as told."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.ledger_sound import assert_ledger_sound
from tests.torture import lived
from tests.torture.pure import Disagreement

pytestmark = pytest.mark.django_db
LIVES = 8
HAPPENED = {
    "pay: done",
    "charge: done",
    "grant: done",
    "buy: done",
    "buy: ISF-RES-2",
    "order: done",
    "deliver: done",
    "bill: done",
    "reverse: done",
    "rate: done",
    "notice: done",
    "die: done",
    "finish: done",
    "finish: ISF-POR-3",
    "ended CLOSED",
}


@pytest.mark.rule("ISF-FUN-4")
@pytest.mark.rule("ISF-FEE-7")
@pytest.mark.rule("ISF-RES-2")
@pytest.mark.rule("ISF-RES-6")
@pytest.mark.rule("ISF-POR-2")
@pytest.mark.rule("ISF-POR-3")
def test_lives_through_the_operations_come_out_as_the_oracle_says() -> None:
    seen: Counter[str] = Counter()
    for seed in range(LIVES):
        seen += lived.compare(seed)
    assert set(seen) >= HAPPENED
    assert_ledger_sound()


def test_a_penny_that_is_not_the_oracles_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    told = lived.expected

    def a_penny_more(life: lived.Living) -> dict[str, object]:
        return told(life) | {"fee charged": life.charged + 1}

    monkeypatch.setattr(lived, "expected", a_penny_more)
    with pytest.raises(Disagreement, match=r"life 0: fee charged after .* says 1, the product 0"):
        lived.compare(0)
