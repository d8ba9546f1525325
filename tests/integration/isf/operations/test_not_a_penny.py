"""Where nothing is to be moved, set free or owed: no entry, no case, nothing said."""

from __future__ import annotations

import pytest
from django.db import transaction

from isf.enums import EntryKind, FundState, LineState, PromiseState
from isf.models import Allocation, Case, Death, DeploymentRate, Fund, InvoiceLine, PlannedVisit
from isf.models.journal import JournalEntry
from isf.operations import (
    answers,
    closing_reserves,
    death_orders,
    delivered,
    differences,
    safeguards,
)
from isf.operations.differences import Cause
from isf.operations.posting import Pen
from isf.queries.funding import funded
from tests.factories import contributions
from tests.factories.borough import Borough
from tests.factories.deaths import DIED, TOLD, Bereaved
from tests.factories.holds import lifted, put
from tests.factories.money import DAY, MONDAY, WEEK, account, noon
from tests.factories.paid import paid
from tests.ledger_sound import assert_ledger_sound, fingerprint

pytestmark = pytest.mark.django_db
MAY = MONDAY + 30 * DAY


@pytest.mark.rule("ISF-POR-3")
def test_a_change_that_makes_no_difference_to_a_closed_fund_is_no_case() -> None:
    borough, fund = paid()
    facts = {"fund": fund, "by": borough.finance, "at": noon(MONDAY), "on": MONDAY}
    cause = Cause(code="v2", first_on=MONDAY)
    differences.report(cause=cause, pence=0, **facts)
    closing_reserves.ask_to_repay(**facts)
    assert not Case.objects.exists()
    differences.report(cause=cause, pence=-1, **facts)
    assert Case.objects.get().figures == {"difference": -1}


@pytest.mark.rule("ISF-POR-3")
def test_a_visit_to_a_closed_fund_is_a_case_only_for_what_it_lacks() -> None:
    gone = Bereaved()
    visits = list(PlannedVisit.objects.order_by("day")[:2])
    visits[1].reserved_pence -= 50
    facts = {"by": gone.borough.finance, "at": noon(MONDAY), "on": MONDAY}
    delivered.report_lacking(fund=gone.fund, rows=visits, **facts)
    case = Case.objects.get()
    assert 50 in case.figures.values()


@pytest.mark.rule("ISF-FEE-5")
def test_a_fee_is_set_free_without_money_that_moves() -> None:
    """38,400 are set aside for the fee of eight weeks; 400 of it are free again."""
    borough, fund = paid()
    before, days = funded(fund=fund), (MONDAY, MONDAY)
    cause = Cause(code="v2", first_on=MONDAY)
    draft = differences.draft_for(
        fund=fund, cause=cause, before=before, through_on=MONDAY, on=MONDAY
    )
    with transaction.atomic(), Pen(fund_id=fund.pk, by=borough.finance, at=noon(MONDAY)) as pen:
        differences.write(
            pen=pen, fund=fund, days=days, draft=draft, amounts={"": 0}, freed={"": 400}
        )
    assert JournalEntry.objects.latest("id").kind == EntryKind.RESERVATION
    assert (account(fund).posted, account(fund).reserved) == (384_000, 38_000)
    assert not Allocation.objects.filter(is_difference=True).exists()


@pytest.mark.rule("ISF-POR-3")
def test_all_of_a_fee_that_is_set_aside_is_set_free_at_closing_once() -> None:
    borough, fund = paid()
    for _ in range(2):
        with transaction.atomic(), Pen(fund_id=fund.pk, by=borough.finance, at=noon(MONDAY)) as pen:
            closing_reserves.free_fee(pen=pen, key="closing", on=MONDAY)
        assert (account(fund).posted, account(fund).reserved) == (384_000, 0)
    assert JournalEntry.objects.filter(key="closing:fee-free").count() == 1


@pytest.mark.rule("ISF-FEE-7")
def test_a_fee_taken_back_where_no_days_are_paid_for_is_not_set_aside_again() -> None:
    borough = Borough()
    fund = borough.open_fund()
    borough.grant(fund, 50_000)
    borough.charge(fund, MONDAY, on=MAY)
    charged = JournalEntry.objects.get(kind=EntryKind.FEE)
    assert account(fund).posted < 50_000
    borough.reverse(charged.pk, on=MAY)
    assert (account(fund).posted, account(fund).reserved) == (50_000, 0)


@pytest.mark.rule("ISF-LIF-3")
def test_a_fee_that_is_owed_waits_while_its_holder_is_on_hold() -> None:
    borough = Borough()
    fund = borough.open_fund()
    assert borough.charge(fund, MONDAY, on=MAY).owed_pence > 0
    hold = put(borough, safeguards.Target(provider_id=borough.holder.pk), on=MAY)
    borough.pay(fund, weeks=2, on=MAY)
    assert not JournalEntry.objects.filter(kind=EntryKind.FEE).exists()
    lifted(borough, hold, on=MAY)
    borough.pay(fund, MONDAY + 2 * WEEK, weeks=2, on=MAY)
    assert JournalEntry.objects.filter(kind=EntryKind.FEE).exists()
    assert_ledger_sound()


@pytest.mark.rule("ISF-FUN-2")
def test_a_contribution_before_any_other_money_sets_nothing_aside() -> None:
    borough = Borough()
    fund = borough.open_fund()
    contributions.agreed(fund, contributions.NET, by=borough.care_manager)
    contributions.paid(fund, 4_000, by=borough.finance)
    assert (account(fund).posted, account(fund).reserved) == (4_000, 0)


@pytest.mark.rule("ISF-LIF-2")
def test_no_death_forgets_no_visit() -> None:
    gone = Bereaved()
    gone.deliver(MONDAY)
    before = fingerprint()
    none = Death(person=gone.borough.person, day=None)
    facts = {"by": gone.borough.care_manager, "at": noon(TOLD), "on": TOLD}
    death_orders.forget_later(fund=gone.fund, death=none, **facts)
    assert fingerprint() == before


@pytest.mark.rule("ISF-LIF-2")
def test_an_order_that_would_begin_after_the_right_day_does_not_run_again() -> None:
    gone = Bereaved()
    later = gone.borough.order(gone.fund, 1000, starts_on=DIED + DAY)
    gone.die(DIED + 2 * DAY)
    gone.die(DIED, seen=1, reason="The certificate says so")
    order = later.order
    state = gone.fund.promises.values_list("state", flat=True).get(order=order)
    assert state == PromiseState.RELEASED
    assert_ledger_sound()


@pytest.mark.rule("ISF-LIF-2")
def test_a_fund_to_come_that_brings_nothing_keeps_its_rates() -> None:
    gone = Bereaved()
    to_come = gone.borough.open_fund(0, starts_on=DIED + 30 * DAY)
    rates = DeploymentRate.objects.filter(deployment=to_come.deployment).count()
    ended = {one.end.fund_id: one.end for one in gone.die().funds}[to_come.pk]
    assert ended.weekly_before_pence is None
    assert DeploymentRate.objects.filter(deployment=to_come.deployment).count() == rates
    assert Fund.objects.get(pk=to_come.pk).state == FundState.OPEN


@pytest.mark.rule("ISF-BIL-3")
def test_a_line_on_hold_that_is_approved_again_was_approved_before() -> None:
    row = InvoiceLine(state=LineState.HELD)
    assert answers.find_pile(row=row, words=None, as_shown=False) == "before"
    assert answers.find_pile(row=row, words="Nobody came", as_shown=False) != "before"
