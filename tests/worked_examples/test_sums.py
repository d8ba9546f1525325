"""Every single sum quoted in the rules, with the sum in words beside it, to the penny."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from isf.enums import AccountKind
from isf.rules import amounts, fees
from isf.rules.entitlement import Days, Rate, Term, instalment
from isf.rules.fees import Caps, FeeTerms, FeeVersion
from isf.rules.tranches import Party, split_left

FIRST = date(2026, 4, 1)
SUMS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "scenarios" / "01-sums.json").read_text()
)["sums"]
# Banking and notice have rules of their own, in later rooms.
LATER = {"minutes_for", "notice_last_day"}


def rates_of(stretches: list[list[int]]) -> tuple[tuple[Rate, ...], date]:
    """Stretches of days at a weekly rate, laid end to end from a first day; and the last day."""
    found, day = [], FIRST
    for days, weekly_pence, *_ in stretches:
        found.append(Rate(starts_on=day, weekly_pence=weekly_pence))
        day += timedelta(days=days)
    return tuple(found), day - timedelta(days=1)


def instalment_of(stretches: list[list[int]], posted_pence: int) -> int:
    rates, last = rates_of(stretches)
    term = Term(starts_on=FIRST, ends_on=None, rates=rates)
    return instalment(term=term, through_on=last, posted_pence=posted_pence)


def fee_to_date(stretches: list[list[int]]) -> int:
    rates, last = rates_of(stretches)
    stated = zip(rates, stretches, strict=True)
    terms = FeeTerms(
        term=Term(starts_on=FIRST, ends_on=None, rates=rates),
        versions=tuple(
            FeeVersion(starts_on=rate.starts_on, rate_bp=stretch[2]) for rate, stretch in stated
        ),
        caps=(Caps(starts_on=FIRST, soft_bp=1000, hard_bp=1500),),
        approvals=(Days(starts_on=FIRST, ends_on=None),),
    )
    return fees.figures_to(terms=terms, through_on=last).due_pence


def line_amount(price_pence: int, quantity: str) -> int:
    return amounts.line_amount(price_pence=price_pence, quantity=Fraction(quantity))


def split(total_pence: int, weights: list[int]) -> list[int]:
    return amounts.split(total_pence=total_pence, weights=weights)


def funder_split(total_pence: int, weights: dict[str, int]) -> dict[str, int]:
    parties = {Party(kind=AccountKind(name)): weight for name, weight in weights.items()}
    shares = split_left(pence=total_pence, weights=parties)
    return {str(party.kind): pence for party, pence in shares.items()}


KEPT: dict[str, Callable[..., Any]] = {
    "instalment": instalment_of,
    "fee_to_date": fee_to_date,
    "line_amount": line_amount,
    "split": split,
    "funder_split": funder_split,
}


@pytest.mark.parametrize(
    "quoted", [quoted for quoted in SUMS if quoted["call"] in KEPT], ids=lambda q: str(q["why"])
)
def test_a_quoted_sum(quoted: dict[str, Any]) -> None:
    assert KEPT[quoted["call"]](*quoted["args"]) == quoted["expect"], quoted["why"]


def test_no_quoted_sum_is_forgotten() -> None:
    assert {quoted["call"] for quoted in SUMS} == set(KEPT) | LATER
