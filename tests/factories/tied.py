"""A budget tied to purposes, as the residential example has it, and what its parts hold."""

from __future__ import annotations

from datetime import date
from typing import Any

from isf.models import Fund, Purchase
from isf.models.journal import LedgerAccount
from isf.operations import purchases
from isf.rules.tied_parts import Part
from tests.factories.borough import Borough
from tests.factories.money import MONDAY, bought, noon

RATE = 99_777


def part(name: str, share_bp: int, *, carries_fee: bool = False) -> Part:
    """A part whose code is its name."""
    return Part(code=name, name=name, share_bp=share_bp, carries_fee=carries_fee)


RESIDENTIAL = (part("core", 7_500), part("personal", 2_000), part("cash", 500))
# Only the core carries the fee.
CORE_PAYS = (part("core", 7_500, carries_fee=True), *RESIDENTIAL[1:])


def tied_fund(borough: Borough, weekly_pence: int = RATE, **more: Any) -> Fund:
    """A fund of 997.77 a week, tied 75, 20 and 5 per cent unless said otherwise."""
    return borough.open_fund(weekly_pence, **{"parts": RESIDENTIAL, "rate_bp": 0} | more)


def buy(
    borough: Borough, fund: Fund, pence: int, of: str, *, on: date = MONDAY, **more: Any
) -> Purchase:
    """What the person buys for a part of their budget, or for none, on the first day."""
    return purchases.record(
        fund_id=fund.pk,
        bought=bought(pence, part=of),
        by=borough.budget_holder,
        at=noon(on),
        on=on,
        **more,
    )


def posted(fund: Fund) -> dict[str, int]:
    """What each part holds, the untied money under no name, in whole pence."""
    return dict(LedgerAccount.objects.filter(fund=fund).values_list("purpose", "posted"))


def reserved(fund: Fund) -> dict[str, int]:
    """What is set aside in each part, in whole pence."""
    return dict(LedgerAccount.objects.filter(fund=fund).values_list("purpose", "reserved"))
