"""Random lives of funds come out as the oracle says; `make torture` tries a million."""

from __future__ import annotations

import pytest

from isf.rules import fees
from tests.torture import pure

LIVES = 400
COMPARED = {
    "entitlement",
    "instalment",
    "fee to date",
    "caps to date",
    "nil days",
    "a day away",
    "a week's contribution",
    "what the council pays",
    "tranches left",
    "whose is left",
    "a visit",
    "a split",
    "a promise kept",
    "a promise refused",
    "the last day",
    "a period",
    "a surplus",
    "entries: ALLOCATION",
    "entries: ALLOCATION_DIFFERENCE",
    "entries: GRANT",
    "entries: CONTRIBUTION",
    "entries: TOPUP",
    "entries: BILL",
    "entries: FEE",
    "entries: FEE_BACK",
    "entries: RETURN",
    "entries: RECOVERY",
}


@pytest.mark.rule("ISF-FUN-1")
@pytest.mark.rule("ISF-FEE-2")
@pytest.mark.rule("ISF-FEE-3")
@pytest.mark.rule("ISF-LIF-1")
@pytest.mark.rule("ISF-ROL-2")
@pytest.mark.rule("ISF-ROL-6")
def test_random_lives_come_out_as_the_oracle_says() -> None:
    seen = pure.compare_all(range(LIVES))
    assert seen["lives"] == LIVES
    assert set(seen) >= COMPARED


def test_a_life_is_told_again_by_its_seed() -> None:
    assert pure.compare(7) == pure.compare(7)
    assert pure.Life(7).story == pure.Life(7).story


def test_a_rule_that_is_wrong_by_a_penny_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fees, "round_down", lambda value: -(-value.numerator // value.denominator))
    with pytest.raises(pure.Disagreement, match=r"life \d+: .* to date: the oracle says .*\d+"):
        pure.compare_all(range(50))
