"""A provider gives money back: to the fund, the part and the tranches it came from, once."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from accounts.enums import Role
from accounts.models import AuditEvent
from accounts.permissions import NotAllowed
from isf.enums import DeploymentKind, EntryKind, FundState
from isf.models import Fund, InvoiceLine, Refund
from isf.models.journal import JournalEntry, LedgerAccount
from isf.operations import refunds, topups
from isf.operations.posting import KeyReused
from isf.operations.reversals import NotReversible
from isf.queries.tranches import list_tranches
from isf.rules.refunds import NothingPaid, RefundTooLarge
from tests.factories import accounts as make
from tests.factories.borough import Borough
from tests.factories.leaving import UNTIL, Leaving
from tests.factories.money import DAY, MONDAY, WEEK, account, line_sent, noon
from tests.factories.notices import LAST
from tests.ledger_sound import assert_ledger_sound, fingerprint

pytestmark = [pytest.mark.django_db, pytest.mark.rule("ISF-BIL-7")]


@pytest.fixture
def borough() -> Borough:
    return Borough()


def paid_line(borough: Borough, fund: Fund, *, day: date = MONDAY, number: str = "B1") -> Any:
    """One visit of 20.00, billed and paid."""
    order = borough.order(fund, 2000, starts_on=day, ends_on=day)
    borough.deliver(order, day)
    bill = borough.bill(fund, [line_sent(order, day)], on=day, number=number)
    borough.approve(bill, on=day)
    return InvoiceLine.objects.get(invoice=bill)


def back(line: InvoiceLine, pence: int, *, by: Any, on: date = MONDAY, **more: Any) -> Refund:
    wish = refunds.Back(**{"reference": uuid4(), "pence": pence, "reason": "Nobody came"} | more)
    return refunds.give(
        invoice=line.invoice.reference, number=line.number, wish=wish, by=by, at=noon(on), on=on
    )


@pytest.fixture
def fund(borough: Borough) -> Fund:
    fund = borough.open_fund()
    borough.pay(fund)
    return fund


def test_the_money_is_back_in_the_fund_and_the_fee_stays(borough: Borough, fund: Fund) -> None:
    before, whose = account(fund), list_tranches(fund=fund, on=MONDAY)
    line = paid_line(borough, fund)
    given = back(line, 2000, by=borough.provider)
    after = account(fund)
    assert after.posted == before.posted
    assert list_tranches(fund=fund, on=MONDAY) == whose
    entry = JournalEntry.objects.get(kind=EntryKind.REFUND)
    assert (entry.pk, entry.memo) == (given.entry_id, f"refund-of:{line.entry_id}")
    assert not JournalEntry.objects.filter(kind=EntryKind.FEE_BACK).exists()
    assert AuditEvent.objects.filter(action="INVOICE_LINE_REFUNDED").count() == 1
    assert_ledger_sound()


def test_the_last_penny_comes_back_and_not_one_more(borough: Borough, fund: Fund) -> None:
    line = paid_line(borough, fund)
    back(line, 500, by=borough.provider)
    before = fingerprint()
    with pytest.raises(RefundTooLarge) as refusal:
        back(line, 1501, by=borough.provider)
    assert refusal.value.left_pence == 1500
    assert fingerprint() == before
    back(line, 1500, by=borough.provider)
    with pytest.raises(RefundTooLarge):
        back(line, 1, by=borough.provider)
    assert_ledger_sound()


@pytest.mark.rule("ISF-LED-3")
def test_the_same_refund_again_is_the_first(borough: Borough, fund: Fund) -> None:
    line, reference = paid_line(borough, fund), uuid4()
    first = back(line, 500, by=borough.provider, reference=reference)
    before = fingerprint()
    assert back(line, 500, by=borough.provider, reference=reference) == first
    with pytest.raises(KeyReused):
        back(line, 600, by=borough.provider, reference=reference)
    assert fingerprint() == before


@pytest.mark.rule("ISF-ROL-2")
def test_it_restores_the_tranche_that_paid_this_line_not_a_later_one(
    borough: Borough,
) -> None:
    """The allocation paid the first line and is spent; a grant of a week later paid the second."""
    fund = borough.open_fund(kind=DeploymentKind.MANAGED)
    borough.pay(fund)
    first = paid_line(borough, fund)
    (allocation,) = list_tranches(fund=fund, on=MONDAY)
    borough.buy(fund, int(allocation.pence))
    later = MONDAY + WEEK
    borough.grant(fund, 50_000, on=later)
    paid_line(borough, fund, day=later, number="B2")
    back(first, 2000, by=borough.provider, on=later)
    left = {one.entry_id: one.pence for one in list_tranches(fund=fund, on=later)}
    assert left.pop(allocation.entry_id) == 2000
    assert list(left.values()) == [48_000]
    assert_ledger_sound()


@pytest.mark.rule("ISF-FUN-5")
def test_added_money_comes_back_last_and_stays_with_its_line(borough: Borough, fund: Fund) -> None:
    order = borough.order(fund, 2000)
    topups.receive(
        fund_id=fund.pk,
        paid=topups.Paid(reference=uuid4(), order=order.order, pence=800),
        by=borough.finance,
        at=noon(MONDAY),
        on=MONDAY,
    )
    later = MONDAY + 4 * WEEK
    borough.pay(fund, later)
    borough.deliver(order, later)
    bill = borough.bill(fund, [line_sent(order, later)], on=later)
    borough.approve(bill, on=later)
    line = InvoiceLine.objects.get(invoice=bill)
    paid = {
        move.account_id: -move.pence
        for move in refunds.find_original(entry_id=line.entry_id or 0).moves
        if move.pence < 0
    }
    before = {row.pk: row.posted for row in LedgerAccount.objects.filter(fund=fund)}
    back(line, 1200, by=borough.provider, on=later)
    back(line, 800, by=borough.provider, on=later)
    after = {row.pk: row.posted for row in LedgerAccount.objects.filter(fund=fund)}
    assert {pk: after[pk] - before[pk] for pk in paid} == paid
    assert_ledger_sound()


def test_nothing_comes_back_of_what_was_never_paid_or_was_taken_back(
    borough: Borough, fund: Fund
) -> None:
    order = borough.order(fund, 2000)
    borough.deliver(order, MONDAY)
    waiting = borough.bill(fund, [line_sent(order, MONDAY)])
    with pytest.raises(NothingPaid):
        back(waiting.lines.get(), 100, by=borough.provider)
    borough.approve(waiting)
    line = waiting.lines.get()
    borough.reverse(line.entry_id)
    with pytest.raises(NothingPaid):
        back(line, 100, by=borough.provider)


@pytest.mark.rule("ISF-LED-2")
def test_what_was_refunded_is_not_taken_back_as_well(borough: Borough, fund: Fund) -> None:
    line = paid_line(borough, fund)
    back(line, 1, by=borough.provider)
    with pytest.raises(NotReversible):
        borough.reverse(line.entry_id)
    assert_ledger_sound()


def test_only_the_finance_of_the_provider_that_was_paid_may(borough: Borough, fund: Fund) -> None:
    line = paid_line(borough, fund)
    before = fingerprint()
    for by in (
        borough.budget_holder,
        borough.finance,
        make.actor_with_role(borough.carer, Role.PROVIDER_MANAGER),
        make.actor_with_role(borough.holder, Role.PROVIDER_FINANCE),
    ):
        with pytest.raises(NotAllowed):
            back(line, 100, by=by)
    assert fingerprint() == before


@pytest.mark.rule("ISF-POR-3")
def test_what_comes_back_for_a_closed_fund_moves_on_and_leaves_it_at_nothing() -> None:
    leaving = Leaving()
    leaving.target = leaving.other()
    leaving.deliver(LAST)
    bill = leaving.bill(LAST, on=LAST)
    leaving.borough.approve(bill, on=LAST)
    leaving.begin()
    leaving.finish(UNTIL + DAY)
    assert leaving.state() == FundState.CLOSED
    managed_before = sum(LedgerAccount.objects.exclude(fund=None).values_list("posted", flat=True))
    back(bill.lines.get(), 2000, by=leaving.borough.provider, on=UNTIL + 2 * DAY)
    assert leaving.held() == (0, 0)
    posted = sum(LedgerAccount.objects.exclude(fund=None).values_list("posted", flat=True))
    assert posted == managed_before + 2000
    assert_ledger_sound()
