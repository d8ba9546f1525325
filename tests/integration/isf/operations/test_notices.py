"""Notice given, shortened, taken back: what it does to the money, to orders, and to who may."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from accounts.enums import Role, Scope
from accounts.models import AuditEvent
from accounts.permissions import NotAllowed
from isf.enums import EntryKind, FundState, NoticeKind, NoticeParty
from isf.models import Case, Fund, Notice, Promise
from isf.models.journal import JournalEntry
from isf.operations.posting import KeyReused
from isf.rules.notice import NoticeInThePast, NoticeStands, NoticeTooShort, ReasonMissing
from isf.rules.placing import FundNotOpen
from tests.factories import accounts as make
from tests.factories.borough import Borough
from tests.factories.money import DAY, MONDAY, WEEK, account, person_without, somebody
from tests.factories.notices import LAST, ends_on, give, manager
from tests.factories.paid import paid_fund
from tests.ledger_sound import assert_ledger_sound, fingerprint

pytestmark = [pytest.mark.django_db, pytest.mark.rule("ISF-POR-1")]

SECOND = MONDAY + 4 * WEEK


@pytest.fixture
def borough() -> Borough:
    return Borough()


@pytest.fixture
def fund(borough: Borough) -> Fund:
    """480.00 a week, paid for eight weeks; the last day of notice given now is the 29th of 56."""
    return paid_fund(borough, weeks=8)


@pytest.mark.rule("ISF-POR-2")
def test_what_was_paid_for_later_days_goes_back_in_one_difference(
    borough: Borough, fund: Fund
) -> None:
    """3,840.00 were paid; 29 days are worth 1,988.57; the fee held shrinks to 198.85."""
    given = give(fund, borough.budget_holder)
    assert given.last_day == LAST == ends_on(fund)
    assert given.moved.difference_pence == 198_857 - 384_000
    held = account(fund)
    assert (held.posted, held.reserved) == (198_857, 19_885)
    assert JournalEntry.objects.filter(kind=EntryKind.ALLOCATION_DIFFERENCE).count() == 1
    assert_ledger_sound()


@pytest.mark.rule("ISF-POR-2")
def test_orders_beyond_the_last_day_end_on_it_and_others_stay(borough: Borough, fund: Fund) -> None:
    runs = borough.order(fund, 1000, weekdays=range(7))
    until = borough.order(fund, 1000, weekdays=range(7), ends_on=LAST)
    later = borough.order(fund, 1000, starts_on=LAST + DAY, ends_on=LAST + 7 * DAY)
    given = give(fund, borough.budget_holder)
    ends = dict(Promise.objects.values_list("order", "ends_on"))
    assert (ends[runs.order], ends[until.order]) == (LAST, LAST)
    assert Promise.objects.get(order=later.order).state == "RELEASED"
    assert Promise.objects.get(order=until.order).state == "RUNNING"
    assert given.moved.orders_ended == 2
    assert given.moved.freed_pence == 27 * 1000 + 5 * 1000
    assert account(fund).reserved == 19_885 + 2 * 29 * 1000
    assert_ledger_sound()


@pytest.mark.rule("ISF-POR-2")
def test_nothing_is_ordered_for_a_day_after_the_last(borough: Borough, fund: Fund) -> None:
    give(fund, borough.budget_holder)
    before = fingerprint()
    for ends in (LAST + DAY, None):
        with pytest.raises(FundNotOpen) as refusal:
            borough.order(fund, 500, ends_on=ends)
        assert refusal.value.last_on == LAST
    assert fingerprint() == before
    borough.order(fund, 500, ends_on=LAST)


def test_one_day_short_of_the_notice_is_refused(borough: Borough, fund: Fund) -> None:
    before = fingerprint()
    with pytest.raises(NoticeTooShort) as refusal:
        give(fund, borough.budget_holder, last_day=LAST - DAY)
    assert refusal.value.earliest == LAST
    assert fingerprint() == before
    assert give(fund, borough.budget_holder, last_day=LAST).last_day == LAST


def test_by_the_month_it_is_the_same_day_clamped(borough: Borough) -> None:
    begins = date(2027, 1, 4)
    fund = borough.open_fund(on=begins, notice=(NoticeKind.MONTH, 28))
    told = date(2027, 1, 31)
    by, party = manager(borough), NoticeParty.HOLDER
    with pytest.raises(NoticeTooShort):
        give(fund, by, party, on=told, last_day=date(2027, 2, 15))
    assert give(fund, by, party, on=told).last_day == date(2027, 2, 28)


def test_each_side_may_and_the_council_for_another_that_told_it(
    borough: Borough, fund: Fund
) -> None:
    told = MONDAY + 3 * DAY
    give(fund, manager(borough), NoticeParty.HOLDER, on=told, last_day=LAST + 9 * DAY)
    give(fund, borough.care_manager, NoticeParty.COUNCIL, on=told, last_day=LAST + 8 * DAY)
    give(fund, borough.care_manager, NoticeParty.PERSON, on=told, received_on=MONDAY)
    assert ends_on(fund) == LAST


@pytest.mark.parametrize("party", list(NoticeParty))
def test_strangers_and_who_speaks_for_another_side_may_not(
    borough: Borough, fund: Fund, party: NoticeParty
) -> None:
    strangers = [
        somebody(),
        person_without(Scope.MONEY, borough.person),
        make.actor_with_role(borough.holder, Role.PROVIDER_FINANCE),
        make.actor_with_role(borough.carer, Role.PROVIDER_OWNER),
        make.actor_with_role(make.Authority(), Role.COMMISSIONER),
        make.actor_for_person(make.Person(authority=borough.authority)),
    ]
    if party is not NoticeParty.PERSON:
        strangers.append(borough.budget_holder)
    if party is not NoticeParty.HOLDER:
        strangers.append(manager(borough))
    before = fingerprint()
    for by in strangers:
        with pytest.raises(NotAllowed):
            give(fund, by, party)
    assert fingerprint() == before


def test_only_the_council_writes_down_an_earlier_day_of_receipt(
    borough: Borough, fund: Fund
) -> None:
    told = MONDAY + 3 * DAY
    for by, party in (
        (borough.budget_holder, NoticeParty.PERSON),
        (manager(borough), NoticeParty.HOLDER),
    ):
        with pytest.raises(NotAllowed):
            give(fund, by, party, on=told, received_on=MONDAY)
    with pytest.raises(NoticeInThePast):
        give(fund, borough.care_manager, on=told, received_on=told + DAY)


def test_safeguarding_shortens_with_a_reason_and_the_right_role(
    borough: Borough, fund: Fund
) -> None:
    council, short = NoticeParty.COUNCIL, {"last_day": MONDAY, "for_safeguarding": True}
    with pytest.raises(ReasonMissing):
        give(fund, borough.care_manager, council, **short)
    with pytest.raises(NotAllowed):
        give(fund, borough.commissioner, council, reason="Theft", **short)
    with pytest.raises(NotAllowed):
        give(fund, borough.budget_holder, reason="Theft", **short)
    lead = borough.staff(Role.SAFEGUARDING_LEAD)
    assert give(fund, lead, council, reason="Theft", **short).last_day == MONDAY
    assert account(fund).posted == 6857
    assert not AuditEvent.objects.filter(details__icontains="Theft").exists()
    assert_ledger_sound()


def test_the_same_side_twice_is_told_what_stands(borough: Borough, fund: Fund) -> None:
    give(fund, borough.budget_holder)
    with pytest.raises(NoticeStands) as refusal:
        give(fund, borough.budget_holder, on=MONDAY + DAY)
    assert refusal.value.last_day == LAST


@pytest.mark.rule("ISF-LED-3")
def test_the_same_form_twice_is_one_notice(borough: Borough, fund: Fund) -> None:
    reference = uuid4()
    first = give(fund, borough.budget_holder, reference=reference)
    before = fingerprint()
    again = give(fund, borough.budget_holder, reference=reference)
    assert (again.notice, again.last_day, again.is_new) == (first.notice, LAST, False)
    with pytest.raises(KeyReused):
        give(fund, borough.budget_holder, reference=reference, last_day=LAST + DAY)
    assert fingerprint() == before


def test_a_trial_shows_the_figures_and_writes_nothing(borough: Borough, fund: Fund) -> None:
    borough.order(fund, 1000, weekdays=range(7))
    before = fingerprint()
    tried = give(fund, borough.budget_holder, keep=False)
    assert fingerprint() == before
    assert not Notice.objects.exists()
    assert give(fund, borough.budget_holder).moved == tried.moved


def test_a_closing_fund_takes_no_notice(borough: Borough, fund: Fund) -> None:
    give(fund, borough.budget_holder)
    Fund.objects.filter(pk=fund.pk).update(state=FundState.CLOSING)
    with pytest.raises(NoticeStands):
        give(fund, manager(borough), NoticeParty.HOLDER, for_safeguarding=False)


@pytest.mark.rule("ISF-FUN-4")
def test_what_is_spent_already_is_not_taken_and_becomes_a_case(
    borough: Borough, fund: Fund
) -> None:
    borough.buy(fund, 300_000)
    given = give(fund, borough.budget_holder)
    assert given.moved.difference_pence == -(384_000 - 300_000 - 19_885)
    case = Case.objects.get(rule="ISF-FUN-4")
    assert case.figures == {"needed": 384_000 - 198_857, "taken": 384_000 - 300_000 - 19_885}
    assert_ledger_sound()


@pytest.mark.rule("ISF-FUN-1")
def test_the_next_money_is_paid_to_the_last_day_only(borough: Borough) -> None:
    fund = borough.open_fund()
    borough.pay(fund)
    give(fund, borough.budget_holder, on=MONDAY + 7 * DAY)
    borough.pay(fund, SECOND)
    assert account(fund).posted == round(36 * 48_000 / 7)
