"""Everybody's budget rises: each in a transaction of their own, once, however often it is run."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from accounts.enums import Role
from accounts.permissions import NotAllowed, system
from isf.enums import DeploymentKind, LeftOut
from isf.models import Allocation, BudgetVersion, ContributionVersion, Fund
from isf.operations import uprating
from isf.operations.uprating import NothingRises, Run
from isf.queries.balances import fund_balance
from isf.rules.contributions import ContributionTooLarge
from isf.rules.uprating import Terms, Uplift
from tests.factories import accounts as make
from tests.factories.borough import Borough
from tests.factories.contributions import NET, agreed
from tests.factories.deaths import die
from tests.factories.money import DAY, MONDAY, WEEK, account, noon, somebody
from tests.factories.notices import give
from tests.ledger_sound import assert_ledger_sound, fingerprint

pytestmark = pytest.mark.django_db

FROM = MONDAY + 2 * WEEK
RISE = Terms(starts_on=FROM, budget=Uplift(rate_bp=500), contribution=Uplift())


@pytest.fixture
def borough() -> Borough:
    return Borough()


def fund_of(borough: Borough, name: str, **more: Any) -> Fund:
    person = make.Person(authority=borough.authority, full_name=name)
    fund = borough.open_fund(person=person, **more)
    borough.pay(fund)
    return fund


def run(borough: Borough, terms: Terms = RISE, *, on: date = MONDAY, **more: Any) -> Run:
    facts: dict[str, Any] = {"by": borough.commissioner, "at": noon(on), "on": on} | more
    return uprating.uprate(authority_id=borough.authority.pk, terms=terms, **facts)


def names(run: Run) -> list[str]:
    return [one.candidate.budget.person.full_name for one in run.raised]


@pytest.mark.rule("ISF-FUN-4")
def test_a_rise_in_paid_days_posts_one_difference_for_each_once(borough: Borough) -> None:
    """480.00 + 5% = 504.00; two of the four weeks paid are raised by 24.00: 48.00."""
    funds = [fund_of(borough, name) for name in ("Ada", "Bea")]
    before = account(funds[0]).posted
    done = run(borough)
    assert names(done) == ["Ada", "Bea"]
    assert [one.difference_pence for one in done.raised] == [4_800, 4_800]
    assert account(funds[0]).posted == before + 4_800
    for _ in range(2):
        again = run(borough)
        assert (again.raised, again.waiting) == ((), 0)
        assert [one.reason for one in again.left_out] == [LeftOut.CHANGED] * 2
    assert BudgetVersion.objects.filter(starts_on=FROM).count() == 2
    assert Allocation.objects.filter(is_difference=True).count() == 2
    assert_ledger_sound()


@pytest.mark.rule("ISF-FUN-4")
def test_a_try_says_the_same_and_writes_nothing(borough: Borough) -> None:
    fund_of(borough, "Ada")
    before = fingerprint()
    tried = run(borough, keep=False)
    assert fingerprint() == before
    assert BudgetVersion.objects.count() == 1
    done = run(borough)
    assert [one.difference_pence for one in tried.raised] == [4_800]
    assert [one.difference_pence for one in done.raised] == [4_800]
    assert tried.raised[0].candidate.rise == done.raised[0].candidate.rise


@pytest.mark.rule("ISF-RES-3")
def test_a_mixed_budget_and_its_contribution_rise_in_one_step(borough: Borough) -> None:
    """300.00 + 180.00 + 5% = 315.00 + 189.00; a contribution of 40.00 + 10% = 44.00."""
    person = make.Person(authority=borough.authority, full_name="Ada")
    borough.budget(48_000, person=person)
    first = borough.open_fund(30_000, person=person)
    second = borough.open_fund(18_000, person=person, kind=DeploymentKind.DIRECT_PAYMENT)
    agreed(first, NET, by=borough.care_manager, weekly_pence=4_000)
    done = run(borough, replace(RISE, contribution=Uplift(rate_bp=1_000)))
    rise = done.raised[0].candidate.rise
    assert rise is not None
    assert [(one.deployment_id, one.pence) for one in rise.parts] == [
        (first.deployment_id, 31_500),
        (second.deployment_id, 18_900),
    ]
    newest = ContributionVersion.objects.latest("number")
    assert (newest.starts_on, newest.weekly.amount) == (FROM, 44)
    assert BudgetVersion.objects.latest("number").weekly.amount == 504


@pytest.mark.rule("ISF-FUN-4")
def test_what_one_refuses_holds_up_nobody_and_leaves_nothing_of_it(borough: Borough) -> None:
    poor, fine = fund_of(borough, "Ada", weekly_pence=10_000), fund_of(borough, "Bea")
    agreed(poor, NET, by=borough.care_manager, weekly_pence=9_000)
    done = run(borough, replace(RISE, contribution=Uplift(weekly_pence=5_000)))
    assert names(done) == ["Bea"]
    assert [type(one.because) for one in done.refused] == [ContributionTooLarge]
    assert not BudgetVersion.objects.filter(budget__person=poor.person, starts_on=FROM).exists()
    assert fund_balance(fund=fine).posted_pence == 192_000 + 4_800
    assert_ledger_sound()


@pytest.mark.rule("ISF-FUN-4")
def test_who_is_left_out_is_named_with_the_reason(borough: Borough) -> None:
    dead, leaving, changed = (fund_of(borough, name) for name in ("Ada", "Bea", "Cy"))
    die(borough, MONDAY, on=MONDAY, person=dead.person)
    give(leaving, make.actor_for_person(leaving.person))
    borough.budget(50_000, person=changed.person, on=MONDAY, starts_on=FROM + DAY)
    before = fingerprint()
    done = run(borough)
    assert [(one.budget.person.full_name, one.reason) for one in done.left_out] == [
        ("Ada", LeftOut.DIED),
        ("Bea", LeftOut.ENDING),
        ("Cy", LeftOut.CHANGED),
    ]
    assert fingerprint() == before


@pytest.mark.rule("ISF-LED-3")
def test_so_many_at_once_and_only_what_was_seen(borough: Borough) -> None:
    for name in ("Ada", "Bea", "Cy"):
        fund_of(borough, name)
    shown = run(borough, keep=False, most=2)
    assert (names(shown), shown.waiting) == (["Ada", "Bea"], 1)
    seen = {
        one.candidate.budget.reference: one.candidate.rise.figures
        for one in shown.raised
        if one.candidate.rise is not None
    }
    wrong = dict.fromkeys(seen, "1")
    assert names(run(borough, seen=wrong)) == []
    assert names(run(borough, seen=seen)) == ["Ada", "Bea"]
    again = run(borough, seen=seen)
    assert (names(again), again.waiting) == ([], 1)
    assert names(run(borough)) == ["Cy"]


@pytest.mark.rule("ISF-FUN-4")
def test_a_person_whose_budget_changed_meanwhile_is_worked_out_anew(borough: Borough) -> None:
    fund = fund_of(borough, "Ada")
    one = {"budget_id": fund.deployment.budget_id, "terms": RISE, "at": noon(MONDAY), "on": MONDAY}
    assert uprating.uprate_one(**one, by=borough.commissioner, shown="50000-50000-") is None
    assert uprating.uprate_one(**one, by=borough.commissioner, shown="50400-50400-") is not None
    assert uprating.uprate_one(**one, by=borough.commissioner) is None


def test_only_a_commissioner_of_the_council_raises_everybody(borough: Borough) -> None:
    fund = fund_of(borough, "Ada")
    elsewhere = Borough().commissioner
    before = fingerprint()
    for by in (
        somebody(),
        borough.care_manager,
        borough.finance,
        elsewhere,
        make.actor_for_person(fund.person),
    ):
        with pytest.raises(NotAllowed):
            run(borough, by=by)
    assert fingerprint() == before
    second = make.actor_with_role(borough.authority, Role.COMMISSIONER)
    assert names(run(borough, by=second, keep=False)) == ["Ada"]
    assert names(run(borough, by=system("uprate"))) == ["Ada"]


@pytest.mark.parametrize("budget", [Uplift(), Uplift(rate_bp=-1), Uplift(weekly_pence=-1)], ids=str)
def test_nothing_and_less_than_nothing_is_refused(borough: Borough, budget: Uplift) -> None:
    fund_of(borough, "Ada")
    with pytest.raises(NothingRises):
        run(borough, replace(RISE, budget=budget))
