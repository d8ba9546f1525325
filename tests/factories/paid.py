"""A fund that was paid for some weeks, by way of the operations."""

from __future__ import annotations

from isf.models import Allocation, Fund
from tests.factories.borough import Borough


def paid_fund(borough: Borough, weeks: int = 8) -> Fund:
    """480.00 a week, paid for so many weeks from a Monday."""
    fund = borough.open_fund()
    borough.pay(fund, weeks=weeks)
    return fund


def paid(weeks: int = 8) -> tuple[Borough, Fund]:
    """A borough with such a fund."""
    borough = Borough()
    return borough, paid_fund(borough, weeks)


def differences(fund: Fund) -> list[int]:
    """The differences posted for a fund, oldest first, in pence."""
    rows = Allocation.objects.filter(fund=fund, is_difference=True).order_by("id")
    return list(rows.values_list("amount_pence", flat=True))
