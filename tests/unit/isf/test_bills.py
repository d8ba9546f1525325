"""A line says one reason: each reason alone, both sides of each limit, and which comes first."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from isf.rules.bills import CHECKS, LineFacts, check_line


def facts(**changes: Any) -> LineFacts:
    """One visit of an hour ordered at 20.00, delivered and billed, with changes."""
    given: dict[str, Any] = {
        "billed": Fraction(1),
        "price_pence": 2000,
        "ordered": Fraction(1),
        "ordered_price_pence": 2000,
        "delivered": Fraction(1),
        "billed_before_on": None,
        "tolerance_bp": 0,
    }
    for name in ("billed", "ordered", "delivered"):
        if changes.get(name) is not None:
            changes[name] = Fraction(changes[name])
    return LineFacts(**given | changes)


def reason(**changes: Any) -> str | None:
    refusal = check_line(facts=facts(**changes))
    return refusal.reason if refusal else None


@pytest.mark.rule("ISF-BIL-2")
def test_what_was_ordered_and_delivered_may_be_billed() -> None:
    assert reason() is None
    assert reason(billed="1/2") is None  # less than was delivered
    assert reason(price_pence=1999) is None  # cheaper than ordered


@pytest.mark.rule("ISF-BIL-1")
@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"ordered": None, "ordered_price_pence": None, "delivered": None}, "NO_ORDER"),
        ({"billed": "0"}, "NOTHING_BILLED"),
        ({"billed": "-1"}, "NOTHING_BILLED"),
        ({"price_pence": 0}, "NOTHING_BILLED"),
        ({"price_pence": -1}, "NOTHING_BILLED"),
        ({"billed": "1/5000"}, "NOTHING_BILLED"),  # 20.00 / 5000 is under half a penny
        ({"billed": "1/4000"}, None),  # half a penny is a penny
    ],
)
def test_a_line_points_to_a_delivery_and_asks_for_money(
    changes: dict[str, Any], expected: str | None
) -> None:
    refusal = check_line(facts=facts(**changes))
    assert (refusal and refusal.reason) == expected
    assert refusal is None or refusal.rule == "ISF-BIL-1"


@pytest.mark.rule("ISF-BIL-2")
@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"billed_before_on": "B1"}, "BILLED_BEFORE"),
        ({"delivered": None}, "NOT_DELIVERED"),
        ({"delivered": "0"}, "NOT_DELIVERED"),
        ({"price_pence": 2001}, "PRICE_ABOVE_ORDER"),
        ({"delivered": "99/100"}, "BILLED_ABOVE_DELIVERED"),
        ({"billed": "101/100"}, "BILLED_ABOVE_DELIVERED"),
        ({"billed": "101/100", "delivered": "2"}, "ABOVE_ORDERED"),
        ({"billed": "11/10", "delivered": "2", "tolerance_bp": 1000}, None),  # ten per cent more
        ({"billed": "111/100", "delivered": "2", "tolerance_bp": 1000}, "ABOVE_ORDERED"),
        ({"has_closed": True, "delivered": None}, "NOT_DELIVERED"),
        ({"billed": "1", "delivered": "2"}, None),  # delivered more, billed what was ordered
    ],
)
def test_each_limit(changes: dict[str, Any], expected: str | None) -> None:
    refusal = check_line(facts=facts(**changes))
    assert (refusal and refusal.reason) == expected
    assert refusal is None or refusal.rule == "ISF-BIL-2"


@pytest.mark.rule("ISF-POR-3")
def test_a_right_line_of_a_closed_fund_is_for_the_council() -> None:
    refusal = check_line(facts=facts(has_closed=True))
    assert refusal is not None
    assert (refusal.reason, refusal.must_act) == ("FUND_CLOSED", "AUTHORITY")


@pytest.mark.rule("ISF-BIL-2")
def test_a_line_with_every_fault_says_exactly_one() -> None:
    """The first in the order of the list is the one that is said."""
    worst = {
        "billed": "3",
        "price_pence": 2001,
        "delivered": "2",
        "billed_before_on": "B1",
    }
    assert reason(**worst) == "BILLED_BEFORE"
    assert reason(**worst | {"billed_before_on": None}) == "PRICE_ABOVE_ORDER"
    assert reason(**worst | {"billed_before_on": None, "delivered": None}) == "NOT_DELIVERED"


@pytest.mark.rule("ISF-BIL-2")
def test_every_reason_says_who_must_act() -> None:
    assert {refusal.reason: refusal.must_act for _, refusal in CHECKS} == {
        "NO_ORDER": "PROVIDER",
        "NOTHING_BILLED": "PROVIDER",
        "BILLED_BEFORE": "PROVIDER",
        "NOT_DELIVERED": "PROVIDER",
        "PRICE_ABOVE_ORDER": "PROVIDER",
        "BILLED_ABOVE_DELIVERED": "PROVIDER",
        "ABOVE_ORDERED": "BUDGET_HOLDER",
        "FUND_CLOSED": "AUTHORITY",
    }
