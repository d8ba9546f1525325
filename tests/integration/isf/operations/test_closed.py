"""A fund that is closed stays at nothing: what comes back moves on, and changes become cases."""

from __future__ import annotations

import io
from typing import Any

import pytest
import time_machine
from django.core.management import call_command

from isf.enums import ClosingPlace, DeploymentKind, EntryKind, FundState, NoticeParty
from isf.models import Case, Closing, Fund
from isf.models.journal import JournalEntry
from isf.operations import closings
from isf.queries import verification
from isf.rules.placing import FundNotOpen
from tests.factories.leaving import UNTIL, Leaving
from tests.factories.money import DAY, MONDAY, noon
from tests.factories.notices import LAST, give
from tests.ledger_sound import assert_ledger_sound, fingerprint

pytestmark = [pytest.mark.django_db, pytest.mark.rule("ISF-POR-3")]

WORTH, FEE, VISITS = 198_857, 19_885, 29 * 2000
SAFE: dict[str, Any] = {
    "last_day": LAST + 2 * DAY,
    "for_safeguarding": True,
    "reason": "not safe there",
}


@pytest.fixture
def leaving() -> Leaving:
    """Closed, with one visit paid, and everything else in the fund after it."""
    leaving = Leaving()
    leaving.target = leaving.other()
    leaving.choose(ClosingPlace.FUND, leaving.target)
    leaving.deliver(LAST)
    leaving.borough.approve(leaving.bill(LAST, on=LAST), on=LAST)
    leaving.begin()
    leaving.finish(UNTIL + DAY)
    return leaving


def entry(leaving: Leaving, kind: EntryKind) -> int:
    return JournalEntry.objects.get(fund=leaving.fund, kind=kind, reverses=None).pk


def test_money_that_comes_back_moves_on_in_one_pair(leaving: Leaving) -> None:
    assert leaving.target is not None
    before = leaving.held(leaving.target)[0]
    on = UNTIL + 9 * DAY
    leaving.borough.reverse(entry(leaving, EntryKind.BILL), on=on)
    assert leaving.held() == (0, 0)
    assert leaving.state() == FundState.CLOSED
    assert leaving.held(leaving.target)[0] == before + 2000
    newest = JournalEntry.objects.filter(fund=leaving.fund).latest("seq")
    assert (newest.kind, newest.memo) == (EntryKind.TRANSFER, f"close:{leaving.fund.reference}")
    assert_ledger_sound()
    unchanged = fingerprint()
    leaving.borough.reverse(entry(leaving, EntryKind.BILL), on=on)
    assert fingerprint() == unchanged


def test_a_fee_that_comes_back_is_not_kept_there(leaving: Leaving) -> None:
    leaving.borough.reverse(entry(leaving, EntryKind.FEE), on=UNTIL + 9 * DAY)
    assert leaving.held() == (0, 0)
    assert_ledger_sound()


def test_where_the_next_fund_has_closed_too_it_goes_to_a_managed_account(leaving: Leaving) -> None:
    assert leaving.target is not None
    Fund.objects.filter(pk=leaving.target.pk).update(state=FundState.CLOSING)
    leaving.borough.reverse(entry(leaving, EntryKind.BILL), on=UNTIL + 9 * DAY)
    managed = Fund.objects.get(kind=DeploymentKind.MANAGED)
    assert leaving.held(managed) == (2000, 0)
    assert leaving.held() == (0, 0)


def closed_next(leaving: Leaving) -> Fund:
    """The chosen fund, which closes after the first step of this one and before its last."""
    target = leaving.other(weekly_pence=0)
    leaving.choose(ClosingPlace.FUND, target)
    leaving.deliver(MONDAY)
    leaving.begin()
    borough = leaving.borough
    give(target, borough.care_manager, NoticeParty.COUNCIL, on=LAST + DAY, **SAFE)
    for step in (closings.begin, closings.finish):
        step(fund_id=target.pk, by=borough.finance, at=noon(UNTIL), on=UNTIL)
    assert Fund.objects.get(pk=target.pk).state == FundState.CLOSED
    return target


def test_the_rest_never_goes_to_a_fund_that_has_closed_meanwhile() -> None:
    leaving = Leaving()
    target = closed_next(leaving)
    assert leaving.finish(UNTIL + DAY).state is FundState.CLOSED
    assert leaving.held(target) == leaving.held() == (0, 0)
    managed = Fund.objects.get(kind=DeploymentKind.MANAGED)
    assert leaving.held(managed) == (WORTH - FEE, 0)
    closing = Closing.objects.get(fund=leaving.fund)
    assert (closing.place, closing.target) == (ClosingPlace.MANAGED, managed)
    assert verification.verify().damages == []
    assert_ledger_sound()


def test_money_stuck_in_a_closed_fund_is_reported_and_the_daily_run_moves_it_on() -> None:
    leaving = Leaving()
    target = closed_next(leaving)
    Fund.objects.filter(pk=target.pk).update(state=FundState.OPEN)
    leaving.finish(UNTIL + DAY)
    Fund.objects.filter(pk=target.pk).update(state=FundState.CLOSED)
    assert leaving.held(target) == (VISITS, 0)
    (damage,) = verification.verify().damages
    assert (damage.fund, "closed" in damage.what) == (str(target.reference), True)
    out = io.StringIO()
    with time_machine.travel(f"{UNTIL + 2 * DAY}T12:00:00Z", tick=False):
        call_command("close_funds", stdout=out)
    assert "0 closed, £580.00 moved" in out.getvalue()
    assert leaving.held(target) == (0, 0)
    before = fingerprint()
    with time_machine.travel(f"{UNTIL + 3 * DAY}T12:00:00Z", tick=False):
        call_command("close_funds", stdout=out)
    assert fingerprint() == before
    assert verification.verify().damages == []
    assert_ledger_sound()


def test_a_change_that_reaches_into_it_becomes_a_case(leaving: Leaving) -> None:
    on = UNTIL + 9 * DAY
    rates = {leaving.fund.deployment_id: 50_000}
    leaving.borough.budget(50_000, on=on, starts_on=MONDAY, rates=rates)
    assert leaving.held() == (0, 0)
    case = Case.objects.get(rule="ISF-POR-3")
    assert case.figures == {"difference": round(29 * 50_000 / 7) - 198_857}


def test_nothing_new_is_paid_into_it(leaving: Leaving) -> None:
    before = fingerprint()
    with pytest.raises(FundNotOpen):
        leaving.borough.grant(leaving.fund, 100, on=UNTIL + DAY)
    paid = leaving.borough.pay_days(leaving.fund, LAST, LAST + 7 * DAY, on=UNTIL + DAY)
    assert paid.amount_pence == 0
    assert fingerprint() == before


@pytest.fixture
def early() -> Leaving:
    """Closed on its last day: the first visit was paid, every other was missed."""
    leaving = Leaving()
    leaving.deliver(MONDAY)
    for n in range(1, 29):
        leaving.borough.deliver(leaving.order, MONDAY + n * DAY, quantity=0, on=LAST)
    leaving.borough.approve(leaving.bill(MONDAY, on=LAST), on=LAST)
    leaving.begin()
    assert leaving.finish(LAST).state is FundState.CLOSED
    return leaving


@pytest.mark.rule("ISF-BIL-2")
def test_a_visit_that_a_closed_fund_cannot_pay_is_a_case_and_its_line_is_refused(
    early: Leaving,
) -> None:
    on = LAST + 2 * DAY
    early.borough.deliver(early.order, MONDAY + DAY, on=on)
    case = Case.objects.get(rule="ISF-POR-3")
    assert case.figures == {"needed": 2000, "visit_on": str(MONDAY + DAY)}
    line = early.bill(MONDAY + DAY, on=on + DAY, number="B2").lines.get()
    assert (line.state, line.refusal, line.must_act) == ("REFUSED", "FUND_CLOSED", "AUTHORITY")
    assert line.act_by == case.due_on
    early.borough.deliver(early.order, MONDAY + DAY, on=on + DAY)
    assert Case.objects.get(rule="ISF-POR-3") == case
    assert early.held() == (0, 0)
    assert_ledger_sound()


@pytest.mark.rule("ISF-BIL-7")
def test_a_bill_taken_back_from_a_closed_fund_is_billed_to_the_council(early: Leaving) -> None:
    on = LAST + 2 * DAY
    early.borough.reverse(entry(early, EntryKind.BILL), on=on)
    line = early.bill(MONDAY, on=on, number="B2").lines.get()
    assert (line.refusal, line.must_act) == ("FUND_CLOSED", "AUTHORITY")
    assert Case.objects.get(rule="ISF-POR-3").due_on == line.act_by
    assert early.bill(MONDAY, on=on, number="B3").lines.get().refusal == "FUND_CLOSED"
    assert Case.objects.filter(rule="ISF-POR-3").count() == 1


def test_a_bill_in_time_without_money_is_a_case_when_its_fund_closes() -> None:
    leaving = Leaving()
    for n in range(1, 29):
        leaving.borough.deliver(leaving.order, MONDAY + n * DAY, quantity=0, on=LAST)
    leaving.begin()
    leaving.borough.deliver(leaving.order, MONDAY + DAY, on=LAST)
    leaving.bill(MONDAY + DAY, on=UNTIL)
    assert leaving.finish(UNTIL + DAY).state is FundState.CLOSED
    case = Case.objects.get(rule="ISF-POR-3")
    assert case.figures == {"needed": 2000, "visit_on": str(MONDAY + DAY)}
