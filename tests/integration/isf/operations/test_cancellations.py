"""A published charge for an early end: kept at once, paid by a bill, free if never billed."""

from __future__ import annotations

from uuid import uuid4

import pytest

from accounts.enums import Role
from accounts.permissions import NotAllowed
from isf.enums import CancellationKind, ChargeState, EntryKind, PromiseState, ReservationKind
from isf.models import CancellationCharge, Case, InvoiceLine, PromiseTerms
from isf.models.journal import JournalEntry
from isf.models.reservations import Reservation
from isf.operations import endings
from isf.rules.cancellation import ChargeNotShown
from isf.rules.promises import CancellationTerms
from tests.factories import accounts as make
from tests.factories.ended_early import LAST, EndedEarly
from tests.factories.money import DAY, FIFTEEN, MONDAY, WEEK, account, line_sent, noon
from tests.factories.notices import give
from tests.ledger_sound import assert_ledger_sound, fingerprint

pytestmark = [pytest.mark.django_db, pytest.mark.rule("ISF-POR-2")]

# 28 days after the last day bills are taken in no more.
UNTIL = LAST + 4 * WEEK
FEE = 19_200
SEVEN_VISITS = 7 * 2000


@pytest.fixture
def early() -> EndedEarly:
    return EndedEarly()


def test_the_terms_stay_with_the_order(early: EndedEarly) -> None:
    kept = PromiseTerms.objects.get(promise__order=early.order.order)
    assert (kept.notice_days, kept.kind, kept.pence, kept.days) == (7, "AMOUNT", 1500, 0)


def test_the_charge_is_kept_of_what_the_end_sets_free(early: EndedEarly) -> None:
    before = early.held
    assert early.end() == 21 * 2000
    assert early.held == (before[0], FEE + SEVEN_VISITS + 1500)
    kept = Reservation.objects.get(kind=ReservationKind.RETAINED)
    assert (kept.remaining, kept.reference) == (1500, f"cancel:{early.charge.reference}")
    assert (early.charge.last_day, early.charge.bill_until) == (LAST, UNTIL)
    assert_ledger_sound()


def test_with_the_notice_kept_nothing_is_charged(early: EndedEarly) -> None:
    early.end(LAST + DAY)
    assert not CancellationCharge.objects.exists()
    assert early.held[1] == FEE + 8 * 2000


def test_the_same_end_again_charges_nothing_more(early: EndedEarly) -> None:
    early.end()
    before = fingerprint()
    assert early.end() == 0
    assert fingerprint() == before


def test_a_charge_that_was_not_shown_is_refused(early: EndedEarly) -> None:
    before = fingerprint()
    with pytest.raises(ChargeNotShown) as refusal:
        early.end(shown_pence=1499)
    assert (refusal.value.pence, refusal.value.bill_until) == (1500, UNTIL)
    assert fingerprint() == before
    early.end(shown_pence=1500)
    assert early.charge.pence == 1500


def test_an_amount_is_charged_once_and_days_as_far_as_they_reach(early: EndedEarly) -> None:
    early.end()
    early.end(LAST - 3 * DAY)
    assert early.charge.pence == 1500
    days = CancellationTerms(notice_days=7, kind=CancellationKind.DAYS, days=5)
    other = EndedEarly(terms=days)
    other.end(MONDAY + 3 * DAY)
    other.end(MONDAY + DAY)
    charges = CancellationCharge.objects.filter(promise__order=other.order.order)
    assert [charge.pence for charge in charges.order_by("id")] == [2 * 2000, 2 * 2000]
    assert_ledger_sound()


def test_a_provider_that_ends_it_and_a_holder_are_paid_nothing(early: EndedEarly) -> None:
    early.end(by=early.borough.provider)
    assert not CancellationCharge.objects.exists()
    own = EndedEarly()
    own.borough.carer, carer = own.borough.holder, own.borough.carer
    own.order = own.borough.order(own.fund, 1000, cancellation=FIFTEEN)
    own.borough.carer = carer
    own.end()
    assert not CancellationCharge.objects.exists()


def test_an_order_that_agreed_nothing_is_charged_nothing() -> None:
    early = EndedEarly(terms=None)
    early.end()
    assert not CancellationCharge.objects.exists()


def test_a_declined_order_is_charged_nothing(early: EndedEarly) -> None:
    early.end(MONDAY - DAY)
    assert early.held[1] == FEE + 1500
    freed = endings.release(
        order=early.order.order, by=early.borough.provider, at=noon(MONDAY), on=MONDAY
    )
    assert (freed, early.held[1], early.charge.state) == (1500, FEE, ChargeState.RELEASED)


@pytest.mark.rule("ISF-BIL-1")
def test_a_bill_takes_what_was_kept_and_no_more(early: EndedEarly) -> None:
    early.end()
    bill = early.bill(early.line(1200))
    assert early.borough.approve(bill).paid_pence == 1200
    assert early.held == (192_000 - 1200, FEE + SEVEN_VISITS)
    assert early.charge.state == ChargeState.PAID
    assert JournalEntry.objects.get(kind=EntryKind.CANCELLATION)
    assert_ledger_sound()
    assert early.borough.approve(bill).paid_pence == 1200
    again = early.bill(early.line(300), number="B2")
    assert InvoiceLine.objects.get(invoice=again).refusal == "CHARGED_BEFORE"


def test_above_what_was_published_a_line_is_refused_and_a_penny_less_is_not(
    early: EndedEarly,
) -> None:
    early.end()
    above = early.bill(early.line(1501), number="B1")
    assert InvoiceLine.objects.get(invoice=above).refusal == "ABOVE_PUBLISHED"
    twice = early.bill(early.line(), early.line(), number="B2")
    states = twice.lines.order_by("number").values_list("state", "refusal")
    assert list(states) == [("WAITING", ""), ("REFUSED", "CHARGED_BEFORE")]


def test_nobody_bills_an_end_of_another_order_or_of_another_provider(early: EndedEarly) -> None:
    early.end()
    other = early.bill(early.line(order=uuid4()), early.line(charge=uuid4()))
    assert {row.refusal for row in other.lines.all()} == {"NO_CHARGE"}
    stranger = early.borough.holder
    theirs = early.bill(
        number="X1",
        payee=stranger,
        by=make.actor_with_role(stranger, Role.PROVIDER_FINANCE),
    )
    assert InvoiceLine.objects.get(invoice=theirs).refusal == "NO_CHARGE"


def test_it_is_billed_with_visits_and_taken_back_like_one(early: EndedEarly) -> None:
    early.end()
    early.borough.deliver(early.order, MONDAY)
    bill = early.bill(line_sent(early.order, MONDAY), early.line())
    assert early.borough.approve(bill).paid_pence == 3500
    entry = JournalEntry.objects.get(kind=EntryKind.CANCELLATION)
    early.borough.reverse(entry.pk)
    assert early.charge.state == ChargeState.OPEN
    again = early.bill(number="B2")
    assert early.borough.approve(again).paid_pence == 1500
    assert_ledger_sound()


@pytest.mark.rule("ISF-POR-3")
def test_what_nobody_billed_is_free_on_the_day_after_the_last_for_bills(
    early: EndedEarly,
) -> None:
    early.end()
    assert early.let_go(UNTIL) == 0
    assert early.let_go(UNTIL + DAY) == 1500
    assert early.held[1] == FEE + SEVEN_VISITS
    assert early.charge.state == ChargeState.RELEASED
    before = fingerprint()
    assert early.let_go(UNTIL + DAY) == 0
    assert fingerprint() == before
    late = early.bill(on=UNTIL + 2 * DAY)
    assert InvoiceLine.objects.get(invoice=late).refusal == "CHARGE_LET_GO"
    assert_ledger_sound()


@pytest.mark.rule("ISF-POR-3")
def test_a_bill_in_time_keeps_its_money_until_it_is_decided(early: EndedEarly) -> None:
    early.end()
    bill = early.bill(on=UNTIL)
    assert early.let_go(UNTIL + 9 * DAY) == 0
    assert early.borough.approve(bill, on=UNTIL + 9 * DAY).paid_pence == 1500


def test_only_who_runs_the_money_lets_charges_go(early: EndedEarly) -> None:
    early.end()
    for by in (early.borough.provider, early.borough.budget_holder):
        with pytest.raises(NotAllowed):
            early.let_go(UNTIL + DAY, by=by)


def test_what_there_is_not_enough_for_is_a_case_and_nothing_goes_below(
    early: EndedEarly,
) -> None:
    """The order holds nothing yet, so its end sets nothing free; 8.00 are left to keep."""
    early.order = early.borough.order(
        early.fund, 1000, starts_on=MONDAY + 5 * WEEK, weekdays=[5], cancellation=FIFTEEN
    )
    left = account(early.fund)
    early.borough.buy(early.fund, left.posted - left.reserved - 800)
    early.end(MONDAY)
    assert (early.charge.pence, early.charge.reserved_pence) == (1500, 800)
    assert Case.objects.get(rule="ISF-POR-2").figures == {"needed": 1500, "kept": 800}
    assert account(early.fund).posted == account(early.fund).reserved
    assert_ledger_sound()


def test_notice_on_the_fund_keeps_charges_of_orders_it_ends(early: EndedEarly) -> None:
    long = CancellationTerms(notice_days=40, kind=CancellationKind.AMOUNT, pence=1500)
    other = EndedEarly(terms=long)
    given = give(other.fund, other.borough.budget_holder)
    assert given.moved.charged_pence == 1500
    assert other.charge.last_day == given.last_day
    assert give(early.fund, early.borough.budget_holder).moved.charged_pence == 0
    promise = other.charge.promise
    assert promise.state == PromiseState.ENDED
    assert_ledger_sound()
