"""Fees above the soft cap: decided by a second person, once, and never for days gone by."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from accounts.enums import Role
from accounts.permissions import Actor, NotAllowed
from isf.models import Case, FeeApproval, FeeCharge, Fund
from isf.operations import agreements, fee_approvals
from isf.operations.fee_approvals import ApprovalDecided, Approved
from isf.permissions import ApprovesOwn
from isf.queries.terms import fee_terms
from isf.rules.fee_approvals import ApprovalReachesBack
from isf.rules.fees import FeeVersion
from tests.factories.borough import Borough
from tests.factories.money import DAY, MONDAY, noon
from tests.ledger_sound import assert_ledger_sound, fingerprint

pytestmark = pytest.mark.django_db
APRIL, APRIL_END, MAY_END = date(2026, 4, 1), date(2026, 4, 30), date(2026, 5, 31)


def year_fund(**more: Any) -> tuple[Borough, Fund]:
    borough = Borough(starts_on=APRIL)
    return borough, borough.open_fund(on=APRIL, **more)


def ask(
    borough: Borough, fund: Fund, starts_on: date = APRIL, *, on: date = APRIL, **more: Any
) -> FeeApproval:
    asked = {"ends_on": None, "reason": "much travel", "by": borough.commissioner} | more
    return fee_approvals.ask(fund_id=fund.pk, starts_on=starts_on, at=noon(on), on=on, **asked)


def decide(
    asked: FeeApproval, by: Actor, *, approve: bool = True, on: date = APRIL, reason: str = "agreed"
) -> FeeApproval:
    return fee_approvals.decide(
        approval_id=asked.pk, approve=approve, reason=reason, by=by, at=noon(on), on=on
    )


@pytest.mark.rule("ISF-FEE-3")
@pytest.mark.rule("ISF-BIL-6")
def test_an_approval_is_given_by_a_second_commissioner() -> None:
    borough, fund = year_fund()
    asked = ask(borough, fund)
    before = fingerprint()
    with pytest.raises(ApprovesOwn):
        decide(asked, borough.commissioner)
    assert fingerprint() == before
    assert not fee_terms(fund=fund).approvals
    decide(asked, borough.approver)
    assert len(fee_terms(fund=fund).approvals) == 1


@pytest.mark.rule("ISF-BIL-6")
def test_who_asked_in_another_role_decides_no_more_than_in_the_same() -> None:
    """A care manager who is a commissioner too is still one person."""
    borough, fund = year_fund()
    both = replace(borough.commissioner, roles=frozenset({Role.COMMISSIONER, Role.CARE_MANAGER}))
    asked = ask(borough, fund, by=replace(both, roles=frozenset({Role.CARE_MANAGER})))
    before = fingerprint()
    for roles in ({Role.COMMISSIONER}, {Role.COMMISSIONER, Role.CARE_MANAGER}):
        for approve in (True, False):
            with pytest.raises(ApprovesOwn):
                decide(asked, replace(both, roles=frozenset(roles)), approve=approve)
    assert fingerprint() == before


@pytest.mark.rule("ISF-FEE-3")
@pytest.mark.rule("ISF-LED-3")
def test_the_first_decision_stands_and_only_its_own_repetition_is_the_same() -> None:
    borough, fund = year_fund()
    asked = ask(borough, fund)
    first = decide(asked, borough.approver)
    after = fingerprint()
    assert decide(asked, borough.approver).decided_at == first.decided_at
    third = borough.staff(Role.COMMISSIONER)
    for by, approve, reason in (
        (third, False, "agreed"),
        (third, True, "agreed"),
        (borough.approver, False, "agreed"),
        (borough.approver, True, "for other reasons"),
    ):
        with pytest.raises(ApprovalDecided) as refusal:
            decide(asked, by, approve=approve, reason=reason)
        assert refusal.value.state == "APPROVED"
    assert fingerprint() == after


@pytest.mark.rule("ISF-LED-3")
def test_asking_twice_asks_once_while_it_waits() -> None:
    borough, fund = year_fund()
    asked = ask(borough, fund)
    before = fingerprint()
    assert ask(borough, fund, on=APRIL + DAY) == asked
    assert fingerprint() == before
    assert ask(borough, fund, reason="something else") != asked
    assert ask(borough, fund, by=borough.care_manager) != asked
    decide(asked, borough.approver, approve=False)
    assert ask(borough, fund) != asked


@pytest.mark.rule("ISF-FEE-3")
def test_an_approval_given_with_the_agreement_needs_a_second_person_too() -> None:
    borough = Borough()
    borough.budget()
    with pytest.raises(ApprovesOwn):
        borough.open_fund(
            rate_bp=1200,
            approved=Approved(starts_on=MONDAY, reason="agreed", by=borough.commissioner),
        )
    assert Fund.objects.count() == 0


@pytest.mark.rule("ISF-FEE-3")
def test_no_day_that_is_over_is_asked_for() -> None:
    borough, fund = year_fund()
    before = fingerprint()
    for starts_on, ends_on in ((MONDAY - DAY, None), (MONDAY, MONDAY - DAY)):
        with pytest.raises(ApprovalReachesBack) as refusal:
            ask(borough, fund, starts_on, ends_on=ends_on, on=MONDAY)
        assert refusal.value.earliest == MONDAY
    assert fingerprint() == before
    assert ask(borough, fund, MONDAY, ends_on=MONDAY, on=MONDAY).state == "ASKED"


@pytest.mark.rule("ISF-FEE-3")
def test_a_day_that_is_over_when_it_is_decided_can_only_be_refused() -> None:
    borough, fund = year_fund()
    asked = ask(borough, fund, MONDAY)
    before = fingerprint()
    with pytest.raises(ApprovalReachesBack):
        decide(asked, borough.approver, on=MONDAY + DAY)
    assert fingerprint() == before
    assert decide(asked, borough.approver, approve=False, on=MONDAY + DAY).state == "REFUSED"
    in_time = ask(borough, fund, MONDAY)
    assert decide(in_time, borough.approver, on=MONDAY).state == "APPROVED"


def ended_on_19_april() -> tuple[Borough, Fund]:
    """12% stated, and approved to 19 April: from the 20th the soft cap limits it."""
    borough = Borough(starts_on=APRIL)
    word = Approved(
        starts_on=APRIL, ends_on=date(2026, 4, 19), reason="agreed", by=borough.approver
    )
    fund = borough.open_fund(on=APRIL, rate_bp=1200, approved=word)
    borough.pay(fund, APRIL, weeks=12)
    return borough, fund


@pytest.mark.rule("ISF-FEE-3")
def test_what_was_charged_under_the_soft_cap_stays_charged() -> None:
    """April 156.34 + 75.43 = 231.77. From 1 May again 12%: 231.77 + 31 x 57.60/7 = 486.86.

    Exactly: 19 x 5760/7 + 11 x 4800/7 = 23177.14; + 31 x 5760/7 = 48685.71, floor 48685.
    """
    borough, fund = ended_on_19_april()
    assert borough.charge(fund, APRIL, on=APRIL_END).charged_pence == 23177
    case = Case.objects.get()
    before = fingerprint()
    for starts_on in (date(2026, 4, 20), APRIL_END):
        with pytest.raises(ApprovalReachesBack) as refusal:
            ask(borough, fund, starts_on, on=APRIL_END)
        assert refusal.value.earliest == APRIL_END + DAY
    assert fingerprint() == before
    decide(ask(borough, fund, APRIL_END + DAY, on=APRIL_END), borough.approver, on=APRIL_END)
    assert borough.charge(fund, MAY_END, on=MAY_END).charged_pence == 48685 - 23177
    last = FeeCharge.objects.order_by("id").last()
    assert last is not None
    # The cap: 19 days at 72.00 a week, 11 at 48.00, 31 at 72.00: 27085.71 + 31885.71 = 58971.42.
    assert (last.cumulative_fee_pence, last.cumulative_cap_pence) == (48685, 58971)
    assert Case.objects.get() == case
    assert_ledger_sound()


@pytest.mark.rule("ISF-FEE-3")
def test_what_was_asked_in_time_and_charged_meanwhile_cannot_be_approved() -> None:
    """On the last day of the month the fee is charged between the asking and the answer."""
    borough, fund = ended_on_19_april()
    asked = ask(borough, fund, APRIL_END, on=APRIL_END)
    borough.charge(fund, APRIL, on=APRIL_END)
    before = fingerprint()
    with pytest.raises(ApprovalReachesBack) as refusal:
        decide(asked, borough.approver, on=APRIL_END)
    assert refusal.value.earliest == APRIL_END + DAY
    assert fingerprint() == before


@pytest.mark.rule("ISF-FEE-3")
def test_an_approval_from_today_counts_for_today() -> None:
    """Asked and approved on 20 April, before anything was charged: April at 12% throughout."""
    borough, fund = ended_on_19_april()
    day = date(2026, 4, 20)
    decide(ask(borough, fund, day, on=day), borough.approver, on=day)
    # 30 x 5760/7 = 24685.71
    assert borough.charge(fund, APRIL, on=APRIL_END).charged_pence == 24685
    assert not Case.objects.exists()


@pytest.mark.rule("ISF-FEE-3")
def test_an_approval_alone_changes_no_fee() -> None:
    borough, fund = year_fund()
    borough.pay(fund, APRIL, weeks=12)
    decide(ask(borough, fund), borough.approver)
    # 30 x 4800/7 = 20571.4
    assert borough.charge(fund, APRIL, on=APRIL_END).charged_pence == 20571
    agreements.change_fee(
        fund_id=fund.pk,
        fee=FeeVersion(starts_on=APRIL_END + DAY, rate_bp=1500),
        by=borough.commissioner,
        at=noon(APRIL_END),
        on=APRIL_END,
    )
    # 30 x 4800/7 + 31 x 7200/7 = 52457.14
    assert borough.charge(fund, MAY_END, on=MAY_END).charged_pence == 52457 - 20571


@pytest.mark.rule("ISF-FEE-3")
def test_nobody_but_the_council_of_the_fund_asks_or_decides() -> None:
    borough, fund = year_fund()
    other = Borough(starts_on=APRIL)
    asked = ask(borough, fund)
    before = fingerprint()
    for by in (other.commissioner, borough.provider, borough.budget_holder, borough.finance):
        with pytest.raises(NotAllowed):
            ask(borough, fund, reason="again", by=by)
        with pytest.raises(NotAllowed):
            decide(asked, by)
    assert fingerprint() == before
