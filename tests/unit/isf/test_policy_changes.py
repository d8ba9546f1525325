"""What new caps and limits change for one fund, worked out without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from isf.rules.entitlement import Days, Rate, Term
from isf.rules.fees import Caps, FeeTerms, FeeVersion
from isf.rules.policy_changes import reviewed_with, week_of_fee
from isf.rules.surplus import Standing

APRIL, JUNE, JULY = date(2026, 4, 1), date(2026, 6, 1), date(2026, 7, 1)
TERMS = FeeTerms(
    term=Term(starts_on=APRIL, ends_on=None, rates=(Rate(starts_on=APRIL, weekly_pence=48_000),)),
    versions=(FeeVersion(starts_on=APRIL, rate_bp=1_000),),
    caps=(Caps(starts_on=APRIL, soft_bp=1_000, hard_bp=1_500),),
)


@pytest.mark.rule("ISF-FEE-3")
@pytest.mark.parametrize(
    ("soft_bp", "pence"), [(1_001, 4_800), (1_000, 4_800), (999, 4_795), (800, 3_840)]
)
def test_a_lower_cap_lowers_the_fee_of_a_week_rounded_down(soft_bp: int, pence: int) -> None:
    """9.99% of 480.00 is 47.952."""
    found = week_of_fee(terms=TERMS, caps=Caps(starts_on=JUNE, soft_bp=soft_bp, hard_bp=1_500))
    assert (found.before_pence, found.after_pence) == (4_800, pence)


@pytest.mark.rule("ISF-FEE-3")
def test_an_approval_keeps_the_hard_cap_and_a_later_version_keeps_its_own() -> None:
    lower = Caps(starts_on=JUNE, soft_bp=800, hard_bp=900)
    approved = replace(TERMS, approvals=(Days(starts_on=APRIL, ends_on=None),))
    assert week_of_fee(terms=approved, caps=lower).after_pence == 4_320
    later = Caps(starts_on=JULY, soft_bp=500, hard_bp=900)
    begins = replace(
        TERMS,
        term=Term(starts_on=JULY, ends_on=None, rates=(Rate(starts_on=JULY, weekly_pence=48_000),)),
        caps=(*TERMS.caps, later),
    )
    found = week_of_fee(terms=begins, caps=lower)
    assert (found.before_pence, found.after_pence) == (2_400, 2_400)


@pytest.mark.rule("ISF-ROL-5")
@pytest.mark.parametrize(("weeks", "is_case"), [(4, False), (3, True)])
def test_a_review_is_tried_with_other_weeks(weeks: int, is_case: bool) -> None:
    standing = Standing(
        posted_pence=4 * 48_000,
        reserved_pence=0,
        later_pence=0,
        resting_pence=0,
        overdue_pence=0,
        expired_pence=Fraction(0),
        weekly_pence=48_000,
        weeks=4,
    )
    before, after = reviewed_with(standing=standing, weeks=weeks)
    assert (before.is_case, after.is_case) == (False, is_case)
    assert after.threshold_pence == weeks * 48_000
