"""Closing a fund: each step once, on its day; what is kept, what moves, and where to."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from accounts.enums import Role
from accounts.permissions import NotAllowed
from isf.enums import ClosingPlace, DeploymentKind, EntryKind, FundState
from isf.models import Case, Closing, Fund, Purpose
from isf.models.journal import JournalEntry, Posting
from isf.operations import banking, closings
from isf.operations.posting import KeyReused
from isf.queries import statements
from isf.queries.tranches import list_tranches
from isf.rules.closing import BillTooLate, NotLastDay, PlaceImpossible, StillDue, StillReserved
from isf.rules.placing import FundNotOpen
from tests.factories import accounts as make
from tests.factories.leaving import UNTIL, Leaving
from tests.factories.money import DAY, MONDAY, noon, somebody
from tests.factories.notices import LAST, give
from tests.ledger_sound import assert_ledger_sound, fingerprint

pytestmark = [pytest.mark.django_db, pytest.mark.rule("ISF-POR-3")]

WORTH, FEE, VISITS = 198_857, 19_885, 29 * 2000


@pytest.fixture
def leaving() -> Leaving:
    return Leaving()


def test_not_before_the_last_day_and_on_it(leaving: Leaving) -> None:
    before = fingerprint()
    with pytest.raises(NotLastDay) as refusal:
        leaving.begin(LAST - DAY)
    assert refusal.value.last_day == LAST
    with pytest.raises(NotLastDay):
        leaving.finish(UNTIL + DAY)
    assert fingerprint() == before
    assert leaving.begin(LAST).is_new


def test_a_fund_without_an_end_does_not_close(leaving: Leaving) -> None:
    leaving.fund = leaving.borough.open_fund(
        person=make.Person(authority=leaving.borough.authority)
    )
    with pytest.raises(NotLastDay):
        leaving.begin(UNTIL)


@pytest.mark.rule("ISF-POR-5")
def test_the_fee_is_charged_the_visits_kept_and_the_rest_moves(leaving: Leaving) -> None:
    target = leaving.other()
    leaving.choose(ClosingPlace.FUND, target)
    moved = WORTH - FEE - VISITS
    assert leaving.begin().moved_pence == moved
    assert leaving.held() == (VISITS, VISITS)
    assert leaving.held(target) == (moved, 0)
    assert leaving.state() == FundState.CLOSING
    rows = JournalEntry.objects.filter(kind=EntryKind.TRANSFER)
    assert {row.memo for row in rows} == {f"close:{leaving.fund.reference}"}
    assert {row.fund_id for row in rows} == {leaving.fund.pk, target.pk}
    assert (
        sum(Posting.objects.filter(account__kind="TRANSFER").values_list("pence", flat=True)) == 0
    )
    assert_ledger_sound()


@pytest.mark.rule("ISF-LED-3")
def test_each_step_is_taken_once(leaving: Leaving) -> None:
    first = leaving.begin()
    before = fingerprint()
    again = leaving.begin(LAST + DAY)
    assert (again.moved_pence, again.is_new) == (first.moved_pence, False)
    assert fingerprint() == before
    last = leaving.finish(UNTIL + DAY)
    before = fingerprint()
    again = leaving.finish(UNTIL + 2 * DAY)
    assert (again.moved_pence, again.state, again.is_new) == (VISITS, FundState.CLOSED, False)
    assert last.moved_pence == VISITS
    assert fingerprint() == before


def test_a_trial_writes_nothing(leaving: Leaving) -> None:
    before = fingerprint()
    tried = leaving.begin(keep=False)
    assert fingerprint() == before
    assert leaving.begin().moved_pence == tried.moved_pence


def test_nothing_chosen_is_an_account_the_council_manages(leaving: Leaving) -> None:
    leaving.begin()
    managed = Fund.objects.get(kind=DeploymentKind.MANAGED)
    assert managed.person_id == leaving.fund.person_id
    assert leaving.held(managed) == (WORTH - FEE - VISITS, 0)
    leaving.finish(UNTIL + DAY)
    assert Fund.objects.filter(kind=DeploymentKind.MANAGED).count() == 1
    assert leaving.held(managed)[0] == WORTH - FEE
    assert_ledger_sound()


def test_back_to_the_council_only_when_the_person_says_so(leaving: Leaving) -> None:
    with pytest.raises(NotAllowed):
        leaving.choose(ClosingPlace.COUNCIL, by=leaving.borough.care_manager)
    leaving.choose(ClosingPlace.COUNCIL)
    leaving.begin()
    entry = JournalEntry.objects.get(kind=EntryKind.RETURN)
    assert entry.memo == f"close:{leaving.fund.reference}"
    assert leaving.held() == (VISITS, VISITS)
    terms = statements.sum_terms(fund=leaving.fund, first_on=MONDAY, last_on=LAST)
    assert terms["RETURNS"] == WORTH - FEE - VISITS
    assert terms["IN"] == terms["OUT"] + terms["TRANSFERS"] + terms["RETURNS"] + VISITS
    assert_ledger_sound()


def test_money_is_chosen_to_go_only_where_it_may(leaving: Leaving) -> None:
    borough = leaving.borough
    foreign = borough.open_fund(person=make.Person(authority=borough.authority))
    place = ClosingPlace.FUND
    for target in (foreign, leaving.fund, None):
        with pytest.raises(PlaceImpossible):
            leaving.choose(place, target)
    with pytest.raises(PlaceImpossible):
        leaving.choose(ClosingPlace.MANAGED, leaving.other())
    for by in (somebody(), make.actor_with_role(borough.holder, Role.PROVIDER_OWNER)):
        with pytest.raises(NotAllowed):
            leaving.choose(ClosingPlace.MANAGED, by=by)
    reference = uuid4()
    first = leaving.choose(ClosingPlace.MANAGED, reference=reference)
    assert leaving.choose(ClosingPlace.MANAGED, reference=reference) == first
    with pytest.raises(KeyReused):
        leaving.choose(ClosingPlace.COUNCIL, reference=reference)
    leaving.begin()
    with pytest.raises(PlaceImpossible):
        leaving.choose(ClosingPlace.COUNCIL)


def test_the_newest_choice_counts_and_a_closed_one_is_none(leaving: Leaving) -> None:
    target = leaving.other()
    leaving.choose(ClosingPlace.COUNCIL)
    leaving.choose(ClosingPlace.FUND, target)
    Fund.objects.filter(pk=target.pk).update(state=FundState.CLOSING)
    leaving.begin()
    assert Closing.objects.get().place == ClosingPlace.MANAGED


def test_only_who_runs_the_money_closes(leaving: Leaving) -> None:
    borough = leaving.borough
    holder = make.actor_with_role(borough.holder, Role.PROVIDER_OWNER)
    for by in (somebody(), borough.budget_holder, holder, borough.care_manager):
        with pytest.raises(NotAllowed):
            leaving.begin(by=by)


def test_bills_are_taken_in_until_the_last_of_the_days(leaving: Leaving) -> None:
    days = [LAST - DAY, LAST]
    leaving.deliver(*days)
    leaving.begin()
    before = fingerprint()
    with pytest.raises(BillTooLate) as refusal:
        leaving.bill(LAST, on=UNTIL + DAY)
    assert refusal.value.accepted_until == UNTIL
    assert fingerprint() == before
    bill = leaving.bill(*days, on=UNTIL)
    assert leaving.borough.approve(bill, on=UNTIL).paid_pence == 4000


def test_while_bills_may_come_the_reserve_stays_and_the_day_after_it_moves(
    leaving: Leaving,
) -> None:
    leaving.begin()
    with pytest.raises(StillReserved) as refusal:
        leaving.finish(UNTIL)
    assert (refusal.value.still_reserved_pence, refusal.value.until) == (VISITS, UNTIL)
    assert leaving.finish(UNTIL + DAY).state is FundState.CLOSED
    assert leaving.held() == (0, 0)
    assert leaving.state() == FundState.CLOSED
    assert_ledger_sound()


def test_once_every_visit_is_settled_it_closes_before_the_days_are_over(leaving: Leaving) -> None:
    days = [MONDAY + n * DAY for n in range(29)]
    leaving.deliver(*days)
    leaving.begin()
    leaving.borough.approve(leaving.bill(*days, on=LAST + DAY), on=LAST + DAY)
    assert leaving.finish(LAST + DAY).state is FundState.CLOSED
    assert leaving.held() == (0, 0)


def test_a_bill_in_time_keeps_its_money_until_it_is_answered(leaving: Leaving) -> None:
    leaving.deliver(LAST)
    leaving.begin()
    bill = leaving.bill(LAST, on=UNTIL)
    done = leaving.finish(UNTIL + DAY)
    assert (done.state, done.moved_pence) == (FundState.CLOSING, VISITS - 2000)
    assert leaving.held() == (2000, 2000)
    again = leaving.finish(UNTIL + 2 * DAY)
    assert (again.state, again.moved_pence) == (FundState.CLOSING, 0)
    leaving.borough.approve(bill, on=UNTIL + 3 * DAY)
    assert leaving.finish(UNTIL + 3 * DAY).state is FundState.CLOSED
    assert_ledger_sound()


@pytest.mark.rule("ISF-ROL-2")
def test_origins_and_days_go_along(leaving: Leaving) -> None:
    target = leaving.other()
    leaving.borough.grant(leaving.fund, 5000, on=LAST - DAY)
    leaving.choose(ClosingPlace.FUND, target)
    leaving.begin()
    came = {t.received_on: t.pence for t in list_tranches(fund=target, on=LAST)}
    assert came == {MONDAY: WORTH - FEE - VISITS, LAST - DAY: 5000}
    stays = list_tranches(fund=leaving.fund, on=LAST)
    assert [(t.received_on, t.pence) for t in stays] == [(MONDAY, VISITS)]


@pytest.mark.rule("ISF-ROL-3")
def test_what_is_saved_is_saved_again_in_the_new_place(leaving: Leaving) -> None:
    target = leaving.other()
    leaving.choose(ClosingPlace.FUND, target)
    wish = banking.Wish(
        reference=uuid4(), name="Respite", target_on=MONDAY + timedelta(days=100), pence=7000
    )
    by = leaving.borough.budget_holder
    banking.bank(fund_id=leaving.fund.pk, wish=wish, by=by, at=noon(MONDAY), on=MONDAY)
    leaving.begin()
    again = Purpose.objects.get(fund=target)
    assert (again.name, again.target_on) == (wish.name, wish.target_on)
    assert leaving.held(target) == (WORTH - FEE - VISITS, 7000)
    assert leaving.held() == (VISITS, VISITS)
    assert_ledger_sound()


@pytest.mark.rule("ISF-POR-2")
def test_a_closing_fund_pays_for_nothing_new(leaving: Leaving) -> None:
    leaving.begin()
    with pytest.raises(FundNotOpen):
        leaving.borough.order(leaving.fund, 100, starts_on=LAST, ends_on=LAST)
    with pytest.raises(FundNotOpen):
        leaving.borough.buy(leaving.fund, 100, on=LAST)


def test_visits_without_money_get_theirs_before_the_rest_moves() -> None:
    """The council had paid one week: four weeks of visits wait for the next money."""
    leaving = Leaving.__new__(Leaving)
    leaving.borough, leaving.target = Leaving().borough, None
    borough = leaving.borough
    person = make.Person(authority=borough.authority)
    borough.budget_holder = make.actor_for_person(person)
    leaving.fund = borough.open_fund(person=person)
    borough.pay(leaving.fund, weeks=1)
    leaving.order = borough.order(leaving.fund, 2000, weekdays=range(7), ends_on=LAST)
    give(leaving.fund, borough.budget_holder)
    borough.grant(leaving.fund, 100_000, key="late", on=LAST)
    leaving.begin()
    assert leaving.held()[1] == VISITS
    with pytest.raises(StillDue) as refusal:
        leaving.finish(UNTIL + DAY)
    assert refusal.value.due_pence == WORTH - 48_000
    borough.pay_days(leaving.fund, MONDAY + 7 * DAY, LAST, on=UNTIL)
    assert leaving.finish(UNTIL + DAY).state is FundState.CLOSED


def test_an_overspent_direct_payment_stays_closing_with_a_case() -> None:
    leaving = Leaving()
    borough = leaving.borough
    person = make.Person(authority=borough.authority)
    borough.budget_holder = make.actor_for_person(person)
    leaving.fund = borough.open_fund(person=person, kind=DeploymentKind.DIRECT_PAYMENT)
    borough.pay(leaving.fund)
    give(leaving.fund, borough.budget_holder)
    borough.pay_days(leaving.fund, MONDAY + 28 * DAY, LAST, on=LAST)
    borough.buy(leaving.fund, 300_000)
    leaving.begin()
    for _ in range(2):
        assert leaving.finish(UNTIL + DAY).state is FundState.CLOSING
    assert Case.objects.get(rule="ISF-POR-3").figures == {"overspent": 300_000 - WORTH}
    borough.grant(leaving.fund, 300_000 - WORTH, key="repaid", on=UNTIL + DAY)
    assert leaving.finish(UNTIL + DAY).state is FundState.CLOSED


def test_trying_the_last_step_shows_what_moves_and_moves_nothing(leaving: Leaving) -> None:
    leaving.begin()
    before = fingerprint()
    facts = {"fund_id": leaving.fund.pk, "by": leaving.borough.finance, "at": noon(UNTIL + DAY)}
    tried = closings.finish(**facts, on=UNTIL + DAY, keep=False)
    assert fingerprint() == before
    done = closings.finish(**facts, on=UNTIL + DAY)
    assert (done.state, done.moved_pence) == (tried.state, tried.moved_pence)
    before = fingerprint()
    again = closings.finish(**facts, on=UNTIL + DAY, keep=False)
    assert (again.state, again.is_new) == (FundState.CLOSED, False)
    assert fingerprint() == before
