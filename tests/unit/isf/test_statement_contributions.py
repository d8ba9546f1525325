"""What a contribution came to in a month: due and paid in it, owed at its end."""

from __future__ import annotations

import pytest

from isf.enums import ContributionMode
from isf.rules.statement_contributions import ContributionMonth, Through, month, plain, read

pytestmark = pytest.mark.rule("ISF-FUN-3")
NET, GROSS = ContributionMode.NET, ContributionMode.GROSS


def through(due: tuple[int, int], paid: tuple[int, int]) -> Through:
    return Through(
        due=dict(zip((NET, GROSS), due, strict=True)),
        paid=dict(zip((NET, GROSS), paid, strict=True)),
    )


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (through((0, 0), (0, 0)), through((16_000, 0), (10_000, 0)), (16_000, 10_000, 0, 6_000)),
        # What was owed before is still owed; only what is of the month is due and paid in it.
        (through((4_000, 0), (0, 0)), through((8_000, 0), (1_000, 0)), (4_000, 1_000, 0, 7_000)),
        # Paid ahead to the fund, the council is owed all the same.
        (through((0, 0), (0, 0)), through((100, 300), (150, 50)), (400, 150, 50, 250)),
        # A payment that was taken back.
        (through((100, 0), (100, 0)), through((100, 0), (0, 0)), (0, -100, 0, 100)),
    ],
)
def test_a_month_is_what_came_between_two_days(
    before: Through, now: Through, said: tuple[int, int, int, int]
) -> None:
    found = month(before=before, now=now)
    assert plain(month=found) == list(said)
    assert read(plain=list(said)) == found


def test_where_nothing_was_agreed_nothing_is_kept() -> None:
    assert plain(month=None) is None
    assert read(plain=None) is None
    assert isinstance(read(plain=[1, 2, 3, 4]), ContributionMonth)
