"""Charges: monthly in arrears, once, from what is set aside, owed when short, inside the caps."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from accounts.enums import Role
from isf.enums import DeploymentKind
from isf.models import Case, FeeApproval, FeeCharge, Fund
from isf.models.journal import JournalEntry
from isf.operations import agreements, fees, suspensions
from isf.operations.agreements import ApprovalDecided, Approved
from isf.operations.policies import CapsCrossed, Numbers, PolicyReachesBack
from isf.operations.suspensions import SuspensionReachesBack
from isf.permissions import ApprovesOwn
from isf.rules.fees import FeeAboveCap, FeeMissing, FeeVersion
from tests.factories.borough import Borough
from tests.factories.money import DAY, MONDAY, WEEK, account, noon
from tests.ledger_sound import assert_ledger_sound, fingerprint

pytestmark = pytest.mark.django_db
APRIL = date(2026, 4, 1)
APRIL_END, MAY_END = date(2026, 4, 30), date(2026, 5, 31)


def year_fund() -> tuple[Borough, Fund]:
    borough = Borough(starts_on=APRIL)
    return borough, borough.open_fund(on=APRIL)


def taken(fund: Fund) -> list[int]:
    rows = JournalEntry.objects.filter(fund=fund, kind__in=("FEE", "FEE_BACK")).order_by("seq")
    return [charge_of(row).cumulative_fee_pence for row in rows]


def charge_of(entry: JournalEntry) -> FeeCharge:
    return FeeCharge.objects.get(entry=entry)


@pytest.mark.rule("ISF-FEE-2")
def test_april_and_may_at_ten_per_cent() -> None:
    """30 x 48/7 = 205.714: 205.71; 61 x 48/7 = 418.285, less 205.71: 212.57."""
    borough, fund = year_fund()
    borough.pay(fund, APRIL, weeks=12)
    assert borough.charge(fund, APRIL, on=APRIL_END).charged_pence == 20571
    assert borough.charge(fund, MAY_END, on=MAY_END).charged_pence == 21257
    assert account(fund).posted == 576000 - 41828
    assert_ledger_sound()


@pytest.mark.rule("ISF-FEE-2")
def test_a_month_is_charged_on_its_last_day_or_later() -> None:
    borough, fund = year_fund()
    borough.pay(fund, APRIL, weeks=12)
    before = fingerprint()
    with pytest.raises(fees.MonthNotOver) as refusal:
        borough.charge(fund, APRIL, on=APRIL_END - DAY)
    assert refusal.value.last_day == APRIL_END
    assert fingerprint() == before
    borough.charge(fund, APRIL, on=APRIL_END)


@pytest.mark.rule("ISF-FEE-2")
@pytest.mark.rule("ISF-LED-3")
def test_charging_a_month_again_changes_nothing() -> None:
    borough, fund = year_fund()
    borough.pay(fund, APRIL, weeks=12)
    borough.charge(fund, APRIL, on=APRIL_END)
    before = fingerprint()
    again = borough.charge(fund, APRIL, on=MAY_END)
    assert (again.charged_pence, again.owed_pence, again.is_new) == (0, 0, False)
    assert fingerprint() == before


@pytest.mark.rule("ISF-FEE-2")
def test_a_dry_run_says_the_charge_and_writes_nothing() -> None:
    borough, fund = year_fund()
    borough.pay(fund, APRIL, weeks=12)
    before = fingerprint()
    found = fees.charge(
        fund_id=fund.pk,
        month=APRIL,
        by=borough.finance,
        at=noon(APRIL_END),
        on=APRIL_END,
        keep=False,
    )
    assert (found.charged_pence, found.is_new) == (20571, False)
    assert fingerprint() == before


@pytest.mark.rule("ISF-FEE-2")
def test_grants_are_no_base_for_the_fee() -> None:
    borough, fund = year_fund()
    borough.pay(fund, APRIL, weeks=12)
    borough.grant(fund, 1_000_000, on=APRIL)
    assert borough.charge(fund, APRIL, on=APRIL_END).charged_pence == 20571


@pytest.mark.rule("ISF-FEE-7")
def test_when_money_is_short_the_rest_is_owed_and_comes_first() -> None:
    """One paid week with 432.00 spent: 48.00 of 171.42 can be charged, 123.42 is owed."""
    borough = Borough()
    fund = borough.open_fund()
    borough.pay(fund, weeks=1)
    borough.buy(fund, 43200)
    charge = borough.charge(fund, APRIL, on=APRIL_END)
    assert (charge.charged_pence, charge.owed_pence) == (4800, 12342)
    assert account(fund).posted == 0

    borough.pay(fund, MONDAY + WEEK, weeks=3, on=date(2026, 5, 4))

    assert taken(fund) == [4800, 17142]
    assert account(fund).posted == 144000 - 12342
    assert account(fund).reserved == 2058  # 4 x 48.00 - 171.42
    assert_ledger_sound()


@pytest.mark.rule("ISF-FEE-7")
def test_what_is_set_aside_for_an_order_is_never_taken_for_the_fee() -> None:
    borough = Borough()
    fund = borough.open_fund()
    borough.pay(fund, weeks=1)
    order = borough.order(fund, 43200, weekdays=[6], ends_on=MONDAY + 6 * DAY)
    charge = borough.charge(fund, APRIL, on=APRIL_END)
    assert (charge.charged_pence, charge.owed_pence) == (4800, 12342)
    assert account(fund).reserved == 43200
    borough.deliver(order, MONDAY + 6 * DAY)
    assert_ledger_sound()


@pytest.mark.rule("ISF-FEE-4")
def test_no_fee_for_suspended_days() -> None:
    """Suspended from the 17th: 16 x 48/7 = 109.714."""
    borough, fund = year_fund()
    borough.pay(fund, APRIL, weeks=12)
    suspensions.suspend(
        fund_id=fund.pk,
        starts_on=date(2026, 4, 17),
        ends_on=None,
        reason="in hospital",
        by=borough.care_manager,
        at=noon(APRIL),
        on=APRIL,
    )
    assert borough.charge(fund, APRIL, on=APRIL_END).charged_pence == 10971
    assert Case.objects.count() == 0


@pytest.mark.rule("ISF-FEE-4")
@pytest.mark.parametrize(("starts", "ends"), [(-1, None), (0, -1), (5, 4)])
def test_a_suspension_never_reaches_back(starts: int, ends: int | None) -> None:
    borough, fund = year_fund()
    before = fingerprint()
    with pytest.raises(SuspensionReachesBack):
        suspensions.suspend(
            fund_id=fund.pk,
            starts_on=APRIL + starts * DAY,
            ends_on=None if ends is None else APRIL + ends * DAY,
            reason="",
            by=borough.care_manager,
            at=noon(APRIL),
            on=APRIL,
        )
    assert fingerprint() == before


@pytest.mark.rule("ISF-FEE-1")
def test_an_isf_states_its_fee_before_any_money() -> None:
    borough = Borough()
    borough.budget()
    before = fingerprint()
    with pytest.raises(FeeMissing):
        borough.open_fund(rate_bp=None)
    assert fingerprint() == before
    borough.open_fund(rate_bp=0)


@pytest.mark.rule("ISF-FEE-1")
@pytest.mark.parametrize(("after", "refused"), [(-1, True), (0, True), (1, False)])
def test_a_new_fee_begins_after_the_day_it_is_agreed(after: int, refused: bool) -> None:
    borough, fund = year_fund()

    def change() -> None:
        agreements.change_fee(
            fund_id=fund.pk,
            fee=FeeVersion(starts_on=APRIL + after * DAY, rate_bp=800),
            by=borough.commissioner,
            at=noon(APRIL),
            on=APRIL,
        )

    if refused:
        before = fingerprint()
        with pytest.raises(FeeMissing):
            change()
        assert fingerprint() == before
    else:
        change()


@pytest.mark.rule("ISF-FEE-3")
@pytest.mark.parametrize(("rate_bp", "approved"), [(1001, False), (1501, True)])
def test_a_fee_above_its_cap_opens_no_fund(rate_bp: int, approved: bool) -> None:
    borough = Borough()
    borough.budget()
    before = fingerprint()
    word = Approved(starts_on=MONDAY, reason="agreed", by=borough.approver) if approved else None
    with pytest.raises(FeeAboveCap) as refusal:
        borough.open_fund(rate_bp=rate_bp, approved=word)
    assert refusal.value.cap_bp == (1500 if approved else 1000)
    assert fingerprint() == before
    borough.open_fund(rate_bp=rate_bp - 1, approved=word)


@pytest.mark.rule("ISF-FEE-3")
def test_the_day_an_approval_ends_the_soft_cap_limits_the_fee_and_opens_a_case() -> None:
    """12% approved to 19 April: 19 x 57.60/7 + 11 x 48.00/7 = 156.34 + 75.43 = 231.77."""
    borough = Borough(starts_on=APRIL)
    fund = borough.open_fund(
        on=APRIL,
        rate_bp=1200,
        approved=Approved(
            starts_on=APRIL, ends_on=date(2026, 4, 19), reason="agreed", by=borough.approver
        ),
    )
    borough.pay(fund, APRIL, weeks=12)
    assert borough.charge(fund, APRIL, on=APRIL_END).charged_pence == 23177
    case = Case.objects.get()
    assert case.figures == {"day": "2026-04-20", "stated_weekly": 5760, "charged_weekly": 4800}
    borough.charge(fund, MAY_END, on=MAY_END)
    assert Case.objects.count() == 1


@pytest.mark.rule("ISF-FEE-3")
@pytest.mark.rule("ISF-BIL-6")
def test_an_approval_is_given_by_a_second_commissioner() -> None:
    borough, fund = year_fund()
    asked = agreements.ask_approval(
        fund_id=fund.pk,
        starts_on=APRIL,
        ends_on=None,
        reason="much travel",
        by=borough.commissioner,
        at=noon(APRIL),
    )

    def decide(by: object, *, approve: bool = True) -> FeeApproval:
        return agreements.decide_approval(
            approval_id=asked.pk, approve=approve, reason="agreed", by=by, at=noon(APRIL)
        )

    before = fingerprint()
    with pytest.raises(ApprovesOwn):
        decide(borough.commissioner)
    assert fingerprint() == before
    agreements_before = fees.fee_terms(fund=fund).approvals
    decide(borough.approver)
    assert (len(agreements_before), len(fees.fee_terms(fund=fund).approvals)) == (0, 1)
    after = fingerprint()
    decide(borough.approver)  # the same again
    with pytest.raises(ApprovalDecided):
        decide(borough.staff(Role.COMMISSIONER), approve=False)
    assert fingerprint() == after
    assert FeeApproval.objects.get().state == "APPROVED"


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
def test_a_policy_never_reaches_back_and_keeps_its_caps_in_order() -> None:
    borough, fund = year_fund()
    borough.pay(fund, APRIL, weeks=12)
    with pytest.raises(PolicyReachesBack):
        borough.publish(Numbers(soft_cap_bp=500), on=APRIL, starts_on=APRIL - DAY)
    with pytest.raises(CapsCrossed):
        borough.publish(Numbers(soft_cap_bp=1600), on=APRIL)
    borough.publish(Numbers(soft_cap_bp=500), on=date(2026, 4, 16))
    # 15 days at 48.00/7 and 15 at 24.00/7: 102.857 + 51.428 = 154.285
    assert borough.charge(fund, APRIL, on=APRIL_END).charged_pence == 15428
    charge = FeeCharge.objects.get()
    assert charge.cumulative_fee_pence == charge.cumulative_cap_pence == 15428


@pytest.mark.rule("ISF-FEE-4")
def test_a_fund_without_a_holder_is_charged_nothing() -> None:
    borough = Borough()
    fund = borough.open_fund(10000, kind=DeploymentKind.DIRECT_PAYMENT)
    borough.pay(fund)
    assert borough.charge(fund, MONDAY, on=APRIL_END).charged_pence == 0
    assert account(fund).posted == 40000


@pytest.mark.rule("ISF-FEE-2")
def test_a_cut_that_reaches_back_gives_fee_back_in_the_next_charge() -> None:
    """480.00 for April, found to be 240.00 in May: 61 x 24/7 = 209.142 in all, 205.71 charged."""
    borough, fund = year_fund()
    borough.pay(fund, APRIL, weeks=12)
    borough.charge(fund, APRIL, on=APRIL_END)
    on = date(2026, 5, 2)
    borough.budget(24000, on=on, starts_on=APRIL, rates={fund.deployment_id: 24000})
    charge = borough.charge(fund, MAY_END, on=MAY_END)
    assert charge.charged_pence == 20914 - 20571
    borough.budget(12000, on=MAY_END, starts_on=APRIL, rates={fund.deployment_id: 12000})
    back = borough.charge(fund, date(2026, 6, 1), on=date(2026, 6, 30))
    assert back.charged_pence == 91 * 1200 // 7 - 20914  # 156.00 in all
    assert back.charged_pence < 0
    assert_ledger_sound()


def test_a_charge_far_in_the_past_is_cut_at_the_start() -> None:
    borough, fund = year_fund()
    charge = borough.charge(fund, APRIL - timedelta(days=40), on=APRIL)
    assert charge.charged_pence == 0
