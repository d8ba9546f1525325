"""The checks of money on the compliance board, each at its last day and at the day after."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from marketplace.enums import Acts, CheckState, Reason
from marketplace.rules.compliance import Numbers
from marketplace.rules.compliance_money import Billing, Held, check_bills, check_fee, check_funds

ON = date(2026, 6, 30)
DAY = timedelta(days=1)
NUMBERS = Numbers()


def said(finding):
    return finding.state, finding.reason, finding.since


@pytest.mark.rule("MKT-CMP-5")
def test_funds_held_and_held_no_more():
    held = check_funds(held=Held(funds=2, since=date(2026, 3, 2)), on=ON)
    assert (held.state, held.since, held.figures["funds"]) == (
        CheckState.MET, date(2026, 3, 2), 2
    )  # fmt: skip
    ended = check_funds(held=Held(last_on=ON - DAY), on=ON)
    assert said(ended) == (CheckState.NOT_MET, Reason.HELD_FUNDS, ON)
    assert said(check_funds(held=Held(), on=ON)) == (
        CheckState.NOT_MET, Reason.NEVER_HELD_FUNDS, None
    )  # fmt: skip


@pytest.mark.rule("MKT-CMP-6")
@pytest.mark.parametrize(
    ("age", "state", "since"),
    [
        (20, CheckState.MET, date(2026, 1, 5)),
        (21, CheckState.SOON, ON),
        (28, CheckState.SOON, ON - 7 * DAY),
        (29, CheckState.NOT_MET, ON),
        (30, CheckState.NOT_MET, ON - DAY),
    ],
)
def test_a_bill_is_late_the_day_after_the_days_it_has(age, state, since):
    billing = Billing(late_days=28, unbilled=3, oldest_on=ON - age * DAY, first_on=date(2026, 1, 5))
    found = check_bills(billing=billing, numbers=NUMBERS, on=ON)
    assert (found.state, found.since) == (state, since)


@pytest.mark.rule("MKT-CMP-6")
def test_bills_are_in_time_since_the_last_late_one_came():
    billing = Billing(late_days=28, first_on=date(2026, 1, 5), last_late_on=date(2026, 4, 1))
    assert check_bills(billing=billing, numbers=NUMBERS, on=ON).since == date(2026, 4, 1)
    none = check_bills(billing=Billing(late_days=28), numbers=NUMBERS, on=ON)
    assert none.reason is Reason.NOTHING_DELIVERED
    unsaid = check_bills(billing=Billing(), numbers=NUMBERS, on=ON)
    assert (unsaid.state, unsaid.acts) == (CheckState.NOT_KNOWN, Acts.COUNCIL)


@pytest.mark.rule("MKT-CMP-7")
@pytest.mark.parametrize(
    ("fullest_bp", "capped", "state"),
    [
        (9_499, 0, CheckState.MET),
        (9_500, 0, CheckState.SOON),
        (10_000, 0, CheckState.SOON),
        (10_001, 1, CheckState.NOT_MET),
    ],
)
def test_a_fee_close_to_its_cap_is_soon_and_above_it_not_met(fullest_bp, capped, state):
    held = Held(
        funds=1,
        fullest_bp=fullest_bp,
        capped=capped,
        capped_since=ON if capped else None,
        fees_since=date(2026, 1, 5),
    )
    found = check_fee(held=held, numbers=NUMBERS)
    assert (found.state, found.since) == (state, ON if capped else date(2026, 1, 5))


@pytest.mark.rule("MKT-CMP-7")
def test_without_a_fund_no_fee_is_known():
    assert check_fee(held=Held(), numbers=NUMBERS).state is CheckState.NOT_KNOWN
