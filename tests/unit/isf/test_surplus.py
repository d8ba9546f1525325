"""How much money is without plans, when it is too much, and when it may go back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from isf.rules.surplus import (
    RecoveryTooEarly,
    RecoveryTooMuch,
    Standing,
    check_recovery,
    earliest_recovery,
    review,
    uncommitted,
)

JUNE = date(2026, 6, 1)
DAY = timedelta(days=1)
FUND = Standing(
    posted_pence=230_400,
    reserved_pence=38_400,
    later_pence=0,
    resting_pence=0,
    overdue_pence=0,
    expired_pence=Fraction(0),
    weekly_pence=48_000,
    weeks=4,
)


@pytest.mark.rule("ISF-ROL-5")
@pytest.mark.parametrize(("more", "is_case"), [(-1, False), (0, False), (1, True)])
def test_four_weeks_money_is_no_case_and_a_penny_more_is_one(more: int, is_case: bool) -> None:
    """3,840.00 less 384.00 fee less 1,536.00 spent: 1,920.00, which is 4 x 480.00."""
    found = review(standing=replace(FUND, posted_pence=230_400 + more))
    assert (found.uncommitted_pence, found.threshold_pence) == (192_000 + more, 192_000)
    assert found.is_case is is_case


@pytest.mark.rule("ISF-ROL-5")
def test_the_allocation_for_later_days_is_not_surplus_nor_taken_off_twice() -> None:
    """1,000.00 is for later days, of it 300.00 set aside for them: 1,220.00 are without plans."""
    later = replace(FUND, later_pence=100_000, resting_pence=30_000)
    assert uncommitted(standing=later) == 192_000 - 100_000 + 30_000
    all_of_it = replace(FUND, later_pence=30_000, resting_pence=38_400)
    assert uncommitted(standing=all_of_it) == 192_000


@pytest.mark.rule("ISF-ROL-3")
def test_what_is_saved_counts_once_its_date_has_passed() -> None:
    assert uncommitted(standing=replace(FUND, overdue_pence=5_000)) == 197_000


@pytest.mark.rule("ISF-ROL-5")
def test_expired_money_counts_whatever_the_threshold_as_far_as_it_is_free() -> None:
    little = replace(FUND, posted_pence=48_400, expired_pence=Fraction("4000.5"))
    found = review(standing=little)
    assert (found.uncommitted_pence, found.expired_pence, found.is_case) == (10_000, 4_000, True)
    planned = review(standing=replace(little, posted_pence=41_400))
    assert (planned.expired_pence, planned.is_case) == (3_000, True)
    spent = review(standing=replace(little, posted_pence=38_400))
    assert (spent.expired_pence, spent.is_case) == (0, False)


@pytest.mark.rule("ISF-ROL-5")
def test_less_than_nothing_without_plans_is_no_case() -> None:
    overspent = review(standing=replace(FUND, posted_pence=-1_000, weekly_pence=0))
    assert (overspent.threshold_pence, overspent.is_case) == (0, False)


@pytest.mark.rule("ISF-ROL-5")
def test_notice_of_the_first_of_june_ends_on_the_fifteenth() -> None:
    earliest = earliest_recovery(noticed_on=JUNE, days=14)
    assert earliest == date(2026, 6, 15)
    check_recovery(earliest_on=earliest, on=earliest, pence=1, uncommitted_pence=1)
    with pytest.raises(RecoveryTooEarly) as early:
        check_recovery(earliest_on=earliest, on=earliest - DAY, pence=1, uncommitted_pence=1)
    assert early.value.earliest == earliest
    with pytest.raises(RecoveryTooEarly) as never:
        check_recovery(earliest_on=None, on=earliest, pence=1, uncommitted_pence=1)
    assert never.value.earliest is None


@pytest.mark.rule("ISF-ROL-5")
@pytest.mark.parametrize("pence", [0, -1, 101])
def test_no_more_than_is_without_plans_and_more_than_nothing(pence: int) -> None:
    with pytest.raises(RecoveryTooMuch):
        check_recovery(earliest_on=JUNE, on=JUNE, pence=pence, uncommitted_pence=100)
