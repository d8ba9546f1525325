"""Caps and approvals: nobody goes above, and nobody approves what they asked for."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.enums import Role
from accounts.permissions import Actor, NotAllowed
from isf.models import Case, FeeCharge, Fund
from isf.models.journal import JournalEntry
from isf.operations import fees
from isf.operations.fee_approvals import Approved
from isf.operations.policies import CapsCrossed, PolicyReachesBack
from isf.rules.fees import FeeAboveCap
from tests.factories import accounts as make
from tests.factories.borough import Borough
from tests.factories.money import DAY, MONDAY, noon
from tests.factories.policies import usual_numbers
from tests.ledger_sound import fingerprint

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
def test_a_policy_never_reaches_back_and_keeps_its_caps_in_order() -> None:
    borough, fund = year_fund()
    borough.pay(fund, APRIL, weeks=12)
    with pytest.raises(PolicyReachesBack):
        borough.publish(usual_numbers(soft_cap_bp=500), on=APRIL, starts_on=APRIL - DAY)
    with pytest.raises(CapsCrossed):
        borough.publish(usual_numbers(soft_cap_bp=1600), on=APRIL)
    borough.publish(usual_numbers(soft_cap_bp=500), on=date(2026, 4, 16))
    # 15 days at 48.00/7 and 15 at 24.00/7: 102.857 + 51.428 = 154.285
    assert borough.charge(fund, APRIL, on=APRIL_END).charged_pence == 15428
    charge = FeeCharge.objects.get()
    assert charge.cumulative_fee_pence == charge.cumulative_cap_pence == 15428


def approved_to_19_april() -> tuple[Borough, Fund]:
    borough = Borough(starts_on=APRIL)
    word = Approved(
        starts_on=APRIL, ends_on=date(2026, 4, 19), reason="agreed", by=borough.approver
    )
    return borough, borough.open_fund(on=APRIL, rate_bp=1200, approved=word)


def watch(borough: Borough, fund: Fund, on: date, by: Actor | None = None) -> int:
    return fees.watch_caps(fund_id=fund.pk, by=by or borough.finance, at=noon(on), on=on)


@pytest.mark.rule("ISF-FEE-3")
def test_the_case_of_a_cap_opens_on_the_very_day_it_begins() -> None:
    borough, fund = approved_to_19_april()
    assert watch(borough, fund, date(2026, 4, 19)) == 0
    assert watch(borough, fund, date(2026, 4, 20)) == 1
    case = Case.objects.get()
    assert (case.opened_on, case.owner_role) == (date(2026, 4, 20), Role.COMMISSIONER)
    assert case.figures == {"day": "2026-04-20", "stated_weekly": 5760, "charged_weekly": 4800}
    before = fingerprint()
    assert watch(borough, fund, date(2026, 4, 25)) == 0
    assert fingerprint() == before
    borough.pay(fund, APRIL, weeks=12)
    borough.charge(fund, APRIL, on=APRIL_END)
    assert watch(borough, fund, MAY_END) == 0
    assert Case.objects.count() == 1


@pytest.mark.rule("ISF-FEE-3")
def test_only_the_council_of_the_fund_watches_its_caps() -> None:
    borough, fund = approved_to_19_april()
    other = Borough()
    before = fingerprint()
    for by in (other.finance, borough.provider, borough.budget_holder):
        with pytest.raises(NotAllowed):
            watch(borough, fund, APRIL_END, by=by)
    assert fingerprint() == before


@pytest.mark.rule("ISF-FEE-3")
def test_the_daily_run_opens_it_once() -> None:
    approved_to_19_april()
    told = io.StringIO()
    for _ in range(2):
        call_command("watch_fee_caps", on="2026-04-20", stdout=told)
    assert told.getvalue() == ("1 case opened on 2026-04-20.\n0 cases opened on 2026-04-20.\n")
    assert Case.objects.get().opened_on == date(2026, 4, 20)


@pytest.mark.rule("ISF-FEE-3")
def test_the_daily_run_looks_at_all_funds_at_once_and_locks_only_the_capped() -> None:
    borough, _ = approved_to_19_april()

    def asked(on: str) -> int:
        with CaptureQueriesContext(connection) as found:
            call_command("watch_fee_caps", on=on, stdout=io.StringIO())
        return len(found)

    before, of_capped = asked("2026-04-19"), asked("2026-04-20")
    for _ in range(2):
        borough.open_fund(on=APRIL, person=make.Person(authority=borough.authority))
    assert asked("2026-04-19") == before < of_capped
    assert Case.objects.count() == 1
