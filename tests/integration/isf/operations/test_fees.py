"""Charges: monthly in arrears, once, from what is set aside, owed when short, inside the caps."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from isf.enums import DeploymentKind
from isf.models import Case, FeeCharge, Fund
from isf.models.journal import JournalEntry
from isf.operations import agreements, fees, suspensions
from isf.operations.suspensions import SuspensionReachesBack
from isf.rules.fees import FeeMissing, FeeVersion
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
