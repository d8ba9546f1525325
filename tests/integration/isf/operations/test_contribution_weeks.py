"""Weeks of contribution that are over: at most the care delivered, arrears told, care goes on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.permissions import NotAllowed
from isf.enums import CaseState, EntryKind, Term
from isf.models import Case, ContributionWeek, Fund
from isf.models.journal import JournalEntry
from isf.operations import safeguards
from isf.queries import statements, verification
from isf.queries.contributions import care_by_day, not_returned, owed_by_mode
from isf.queries.tranches import list_tranches
from isf.rules.tranches import by_funder
from tests.factories.absences import away
from tests.factories.borough import Borough
from tests.factories.contributions import GROSS, NET, agreed, begun, paid, settled
from tests.factories.holds import lifted, put
from tests.factories.money import DAY, MONDAY, WEEK, Ordered, account, line_sent, noon
from tests.factories.policies import usual_numbers
from tests.ledger_sound import assert_ledger_sound, fingerprint

pytestmark = pytest.mark.django_db
NEXT, THIRD = MONDAY + WEEK, MONDAY + 2 * WEEK
LAST = MONDAY + 4 * WEEK - DAY


def cared(borough: Borough, fund: Fund, pence: int, *, days: int = 1) -> Ordered:
    """One visit a day of this price, delivered on the first days of the first week."""
    ordered = borough.order(fund, pence, weekdays=range(7), ends_on=LAST)
    for number in range(days):
        borough.deliver(ordered, MONDAY + number * DAY)
    return ordered


def rows(fund: Fund) -> list[tuple[int, int, int]]:
    found = ContributionWeek.objects.filter(fund=fund).order_by("monday")
    return [(week.agreed_pence, week.care_pence, week.due_pence) for week in found]


@pytest.mark.rule("ISF-FUN-2")
@pytest.mark.parametrize(("price", "due"), [(4_001, 4_000), (4_000, 4_000), (3_999, 3_999)])
def test_a_week_is_due_at_most_as_far_as_care_was_delivered(price: int, due: int) -> None:
    borough, fund = begun(NET)
    cared(borough, fund, price)
    done = settled(fund, by=borough.finance, on=NEXT)
    assert [week.due_pence for week in done.weeks] == [due]
    assert rows(fund) == [(4_000, price, due)]
    assert JournalEntry.objects.filter(kind=EntryKind.CONTRIBUTION_NOT_DUE).count() == 0


@pytest.mark.rule("ISF-FUN-2")
@pytest.mark.parametrize(("days", "late", "weeks"), [(1, -1, 0), (1, 0, 1), (8, 6, 0), (8, 7, 1)])
def test_a_week_is_settled_from_the_day_the_policy_says(days: int, late: int, weeks: int) -> None:
    borough = Borough(numbers=usual_numbers(contribution_days=days))
    fund = borough.open_fund(rate_bp=0)
    agreed(fund, NET, by=borough.care_manager)
    done = settled(fund, by=borough.finance, on=NEXT + timedelta(days=late))
    assert len(done.weeks) == weeks


@pytest.mark.rule("ISF-LED-3")
def test_settling_again_settles_nothing() -> None:
    borough, fund = begun(GROSS)
    cared(borough, fund, 3_000)
    settled(fund, by=borough.finance, on=NEXT)
    before = fingerprint()
    assert settled(fund, by=borough.finance, on=NEXT).weeks == ()
    assert fingerprint() == before


@pytest.mark.rule("ISF-FUN-2")
def test_a_run_that_was_missed_settles_every_week_in_order() -> None:
    borough, fund = begun(NET)
    cared(borough, fund, 5_000, days=10)
    settled(fund, by=borough.finance, on=THIRD)
    assert rows(fund) == [(4_000, 35_000, 4_000), (4_000, 15_000, 4_000)]


@pytest.mark.rule("ISF-FUN-2")
def test_a_visit_recorded_late_counts_in_the_open_week() -> None:
    """Nothing in the first week when it is settled; two visits of it are recorded after."""
    borough, fund = begun(NET)
    ordered = cared(borough, fund, 1_500, days=0)
    settled(fund, by=borough.finance, on=NEXT)
    for day in (MONDAY, MONDAY + DAY):
        borough.deliver(ordered, day, on=NEXT)
    settled(fund, by=borough.finance, on=THIRD)
    assert rows(fund) == [(4_000, 0, 0), (4_000, 3_000, 3_000)]


@pytest.mark.rule("ISF-FUN-2")
def test_what_was_corrected_down_is_taken_off_the_next_care_and_no_more() -> None:
    borough, fund = begun(NET)
    ordered = cared(borough, fund, 3_000, days=2)
    settled(fund, by=borough.finance, on=NEXT)
    borough.deliver(ordered, MONDAY + DAY, quantity=0, on=NEXT)
    borough.deliver(ordered, NEXT)
    borough.deliver(ordered, NEXT + DAY)
    settled(fund, by=borough.finance, on=THIRD)
    assert rows(fund) == [(4_000, 6_000, 4_000), (4_000, 3_000, 3_000)]


@pytest.mark.rule("ISF-FUN-2")
def test_a_fee_is_no_care() -> None:
    borough = Borough()
    fund = borough.open_fund()
    agreed(fund, NET, by=borough.care_manager)
    borough.pay(fund)
    borough.charge(fund, MONDAY, on=MONDAY + 24 * DAY)
    assert care_by_day(fund=fund, first_on=MONDAY, last_on=LAST) == {}


@pytest.mark.rule("ISF-FUN-2")
def test_what_was_bought_counts_on_its_day_unless_it_was_reversed() -> None:
    borough, fund = begun(NET)
    borough.buy(fund, 2_500)
    wrong = borough.buy(fund, 1_000)
    borough.reverse(wrong.entry_id)
    assert care_by_day(fund=fund, first_on=MONDAY, last_on=LAST) == {MONDAY: 2_500}


@pytest.mark.rule("ISF-FUN-2")
def test_a_visit_counts_whatever_became_of_its_bill() -> None:
    borough, fund = begun(NET)
    ordered = cared(borough, fund, 3_000)
    bill = borough.bill(fund, [line_sent(ordered, MONDAY)])
    borough.approve(bill)
    paid_out = JournalEntry.objects.get(kind=EntryKind.BILL)
    assert care_by_day(fund=fund, first_on=MONDAY, last_on=LAST) == {MONDAY: 3_000}
    borough.reverse(paid_out.pk)
    assert care_by_day(fund=fund, first_on=MONDAY, last_on=LAST) == {MONDAY: 3_000}


@pytest.mark.rule("ISF-FUN-2")
def test_gross_what_is_not_due_goes_back_out_of_the_persons_share() -> None:
    borough, fund = begun(GROSS)
    cared(borough, fund, 3_000)
    before = account(fund).posted
    done = settled(fund, by=borough.finance, on=NEXT)
    assert done.returned_pence == 1_000
    assert account(fund).posted == before - 1_000
    shares = by_funder(tranches=list_tranches(fund=fund, on=NEXT))
    assert sorted(shares.values()) == [15_000, 176_000]
    terms = statements.sum_terms(fund=fund, first_on=MONDAY, last_on=NEXT)
    assert (terms[Term.IN], terms[Term.RETURNS]) == (191_000, 0)
    assert_ledger_sound()


@pytest.mark.rule("ISF-FUN-2")
def test_gross_what_is_lacking_is_a_case_and_tried_again_with_the_next_week() -> None:
    borough, fund = begun(GROSS)
    borough.buy(fund, 192_000, on=LAST)
    settled(fund, by=borough.finance, on=LAST)
    assert not_returned(fund=fund) == 12_000
    case = Case.objects.get(rule="ISF-FUN-2")
    assert case.figures == {"not_returned": 12_000, "available": 0}
    borough.pay(fund, MONDAY + 4 * WEEK, on=LAST)
    after = settled(fund, by=borough.finance, on=LAST + DAY)
    assert after.returned_pence == 12_000
    assert not_returned(fund=fund) == 0
    assert_ledger_sound()


@pytest.mark.rule("ISF-LIF-3")
def test_gross_nothing_goes_back_under_a_hold_and_the_next_week_catches_up() -> None:
    borough, fund = begun(GROSS)
    cared(borough, fund, 3_000)
    hold = put(borough, safeguards.Target(fund_id=fund.pk))
    before = account(fund).posted
    assert settled(fund, by=borough.finance, on=NEXT).returned_pence == 0
    assert (account(fund).posted, not_returned(fund=fund)) == (before, 1_000)
    assert not Case.objects.filter(rule="ISF-FUN-2").exists()
    lifted(borough, hold, on=NEXT)
    assert settled(fund, by=borough.finance, on=THIRD).returned_pence == 5_000
    assert not_returned(fund=fund) == 0
    assert_ledger_sound()


@pytest.mark.rule("ISF-LIF-1")
def test_a_nil_day_has_no_contribution() -> None:
    """Away from the first Monday: nil from day 29, a Monday, so the fifth week agrees nothing."""
    borough, fund = begun(NET)
    away(borough, MONDAY, on=MONDAY)
    settled(fund, by=borough.finance, on=MONDAY + 5 * WEEK)
    assert [agreed_pence for agreed_pence, _, _ in rows(fund)] == [4_000] * 4 + [0]


@pytest.mark.rule("ISF-FUN-3")
def test_arrears_open_one_case_with_an_owner_and_care_goes_on() -> None:
    borough, fund = begun(NET)
    ordered = cared(borough, fund, 3_000, days=7)
    settled(fund, by=borough.finance, on=NEXT)
    case = Case.objects.get()
    assert (case.rule, case.owner_role) == ("ISF-FUN-3", "FINANCE_OFFICER")
    assert case.due_on == NEXT + timedelta(days=14)
    assert case.figures == {
        "arrears": 4_000,
        "due": 4_000,
        "received": 0,
        "week": MONDAY.isoformat(),
    }
    borough.deliver(ordered, NEXT)
    borough.approve(borough.bill(fund, [line_sent(ordered, NEXT)], on=NEXT), on=NEXT)
    settled(fund, by=borough.finance, on=THIRD)
    assert Case.objects.count() == 1


@pytest.mark.rule("ISF-FUN-3")
def test_who_has_paid_opens_no_case_and_what_is_paid_ahead_counts() -> None:
    borough, fund = begun(NET)
    cared(borough, fund, 5_000, days=14)
    paid(fund, 8_000, by=borough.finance)
    settled(fund, by=borough.finance, on=THIRD)
    assert Case.objects.count() == 0
    assert owed_by_mode(fund=fund)[NET].arrears_pence == 0


@pytest.mark.rule("ISF-FUN-3")
def test_after_a_decision_the_next_unpaid_week_opens_another() -> None:
    borough, fund = begun(NET)
    cared(borough, fund, 5_000, days=14)
    settled(fund, by=borough.finance, on=NEXT)
    Case.objects.update(state=CaseState.DECIDED)
    settled(fund, by=borough.finance, on=THIRD)
    figures = [case.figures["arrears"] for case in Case.objects.order_by("id")]
    assert figures == [4_000, 8_000]


@pytest.mark.rule("ISF-FUN-3")
def test_gross_arrears_are_owed_to_the_council() -> None:
    borough, fund = begun(GROSS)
    cared(borough, fund, 5_000, days=7)
    paid(fund, 1_000, mode=GROSS, by=borough.finance)
    settled(fund, by=borough.finance, on=NEXT)
    assert Case.objects.get().figures["arrears"] == 3_000
    owed = owed_by_mode(fund=fund)
    assert (owed[NET].due_pence, owed[GROSS].arrears_pence) == (0, 3_000)


@pytest.mark.rule("ISF-FUN-2")
def test_only_who_runs_the_money_settles() -> None:
    borough, fund = begun(NET)
    for actor in (borough.care_manager, borough.budget_holder, borough.provider):
        with pytest.raises(NotAllowed):
            settled(fund, by=actor, on=NEXT)
    assert ContributionWeek.objects.count() == 0


@pytest.mark.rule("ISF-FUN-2")
def test_the_database_refuses_more_than_the_care_and_a_week_twice() -> None:
    borough, fund = begun(NET)
    cared(borough, fund, 3_000)
    settled(fund, by=borough.finance, on=NEXT)
    facts = {
        "fund": fund,
        "agreed_pence": 4_000,
        "net_pence": 4_000,
        "settled_on": NEXT,
        "recorded_at": noon(NEXT),
    }
    for monday, care, due in ((NEXT, 3_000, 3_001), (NEXT, 9_000, 4_001), (MONDAY, 1, 1)):
        with pytest.raises(IntegrityError), transaction.atomic():
            ContributionWeek.objects.create(
                monday=monday, care_pence=care, due_pence=due, net_due_pence=due, **facts
            )


@pytest.mark.rule("ISF-LED-4")
@pytest.mark.damages_the_books("a settled week is changed")
def test_a_week_that_was_changed_is_found() -> None:
    borough, fund = begun(GROSS)
    cared(borough, fund, 3_000)
    settled(fund, by=borough.finance, on=NEXT)
    ContributionWeek.objects.update(returned_pence=999)
    (damage,) = verification.verify().damages
    assert damage.what == "what went back of contributions is not what the weeks say"
