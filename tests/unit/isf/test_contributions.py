"""What a person contributes: the parts of the money, the weeks, what is due and paid."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest

from isf.enums import ContributionMode
from isf.rules.contributions import (
    BOTH,
    GROSS,
    NET,
    Contribution,
    ContributionTooEarly,
    ContributionTooLarge,
    check_contribution,
    gross_part,
    spread,
    to_date,
    week,
    weeks_to_settle,
    without,
)
from isf.rules.entitlement import Days, Rate, Term, instalment

MONDAY = date(2026, 4, 6)
SUNDAY = MONDAY + timedelta(days=6)
DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)


def term(weekly_pence: int = 48_000, *, ends_on: date | None = None, nil: tuple[Days, ...] = ()):
    rates = (Rate(starts_on=MONDAY, weekly_pence=weekly_pence),)
    return Term(starts_on=MONDAY, ends_on=ends_on, rates=rates, nil=nil)


def agreed(
    weekly_pence: int = 4_000,
    mode: ContributionMode = ContributionMode.NET,
    *,
    starts_on: date = MONDAY,
) -> Contribution:
    return Contribution(starts_on=starts_on, weekly_pence=weekly_pence, mode=mode)


GROSS_ONE = agreed(mode=ContributionMode.GROSS)


@pytest.mark.rule("ISF-FUN-2")
@pytest.mark.parametrize(("one", "pence"), [(agreed(), 176_000), (GROSS_ONE, 192_000)])
def test_net_the_council_pays_the_rest_and_gross_all(one: Contribution, pence: int) -> None:
    """4 x (480.00 - 40.00) = 1,760.00, or 4 x 480.00 = 1,920.00."""
    paid_in = without(term=term(), contributions=[one], modes=NET)
    through = MONDAY + 4 * WEEK - DAY
    assert instalment(term=paid_in, through_on=through, posted_pence=0) == pence


@pytest.mark.rule("ISF-FUN-2")
def test_the_persons_part_is_what_remains_of_the_rounded_entitlement() -> None:
    """Ten days of 480.00: 685.71 in all, 628.57 the council's, so 57.14 the person's."""
    through = MONDAY + 9 * DAY
    assert to_date(term=term(), contributions=[agreed()], modes=BOTH, through_on=through) == 5_714
    paid_in = without(term=term(), contributions=[agreed()], modes=NET)
    assert instalment(term=paid_in, through_on=through, posted_pence=0) == 62_857
    assert instalment(term=term(), through_on=through, posted_pence=0) == 68_571


@pytest.mark.rule("ISF-FUN-2")
def test_gross_money_keeps_the_persons_share_exactly() -> None:
    """60.00 of 750.00 is 8%: of 3,000.00 it is 240.00, of a day's 107.14 it is 8.5712."""
    eight = agreed(6_000, ContributionMode.GROSS)
    four_weeks = (MONDAY, MONDAY + 4 * WEEK - DAY)
    whole = {"term": term(75_000), "contributions": [eight]}
    assert gross_part(days=four_weeks, pence=300_000, **whole) == 24_000
    assert gross_part(days=(MONDAY, MONDAY), pence=10_714, **whole) == Fraction(85_712, 100)


@pytest.mark.rule("ISF-FUN-2")
def test_a_net_contribution_is_no_share_of_what_the_council_paid() -> None:
    days = (MONDAY, SUNDAY)
    assert gross_part(term=term(), contributions=[agreed()], days=days, pence=44_000) == 0


@pytest.mark.rule("ISF-FUN-2")
def test_a_switch_from_net_to_gross_in_a_period_shares_only_its_own_days() -> None:
    """Two weeks net, two gross: 440 + 440 + 480 + 480 = 1,840.00, of which 80.00 the person's."""
    both = [agreed(), agreed(mode=ContributionMode.GROSS, starts_on=MONDAY + 2 * WEEK)]
    through = MONDAY + 4 * WEEK - DAY
    paid_in = without(term=term(), contributions=both, modes=NET)
    assert instalment(term=paid_in, through_on=through, posted_pence=0) == 184_000
    days = (MONDAY, through)
    assert gross_part(term=term(), contributions=both, days=days, pence=184_000) == 8_000


@pytest.mark.rule("ISF-FUN-2")
@pytest.mark.parametrize(
    ("care", "due"), [(9_000, 4_000), (4_001, 4_000), (4_000, 4_000), (3_999, 3_999), (0, 0)]
)
def test_a_week_is_due_at_most_as_far_as_care_was_delivered(care: int, due: int) -> None:
    found = week(term=term(), contributions=[agreed()], monday=MONDAY, care_pence=care)
    assert (found.agreed_pence, found.due_pence, found.net_due_pence) == (4_000, due, due)
    assert found.gross_not_due_pence == 0


@pytest.mark.rule("ISF-FUN-2")
def test_gross_what_is_not_due_goes_back() -> None:
    found = week(term=term(), contributions=[GROSS_ONE], monday=MONDAY, care_pence=3_000)
    assert (found.due_pence, found.net_due_pence, found.gross_not_due_pence) == (3_000, 0, 1_000)


@pytest.mark.rule("ISF-FUN-2")
def test_care_taken_back_is_none_and_never_less() -> None:
    found = week(term=term(), contributions=[agreed()], monday=MONDAY, care_pence=-500)
    assert (found.care_pence, found.due_pence) == (0, 0)


@pytest.mark.rule("ISF-FUN-2")
def test_a_nil_day_has_no_contribution() -> None:
    """Away from Thursday on: three sevenths of 40.00 = 17.14; away all week: nothing."""
    away = Days(starts_on=MONDAY + 3 * DAY, ends_on=None)
    first, second = (
        week(term=term(nil=(away,)), contributions=[agreed()], monday=day, care_pence=99_999)
        for day in (MONDAY, MONDAY + WEEK)
    )
    assert (first.agreed_pence, second.agreed_pence) == (1_714, 0)


@pytest.mark.rule("ISF-FUN-2")
def test_a_switch_inside_a_week_is_due_to_the_fund_first() -> None:
    """Net to Wednesday, gross from Thursday: 17.14 and 22.86 of 40.00; 20.00 of care."""
    both = [agreed(), agreed(mode=ContributionMode.GROSS, starts_on=MONDAY + 3 * DAY)]
    found = week(term=term(), contributions=both, monday=MONDAY, care_pence=2_000)
    assert (found.agreed_pence, found.net_pence) == (4_000, 1_714)
    assert (found.due_pence, found.net_due_pence, found.gross_not_due_pence) == (
        2_000,
        1_714,
        2_000,
    )


@pytest.mark.rule("ISF-FUN-2")
@pytest.mark.parametrize(("days", "on", "weeks"), [(1, 0, 0), (1, 1, 1), (7, 6, 0), (7, 7, 1)])
def test_a_week_is_settled_from_so_many_days_after_its_sunday(
    days: int, on: int, weeks: int
) -> None:
    found = weeks_to_settle(
        term=term(), first_on=MONDAY, settled=None, days=days, on=SUNDAY + on * DAY
    )
    assert found == [MONDAY][:weeks]


@pytest.mark.rule("ISF-FUN-2")
def test_weeks_follow_the_last_settled_and_end_with_the_agreement() -> None:
    last_day = MONDAY + 2 * WEEK + DAY
    found = weeks_to_settle(
        term=term(ends_on=last_day), first_on=MONDAY, settled=MONDAY, days=1, on=MONDAY + 9 * WEEK
    )
    assert found == [MONDAY + WEEK, MONDAY + 2 * WEEK]


@pytest.mark.rule("ISF-FUN-3")
def test_what_is_paid_covers_the_oldest_week_first() -> None:
    assert spread(due=[4_000, 3_000, 4_000], paid_pence=5_500) == [4_000, 1_500, 0]
    assert spread(due=[4_000], paid_pence=-100) == [0]


@pytest.mark.rule("ISF-FUN-2")
def test_a_contribution_is_at_most_the_weekly_amount() -> None:
    check_contribution(term=term(), wanted=agreed(48_000), known=[], on=MONDAY)
    with pytest.raises(ContributionTooLarge) as refused:
        check_contribution(term=term(), wanted=agreed(48_001), known=[], on=MONDAY)
    assert (refused.value.weekly_pence, refused.value.contribution_pence) == (48_000, 48_001)


@pytest.mark.rule("ISF-FUN-2")
def test_a_contribution_above_a_later_amount_is_refused_with_its_day() -> None:
    later = MONDAY + WEEK
    rates = (*term().rates, Rate(starts_on=later, weekly_pence=3_000))
    falls = Term(starts_on=MONDAY, ends_on=None, rates=rates)
    with pytest.raises(ContributionTooLarge) as refused:
        check_contribution(term=falls, wanted=agreed(), known=[], on=MONDAY)
    assert refused.value.day == later


@pytest.mark.rule("ISF-FUN-2")
def test_a_rate_cut_below_the_contribution_leaves_the_council_nothing_to_pay() -> None:
    paid_in = without(term=term(3_000), contributions=[agreed()], modes=NET)
    assert instalment(term=paid_in, through_on=SUNDAY, posted_pence=0) == 0


@pytest.mark.rule("ISF-FUN-2")
@pytest.mark.parametrize(
    ("known", "starts_on", "on", "is_refused"),
    [
        ([], MONDAY, MONDAY + 30 * DAY, False),
        ([], MONDAY - DAY, MONDAY, True),
        ([agreed()], MONDAY + WEEK, MONDAY + WEEK, True),
        ([agreed()], MONDAY + WEEK, MONDAY + WEEK - DAY, False),
    ],
)
def test_the_first_may_begin_with_the_fund_and_later_ones_tomorrow(
    known: list[Contribution], starts_on: date, on: date, is_refused: bool
) -> None:
    wanted = agreed(3_000, starts_on=starts_on)
    if is_refused:
        with pytest.raises(ContributionTooEarly):
            check_contribution(term=term(), wanted=wanted, known=known, on=on)
    else:
        check_contribution(term=term(), wanted=wanted, known=known, on=on)


@pytest.mark.rule("ISF-FUN-2")
def test_the_two_ways_share_the_whole_between_them() -> None:
    both = [agreed(), agreed(5_000, ContributionMode.GROSS, starts_on=MONDAY + 3 * DAY)]
    through = MONDAY + 30 * DAY
    parts = [
        to_date(term=term(), contributions=both, modes=modes, through_on=through)
        for modes in (NET, GROSS, BOTH)
    ]
    assert abs(parts[0] + parts[1] - parts[2]) <= 1
