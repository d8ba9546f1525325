"""What a fee may say, what is due to a day, and where each cap bites."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isf.rules import fees
from isf.rules.entitlement import Days, Rate, Term
from isf.rules.fees import Caps, FeeAboveCap, FeeMissing, FeeTerms, FeeVersion

APRIL = date(2026, 4, 1)
DAY = timedelta(days=1)
CAPS = (Caps(starts_on=date(2026, 1, 1), soft_bp=1000, hard_bp=1500),)


def days(first: int, last: int | None) -> Days:
    """Days counted from 1 April = 0, both inclusive."""
    return Days(starts_on=APRIL + first * DAY, ends_on=None if last is None else APRIL + last * DAY)


def terms(
    *versions: FeeVersion,
    weekly: tuple[tuple[int, int], ...] = ((0, 48000),),
    last: int | None = None,
    caps: tuple[Caps, ...] = CAPS,
    approvals: tuple[Days, ...] = (),
    suspensions: tuple[Days, ...] = (),
) -> FeeTerms:
    return FeeTerms(
        term=Term(
            starts_on=APRIL,
            ends_on=None if last is None else APRIL + last * DAY,
            rates=tuple(Rate(starts_on=APRIL + a * DAY, weekly_pence=p) for a, p in weekly),
        ),
        versions=versions,
        caps=caps,
        approvals=approvals,
        suspensions=suspensions,
    )


def rate(rate_bp: int, after: int = 0) -> FeeVersion:
    return FeeVersion(starts_on=APRIL + after * DAY, rate_bp=rate_bp)


def weekly(weekly_pence: int, after: int = 0) -> FeeVersion:
    return FeeVersion(starts_on=APRIL + after * DAY, weekly_pence=weekly_pence)


def due(of: FeeTerms, count: int) -> int:
    return fees.figures_to(terms=of, through_on=APRIL + (count - 1) * DAY).due_pence


@pytest.mark.rule("ISF-FEE-2")
@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (0, 0),
        (1, 685),  # 48/7 = 6.857, down
        (7, 4800),
        (30, 20571),  # April: 30 x 48/7 = 205.714
        (61, 41828),  # with May 418.285: May is 212.57
        (365, 250285),  # the year: 2,502.857
    ],
)
def test_due_to_date_is_rounded_down_once(count: int, expected: int) -> None:
    assert due(terms(rate(1000)), count) == expected


@pytest.mark.rule("ISF-FEE-3")
def test_the_ceiling_of_the_same_year_at_fifteen_per_cent() -> None:
    """365 x 72/7 = 3,754.285."""
    figures = fees.figures_to(
        terms=terms(rate(1500), approvals=(days(0, None),)), through_on=APRIL + 364 * DAY
    )
    assert figures.due_pence == figures.cap_pence == figures.hard_pence == 375428
    assert figures.soft_pence == 250285


@pytest.mark.rule("ISF-FEE-2")
def test_a_new_version_continues_the_old_sum() -> None:
    """7 days at 10% and 7 at 5% of 480.00: 48.00 + 24.00; the day between belongs to the new."""
    changed = terms(rate(1000), rate(500, after=7))
    assert due(changed, 7) == 4800
    assert due(changed, 8) == 5142  # 48.00 + 24/7 = 51.428
    assert due(changed, 14) == 7200


@pytest.mark.rule("ISF-FEE-1")
def test_of_two_versions_from_one_day_the_later_word_holds() -> None:
    assert due(terms(rate(1000), rate(800, after=7), rate(500, after=7)), 14) == 7200


@pytest.mark.rule("ISF-FEE-2")
def test_the_base_is_the_weekly_rate_of_each_day() -> None:
    """A week at 480.00 and a week at 520.00: 48.00 + 52.00."""
    assert due(terms(rate(1000), weekly=((0, 48000), (7, 52000))), 14) == 10000


@pytest.mark.rule("ISF-FEE-4")
@pytest.mark.parametrize(
    ("suspended", "expected"),
    [
        (days(7, 13), 4800),  # the second of two weeks
        (days(7, None), 4800),  # suspended until further notice
        (days(13, 13), 8914),  # one day: 13 x 48/7 = 89.142
        (days(14, 20), 9600),  # the day after counts no longer
    ],
)
def test_no_fee_while_suspended(suspended: Days, expected: int) -> None:
    assert due(terms(rate(1000), suspensions=(suspended,)), 14) == expected


@pytest.mark.rule("ISF-FEE-4")
def test_no_fee_before_the_start_or_after_the_end() -> None:
    ending = terms(rate(1000), last=13)
    assert due(ending, 14) == due(ending, 100) == 9600
    assert fees.weekly_fee_on(terms=ending, day=APRIL - DAY) == 0
    assert fees.weekly_fee_on(terms=ending, day=APRIL + 13 * DAY) == 4800
    assert fees.weekly_fee_on(terms=ending, day=APRIL + 14 * DAY) == 0
    assert fees.figures_to(terms=ending, through_on=APRIL - DAY).due_pence == 0


@pytest.mark.rule("ISF-FEE-3")
@pytest.mark.parametrize(
    ("approvals", "day", "expected"),
    [
        ((), 0, 1000),
        ((days(2, 4),), 1, 1000),
        ((days(2, 4),), 2, 1500),
        ((days(2, 4),), 4, 1500),
        ((days(2, 4),), 5, 1000),
        ((days(2, None),), 900, 1500),
    ],
)
def test_the_cap_of_a_day(approvals: tuple[Days, ...], day: int, expected: int) -> None:
    assert fees.cap_bp_on(terms=terms(approvals=approvals), day=APRIL + day * DAY) == expected


@pytest.mark.rule("ISF-FEE-3")
def test_a_change_of_caps_never_reaches_back() -> None:
    later = Caps(starts_on=APRIL + 7 * DAY, soft_bp=500, hard_bp=1200)
    lowered = terms(rate(1000), caps=(*CAPS, later))
    assert due(lowered, 7) == 4800  # before it, 10%
    assert due(lowered, 14) == 7200  # from then on 5%
    assert fees.caps_on(terms=lowered, day=APRIL + 6 * DAY).soft_bp == 1000
    assert fees.caps_on(terms=lowered, day=APRIL + 7 * DAY).soft_bp == 500


def test_the_first_caps_reach_back_to_the_beginning() -> None:
    assert fees.caps_on(terms=terms(), day=date(2020, 1, 1)) == CAPS[0]


@pytest.mark.rule("ISF-FEE-3")
@pytest.mark.parametrize(
    ("version", "approvals", "cap_bp"),
    [
        (rate(1001), (), 1000),  # one basis point over the soft cap
        (rate(1501), (days(0, None),), 1500),  # and over the hard one
        (rate(1001), (days(1, None),), 1000),  # an approval from the next day is too late
        (weekly(4801), (), 1000),  # 48.01 of 480.00
    ],
)
def test_a_fee_above_its_cap_is_refused(
    version: FeeVersion, approvals: tuple[Days, ...], cap_bp: int
) -> None:
    with pytest.raises(FeeAboveCap) as refusal:
        fees.check_cap(terms=terms(approvals=approvals), version=version)
    assert refusal.value.cap_bp == cap_bp
    assert refusal.value.approved is (cap_bp == 1500)


@pytest.mark.rule("ISF-FEE-3")
@pytest.mark.parametrize(
    ("version", "approvals"),
    [(rate(1000), ()), (rate(1500), (days(0, 0),)), (weekly(4800), ()), (rate(0), ())],
)
def test_a_fee_at_its_cap_may_be(version: FeeVersion, approvals: tuple[Days, ...]) -> None:
    before = terms(approvals=approvals)
    fees.check_cap(terms=before, version=version)
    assert fees.weekly_fee_on(
        terms=terms(version, approvals=approvals), day=APRIL
    ) == fees.stated_weekly(version=version, weekly_pence=48000)


@pytest.mark.rule("ISF-FEE-3")
def test_each_day_is_limited_by_its_own_cap() -> None:
    """12% approved for the first week only: 57.60, then 48.00."""
    agreed = terms(rate(1200), approvals=(days(0, 6),))
    assert due(agreed, 7) == 5760
    assert due(agreed, 14) == 10560


@pytest.mark.rule("ISF-FEE-3")
def test_a_cut_of_the_budget_does_not_lift_a_weekly_amount_over_the_hard_cap() -> None:
    """50.00 a week of 480.00 is allowed by approval; of 300.00 only 45.00 are: 15%."""
    agreed = terms(weekly(5000), weekly=((0, 48000), (28, 30000)), approvals=(days(0, None),))
    assert due(agreed, 28) == 20000
    assert due(agreed, 56) == 38000  # 4 x 50.00 + 4 x 45.00
    capped = fees.capped_on(terms=agreed, day=APRIL + 28 * DAY)
    assert capped is not None
    assert (capped.stated_pence, capped.charged_pence) == (5000, 4500)
    assert fees.capped_on(terms=agreed, day=APRIL + 27 * DAY) is None


@pytest.mark.rule("ISF-FEE-3")
def test_the_day_a_cap_begins_to_bite_is_named_once() -> None:
    """12% with an approval for two weeks, and another for the fourth: two days to open a case."""
    agreed = terms(rate(1200), approvals=(days(0, 13), days(21, 27)))
    found = fees.list_capped(terms=agreed, first_on=APRIL, last_on=APRIL + 40 * DAY)
    assert [capped.day for capped in found] == [APRIL + 14 * DAY, APRIL + 28 * DAY]
    later = fees.list_capped(terms=agreed, first_on=APRIL + 15 * DAY, last_on=APRIL + 27 * DAY)
    assert later == []


@pytest.mark.rule("ISF-FEE-4")
def test_a_suspended_fee_is_not_lifted_over_anything() -> None:
    idle = terms(rate(1000), suspensions=(days(0, 6),))
    assert fees.capped_on(terms=idle, day=APRIL) is None


@pytest.mark.rule("ISF-FEE-1")
@pytest.mark.parametrize(
    "version",
    [
        FeeVersion(starts_on=APRIL),
        FeeVersion(starts_on=APRIL, rate_bp=1000, weekly_pence=4800),
    ],
)
def test_a_fee_is_a_rate_or_an_amount(version: FeeVersion) -> None:
    with pytest.raises(FeeMissing):
        fees.check_version(version=version, agreed_on=APRIL, is_first=True)


@pytest.mark.rule("ISF-FEE-1")
def test_a_change_begins_after_the_day_it_is_agreed() -> None:
    with pytest.raises(FeeMissing) as refusal:
        fees.check_version(version=rate(1000), agreed_on=APRIL, is_first=False)
    assert refusal.value.must_be_after == APRIL
    tomorrow = rate(1000, after=1)
    fees.check_version(version=tomorrow, agreed_on=APRIL, is_first=False)
    with pytest.raises(FeeMissing):
        fees.check_version(version=tomorrow, agreed_on=APRIL + DAY, is_first=False)


@pytest.mark.rule("ISF-FEE-1")
def test_the_first_version_may_begin_the_day_it_is_agreed() -> None:
    before = terms(rate(1000))
    fees.check_version(version=before.versions[0], agreed_on=APRIL, is_first=True)
    assert due(before, 7) == 4800


spans_of_days = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 20)).map(lambda p: days(p[0], p[0] + p[1])),
    max_size=3,
).map(tuple)
agreements = st.builds(
    lambda rates, budgets, approvals, suspensions, soft, last: terms(
        *[rate(bp, after=after) for after, bp in sorted(rates)],
        weekly=tuple(sorted(budgets)),
        caps=(*CAPS, Caps(starts_on=APRIL + 20 * DAY, soft_bp=soft, hard_bp=1500)),
        approvals=approvals,
        suspensions=suspensions,
        last=last,
    ),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 1600)), min_size=1, max_size=3),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 90000)), min_size=1, max_size=3),
    spans_of_days,
    spans_of_days,
    st.integers(500, 1500),
    st.none() | st.integers(0, 50),
)


@given(agreements, st.integers(0, 60))
def test_figures_are_the_floor_of_the_sum_over_the_days(of: FeeTerms, count: int) -> None:
    """The stretches the rule works with say the same as every single day."""
    figures = fees.figures_to(terms=of, through_on=APRIL + (count - 1) * DAY)
    by_day = [APRIL + after * DAY for after in range(count)]
    exact = sum((fees.weekly_fee_on(terms=of, day=day) / 7 for day in by_day), Fraction(0))
    assert figures.due_pence == exact.numerator // exact.denominator
    assert figures.due_pence <= figures.cap_pence <= figures.hard_pence
    assert fees.fee_between(terms=of, first_on=APRIL, last_on=APRIL + (count - 1) * DAY) == exact
