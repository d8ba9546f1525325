"""The death of a person: what is reversed, what ends, what is kept, and whose the rest is."""

from __future__ import annotations

from uuid import uuid4

import pytest

from accounts.enums import Role
from accounts.models import AuditEvent, Person
from accounts.permissions import NotAllowed
from isf.enums import AccountKind, DeploymentKind, EntryKind, FundState, PromiseState, Term
from isf.models import Case, Death, DeathEnd, Fund, InvoiceLine, Promise, Purpose
from isf.models.journal import JournalEntry, Posting
from isf.operations import topups
from isf.operations.delivered import VisitUnknown
from isf.operations.posting import KeyReused
from isf.queries import statements
from isf.rules.closing import BillTooLate, StillReserved
from isf.rules.deaths import DeathChanged, DeathRecorded, DeathToCome
from tests.factories import accounts as make
from tests.factories.deaths import DIED, PAID_TO, TOLD, UNTIL, Bereaved, die, shared_money
from tests.factories.money import DAY, MONDAY, account, noon, somebody
from tests.factories.notices import give
from tests.ledger_sound import assert_ledger_sound, fingerprint

pytestmark = [pytest.mark.django_db, pytest.mark.rule("ISF-LIF-2")]

BACK, WORTH, FEE, VISITS = 123_429, 68_571, 6_857, 10 * 2000


@pytest.fixture
def gone() -> Bereaved:
    return Bereaved()


def test_what_was_paid_for_later_days_goes_back_in_one_difference(gone: Bereaved) -> None:
    recorded = gone.die()
    (ended,) = recorded.funds
    assert ended.end.difference_pence == -BACK
    assert (ended.end.orders_ended, ended.end.freed_pence) == (1, 18 * 2000)
    entry = JournalEntry.objects.get(kind=EntryKind.ALLOCATION_DIFFERENCE)
    assert entry.day == TOLD
    assert gone.held() == (WORTH, VISITS + FEE)
    assert gone.last_day() == DIED
    assert Promise.objects.get().ends_on == DIED
    assert Person.objects.get(pk=gone.borough.person.pk).died_on == DIED
    assert ended.left.kept_pence == VISITS + FEE
    assert [(p.kind, pence) for p, pence in ended.left.shares] == [
        (AccountKind.COUNCIL, WORTH - VISITS - FEE)
    ]
    assert_ledger_sound()


def test_the_day_itself_counts_and_the_next_does_not(gone: Bereaved) -> None:
    gone.die()
    gone.borough.deliver(gone.order, DIED, on=TOLD)
    with pytest.raises(VisitUnknown):
        gone.borough.deliver(gone.order, DIED + DAY, on=TOLD)
    bill = gone.bill(DIED, DIED + DAY, on=TOLD)
    states = InvoiceLine.objects.filter(invoice=bill).values_list("state", "refusal")
    assert set(states) == {("WAITING", ""), ("REFUSED", "NO_ORDER")}


def test_what_was_written_down_as_delivered_after_it_is_free_again(gone: Bereaved) -> None:
    gone.deliver(DIED, DIED + DAY)
    bill = gone.bill(DIED, DIED + DAY, on=DIED + DAY)
    gone.die()
    assert gone.held() == (WORTH, VISITS + FEE)
    assert gone.held()[1] == VISITS + FEE
    lines = InvoiceLine.objects.filter(invoice=bill).order_by("service_on")
    assert [line.state for line in lines] == ["WAITING", "REFUSED"]
    assert lines[1].act_by is not None
    again = gone.bill(DIED + DAY, on=TOLD, number="B2")
    assert InvoiceLine.objects.get(invoice=again).refusal == "NO_ORDER"
    assert_ledger_sound()


def test_what_was_paid_for_a_day_after_it_is_a_case(gone: Bereaved) -> None:
    gone.deliver(DIED + DAY)
    gone.borough.approve(gone.bill(DIED + DAY, on=DIED + DAY), on=DIED + DAY)
    gone.die()
    case = Case.objects.get(rule="ISF-LIF-2")
    assert case.figures == {"visits": 1, "paid": 2000}
    assert_ledger_sound()


def test_a_day_to_come_is_refused_and_today_is_not(gone: Bereaved) -> None:
    before = fingerprint()
    with pytest.raises(DeathToCome):
        gone.die(TOLD + DAY)
    assert fingerprint() == before
    assert gone.die(TOLD).is_new


@pytest.mark.rule("ISF-LED-3")
def test_the_same_record_again_is_the_first_and_another_is_refused(gone: Bereaved) -> None:
    reference = uuid4()
    first = gone.die(reference=reference)
    before = fingerprint()
    again = gone.die(reference=reference, on=TOLD + DAY)
    assert (again.death, again.is_new) == (first.death, False)
    assert again.funds[0].end == first.funds[0].end
    with pytest.raises(KeyReused):
        gone.die(DIED - DAY, reference=reference)
    with pytest.raises(DeathRecorded):
        gone.die()
    with pytest.raises(DeathChanged):
        gone.die(None)
    assert fingerprint() == before


def test_a_trial_writes_nothing(gone: Bereaved) -> None:
    before = fingerprint()
    tried = gone.die(keep=False)
    assert tried.funds[0].end.difference_pence == -BACK
    assert fingerprint() == before
    assert Person.objects.get(pk=gone.borough.person.pk).died_on is None
    assert not AuditEvent.objects.filter(action="DEATH_RECORDED").exists()


def test_only_the_councils_own_record_it(gone: Bereaved) -> None:
    borough = gone.borough
    other = make.actor_with_role(make.Authority(), Role.CARE_MANAGER)
    manager = make.actor_with_role(borough.holder, Role.PROVIDER_MANAGER)
    for by in (borough.budget_holder, borough.finance, manager, other, somebody()):
        with pytest.raises(NotAllowed):
            gone.die(by=by)
    assert gone.die(by=borough.commissioner).is_new
    event = AuditEvent.objects.get(action="DEATH_RECORDED")
    assert event.details == {"number": 1, "day": DIED.isoformat(), "funds": 1}


@pytest.mark.rule("ISF-ROL-3")
def test_what_was_saved_is_free_before_anything_is_taken_back(gone: Bereaved) -> None:
    gone.save(100_000)
    recorded = gone.die()
    assert recorded.funds[0].end.unbanked_pence == 100_000
    assert recorded.funds[0].end.difference_pence == -BACK
    assert gone.held() == (WORTH, VISITS + FEE)
    assert not Case.objects.exists()
    assert Purpose.objects.count() == 1


@pytest.mark.rule("ISF-FUN-4")
def test_only_uncommitted_money_is_reversed_and_the_rest_when_it_is_free(gone: Bereaved) -> None:
    gone.borough.buy(gone.fund, 100_000)
    gone.die()
    free = 192_000 - 100_000 - VISITS - FEE
    assert gone.held() == (VISITS + FEE, VISITS + FEE)
    case = Case.objects.get(rule="ISF-FUN-4")
    assert case.figures == {"needed": BACK, "taken": free}
    gone.begin()
    gone.finish(UNTIL + DAY)
    kinds = JournalEntry.objects.filter(fund=gone.fund).values_list("kind", flat=True)
    assert EntryKind.RETURN not in kinds
    differences = Posting.objects.filter(
        entry__kind=EntryKind.ALLOCATION_DIFFERENCE, account__fund=gone.fund
    )
    assert sum(row.pence for row in differences) == -(free + VISITS)
    assert gone.state() == FundState.CLOSED
    assert_ledger_sound()


@pytest.mark.rule("ISF-POR-3")
def test_bills_up_to_the_day_are_taken_for_the_days_of_the_policy(gone: Bereaved) -> None:
    gone.deliver(*(MONDAY + n * DAY for n in range(10)))
    gone.die()
    gone.begin()
    assert gone.held() == (VISITS, VISITS)
    with pytest.raises(StillReserved):
        gone.finish(UNTIL)
    bill = gone.bill(DIED, on=UNTIL)
    with pytest.raises(BillTooLate):
        gone.bill(DIED - DAY, on=UNTIL + DAY, number="B2")
    gone.finish(UNTIL + DAY)
    assert gone.held() == (2000, 2000)
    gone.borough.approve(bill, on=UNTIL + DAY)
    gone.finish(UNTIL + DAY)
    assert gone.state() == FundState.CLOSED
    assert gone.held() == (0, 0)
    assert_ledger_sound()


@pytest.mark.rule("ISF-ROL-6")
@pytest.mark.rule("ISF-POR-5")
def test_the_persons_share_is_rounded_down_and_belongs_to_one_term(gone: Bereaved) -> None:
    """What is left is 12.34 of which 8% are the person's: 0.98, and 11.36 the council's."""
    borough = gone.borough
    person = make.Person(authority=borough.authority)
    fund = borough.open_fund(0, person=person, kind=DeploymentKind.MANAGED)
    shared_money(borough, fund, persons=800, council=9_200)
    shared_money(borough, fund, persons=92, council=1_058)
    gone.fund, borough.budget_holder = fund, make.actor_for_person(person)
    borough.buy(fund, 11_150 - 1_234)
    die(borough, MONDAY, on=TOLD, person=person)
    gone.begin()
    gone.finish(TOLD)
    assert gone.state() == FundState.CLOSED
    entry = JournalEntry.objects.get(kind=EntryKind.RETURN)
    given = Posting.objects.filter(entry=entry).exclude(account__fund=fund)
    assert {row.account.kind: row.pence for row in given} == {"PERSON": 98, "COUNCIL": 1_136}
    terms = statements.sum_terms(fund=fund, first_on=MONDAY, last_on=TOLD)
    assert terms[Term.RETURNS] == 1_234
    assert terms[Term.IN] == terms[Term.OUT] + terms[Term.RETURNS]
    assert_ledger_sound()


def test_each_fund_is_split_by_itself_and_one_to_come_brings_nothing(gone: Bereaved) -> None:
    borough = gone.borough
    borough.budget(96_000, on=MONDAY)
    second = borough.open_fund(starts_on=TOLD + DAY)
    borough.pay_days(second, TOLD + DAY, PAID_TO, on=MONDAY)
    recorded = gone.die()
    assert [row.end.fund_id for row in recorded.funds] == [gone.fund.pk, second.pk]
    assert gone.held(second) == (0, 0)
    for fund in (gone.fund, second):
        gone.fund = Fund.objects.get(pk=fund.pk)
        day = max(TOLD + DAY, gone.last_day() or TOLD)
        gone.begin(day)
        gone.finish(UNTIL + DAY)
        assert gone.state() == FundState.CLOSED
    assert not Fund.objects.exclude(state=FundState.CLOSED).exists()
    assert_ledger_sound()


@pytest.mark.rule("ISF-FUN-5")
def test_added_money_goes_back_first_to_who_paid(gone: Bereaved) -> None:
    paid = topups.Paid(reference=uuid4(), order=gone.order.order, pence=5_000, payer="Ana Ford")
    topups.receive(
        fund_id=gone.fund.pk, paid=paid, by=gone.borough.finance, at=noon(MONDAY), on=MONDAY
    )
    gone.die(MONDAY)
    gone.begin()
    back = JournalEntry.objects.filter(kind=EntryKind.RETURN).order_by("seq")
    kinds = [
        list(Posting.objects.filter(entry=row, pence__gt=0).values_list("account__kind", flat=True))
        for row in back
    ]
    assert kinds[0] == ["THIRD_PARTY"]
    assert kinds[1:] == [["COUNCIL"]]


@pytest.mark.rule("ISF-POR-1")
def test_an_earlier_notice_stands_and_a_later_one_does_not(gone: Bereaved) -> None:
    give(gone.fund, gone.borough.budget_holder)
    gone.die()
    assert gone.last_day() == DIED
    assert DeathEnd.objects.get().ends_on_before == MONDAY + 28 * DAY


def test_an_order_that_had_not_begun_is_released(gone: Bereaved) -> None:
    later = gone.borough.order(gone.fund, 1000, starts_on=TOLD + DAY)
    gone.die()
    assert Promise.objects.get(order=later.order).state == PromiseState.RELEASED
    assert account(gone.fund).reserved == VISITS + FEE


def test_a_person_without_a_fund_is_recorded_too() -> None:
    borough = Bereaved().borough
    person = make.Person(authority=borough.authority)
    assert die(borough, person=person).funds == ()
    assert Death.objects.get().day == DIED
