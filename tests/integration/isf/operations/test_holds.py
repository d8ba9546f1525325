"""Safeguarding holds: what stands still, what goes on, and what is paid when they are lifted."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from uuid import uuid4

import pytest

from accounts.enums import Role
from accounts.models import AuditEvent
from accounts.permissions import Actor, NotAllowed, system
from isf.enums import LineState
from isf.models import Fund, Hold, Invoice, InvoiceLine
from isf.operations import closings, decisions, safeguards
from isf.operations.decisions import NothingToDecide
from isf.operations.posting import KeyReused
from isf.rules.holds import HoldReasonMissing, OnHold
from tests.factories import accounts as make
from tests.factories.borough import Borough
from tests.factories.holds import lifted, put
from tests.factories.money import DAY, MONDAY, WEEK, Ordered, account, line_sent, noon
from tests.factories.policies import usual_numbers
from tests.ledger_sound import assert_ledger_sound, fingerprint

pytestmark = [pytest.mark.django_db, pytest.mark.rule("ISF-LIF-3")]
TUESDAY = MONDAY + DAY


def billed() -> tuple[Borough, Fund, Ordered, Invoice]:
    """A week's money, an order, one visit delivered and billed."""
    borough = Borough()
    fund = borough.open_fund()
    borough.pay(fund)
    order = borough.order(fund, 2000)
    borough.deliver(order, MONDAY)
    return borough, fund, order, borough.bill(fund, [line_sent(order, MONDAY)])


def targets(borough: Borough, fund: Fund) -> list[safeguards.Target]:
    return [
        safeguards.Target(fund_id=fund.pk),
        safeguards.Target(person_id=borough.person.pk),
        safeguards.Target(provider_id=borough.carer.pk),
    ]


@pytest.mark.parametrize("place", range(3))
def test_an_approval_under_a_hold_is_paid_on_the_day_it_is_lifted(place: int) -> None:
    borough, fund, _, bill = billed()
    target = targets(borough, fund)[place]
    hold = put(borough, target)
    before = account(fund).posted, account(fund).reserved
    decided = borough.approve(bill, on=TUESDAY)
    assert (decided.approved, decided.held) == ([], [0])
    assert (account(fund).posted, account(fund).reserved) == before
    assert borough.approve(bill, on=TUESDAY).held == [0]
    assert borough.approve(bill, on=TUESDAY, lines=[0]).held == [0]

    done = lifted(borough, hold, on=MONDAY + WEEK)
    assert (done.lines, done.paid_pence) == (1, 2000)
    assert account(fund).posted == before[0] - 2000
    line = InvoiceLine.objects.select_related("entry").get()
    assert line.entry is not None
    assert (line.state, line.entry.day) == (LineState.APPROVED, MONDAY + WEEK)
    assert line.decided_by_id == borough.budget_holder.user_id
    assert lifted(borough, hold, on=MONDAY + WEEK).lines == 0
    assert_ledger_sound()


@pytest.mark.parametrize("place", range(3))
def test_nothing_new_is_ordered_while_a_hold_is_on(place: int) -> None:
    borough, fund, order, _ = billed()
    hold = put(borough, targets(borough, fund)[place])
    before = fingerprint()
    with pytest.raises(OnHold) as refusal:
        borough.order(fund, 500)
    assert refusal.value.scope == hold.scope
    assert fingerprint() == before
    borough.place(order)  # ordered before: sent again it is what it was
    lifted(borough, hold)
    borough.order(fund, 500)


def test_a_hold_on_a_provider_never_stops_ordering_elsewhere() -> None:
    borough, fund, _, _ = billed()
    put(borough, safeguards.Target(provider_id=borough.carer.pk))
    borough.carer = make.ProviderOrganisation()
    borough.order(fund, 500)
    borough.buy(fund, 100)


def test_a_hold_of_another_council_or_on_another_fund_stops_nothing() -> None:
    borough, fund, _, bill = billed()
    other = Borough(carer=borough.carer)
    foreign = other.open_fund()
    put(other, safeguards.Target(provider_id=borough.carer.pk))
    put(other, safeguards.Target(fund_id=foreign.pk))
    borough.order(fund, 500)
    assert borough.approve(bill, on=TUESDAY).approved == [0]


def test_deliveries_bills_and_money_go_on() -> None:
    borough, fund, order, _ = billed()
    put(borough, safeguards.Target(person_id=borough.person.pk))
    borough.deliver(order, TUESDAY)
    borough.bill(fund, [line_sent(order, TUESDAY)], number="B2")
    assert borough.pay(fund, MONDAY + 4 * WEEK).amount_pence == 192000
    borough.grant(fund, 100)
    assert_ledger_sound()


@pytest.mark.rule("ISF-BUY-2")
def test_purchases_wait_for_a_hold_on_the_person_or_the_fund() -> None:
    borough, fund, _, _ = billed()
    hold = put(borough, safeguards.Target(fund_id=fund.pk))
    with pytest.raises(OnHold):
        borough.buy(fund, 100)
    lifted(borough, hold)
    borough.buy(fund, 100)


@pytest.mark.rule("ISF-FEE-7")
def test_the_next_fee_charge_catches_up() -> None:
    """April is not charged while the holder is held; May charges both: 55 days x 48/7."""
    borough = Borough()
    fund = borough.open_fund()
    borough.pay(fund, weeks=12)
    hold = put(borough, safeguards.Target(provider_id=borough.holder.pk))
    april = borough.charge(fund, MONDAY, on=date(2026, 4, 30))
    assert (april.charged_pence, april.is_new) == (0, False)
    lifted(borough, hold, on=date(2026, 5, 2))
    may = borough.charge(fund, date(2026, 5, 1), on=date(2026, 5, 31))
    assert may.charged_pence == 38400
    assert_ledger_sound()


def test_two_holds_are_lifted_before_anything_is_paid() -> None:
    borough, fund, _, bill = billed()
    first = put(borough, safeguards.Target(fund_id=fund.pk))
    second = put(borough, safeguards.Target(provider_id=borough.carer.pk))
    borough.approve(bill, on=TUESDAY)
    assert lifted(borough, first).paid_pence == 0
    assert lifted(borough, second).paid_pence == 2000


def test_what_lacks_money_when_a_hold_is_lifted_waits_for_an_answer_again() -> None:
    """Twice as long as ordered, which the policy allows: 20.00 more than is set aside."""
    borough = Borough(numbers=usual_numbers(tolerance_bp=10_000))
    fund = borough.open_fund()
    borough.pay(fund)
    order = borough.order(fund, 2000)
    borough.deliver(order, MONDAY, quantity=2)
    bill = borough.bill(fund, [line_sent(order, MONDAY, quantity=Fraction(2))])
    hold = put(borough, safeguards.Target(provider_id=borough.carer.pk))
    assert borough.approve(bill, on=TUESDAY).held == [0]
    borough.buy(fund, account(fund).posted - account(fund).reserved)
    assert lifted(borough, hold).lines == 0
    assert InvoiceLine.objects.get().state == LineState.WAITING


def test_a_hold_is_put_once_and_needs_a_reason() -> None:
    borough, fund, _, _ = billed()
    reference = uuid4()
    first = put(borough, safeguards.Target(fund_id=fund.pk), reference=reference)
    assert put(borough, safeguards.Target(fund_id=fund.pk), reference=reference) == first
    assert put(borough, safeguards.Target(fund_id=fund.pk)) == first
    with pytest.raises(KeyReused):
        put(borough, safeguards.Target(person_id=borough.person.pk), reference=reference)
    with pytest.raises(HoldReasonMissing):
        put(borough, safeguards.Target(person_id=borough.person.pk), reason="  ")
    with pytest.raises(HoldReasonMissing):
        lifted(borough, first, reason=" ")
    assert Hold.objects.count() == 1
    lifted(borough, first)
    assert put(borough, safeguards.Target(fund_id=fund.pk)) != first


def test_another_concern_is_a_hold_of_its_own() -> None:
    borough, fund, _, bill = billed()
    first = put(borough, safeguards.Target(fund_id=fund.pk), reason="Money is missing.")
    second = put(borough, safeguards.Target(fund_id=fund.pk), reason="A worker was rude.")
    assert Hold.objects.filter(lifted_at__isnull=True).count() == len({first.pk, second.pk}) == 2
    assert borough.approve(bill, on=TUESDAY).held == [0]
    assert lifted(borough, first).lines == 0
    assert lifted(borough, second).lines == 1


def test_a_fund_or_person_of_another_council_does_not_exist() -> None:
    borough, _, _, _ = billed()
    other = Borough()
    theirs = other.open_fund()
    for target in (
        safeguards.Target(fund_id=theirs.pk),
        safeguards.Target(person_id=other.person.pk),
    ):
        with pytest.raises(Fund.DoesNotExist):
            put(borough, target)


def strangers(borough: Borough) -> list[Actor]:
    return [
        borough.commissioner,
        borough.finance,
        borough.budget_holder,
        make.actor_with_role(borough.holder, Role.PROVIDER_OWNER),
        Borough().staff(Role.SAFEGUARDING_LEAD),
    ]


def test_few_put_a_hold_and_one_role_lifts_it() -> None:
    borough, fund, _, _ = billed()
    others = strangers(borough)
    for role in (Role.CARE_MANAGER, Role.TEAM_MANAGER, Role.SAFEGUARDING_LEAD):
        hold = put(borough, safeguards.Target(fund_id=fund.pk), by=borough.staff(role))
    before = fingerprint()
    for by in others:
        with pytest.raises(NotAllowed):
            put(borough, safeguards.Target(person_id=borough.person.pk), by=by)
    for by in (*others, borough.care_manager, borough.staff(Role.TEAM_MANAGER)):
        with pytest.raises(NotAllowed) as refusal:
            lifted(borough, hold, by=by)
        assert refusal.value.rule == "ISF-LIF-3"
    assert fingerprint() == before
    borough.publish(usual_numbers(lifts_hold=Role.TEAM_MANAGER), on=TUESDAY)
    with pytest.raises(NotAllowed):
        lifted(borough, hold)
    lifted(borough, hold, by=borough.staff(Role.TEAM_MANAGER))


def test_it_is_audited_without_its_reason() -> None:
    borough, fund, _, _ = billed()
    lifted(borough, put(borough, safeguards.Target(fund_id=fund.pk), reason="Money was missing"))
    rows = AuditEvent.objects.filter(action__startswith="HOLD").order_by("id")
    assert [row.action for row in rows] == ["HOLD_PUT", "HOLD_LIFTED"]
    assert all(row.details == {"scope": "FUND"} for row in rows)
    assert {row.at for row in rows} == {noon(MONDAY), noon(TUESDAY)}


def test_a_line_approved_under_a_hold_is_not_queried() -> None:
    borough, fund, _, bill = billed()
    put(borough, safeguards.Target(fund_id=fund.pk))
    borough.approve(bill, on=TUESDAY)
    with pytest.raises(NothingToDecide):
        decisions.query(
            invoice_id=bill.pk, lines=[0], words="Who?", by=borough.budget_holder, at=noon(TUESDAY)
        )


@pytest.mark.rule("ISF-POR-3")
def test_a_hold_stops_the_daily_closing_and_not_the_council() -> None:
    borough = Borough()
    fund = borough.open_fund(ends_on=MONDAY + 27 * DAY)
    borough.pay(fund)
    hold = put(borough, safeguards.Target(person_id=borough.person.pk))
    on = MONDAY + 27 * DAY
    with pytest.raises(OnHold):
        closings.begin(fund_id=fund.pk, by=system("close_funds"), at=noon(on), on=on)
    put(borough, safeguards.Target(provider_id=borough.holder.pk))
    lifted(borough, hold, on=on)
    closings.begin(fund_id=fund.pk, by=system("close_funds"), at=noon(on), on=on)
    assert Fund.objects.get(pk=fund.pk).state == "CLOSING"


@pytest.mark.rule("ISF-POR-3")
def test_somebody_of_the_council_may_order_a_closing_under_a_hold() -> None:
    borough = Borough()
    fund = borough.open_fund(ends_on=MONDAY + 27 * DAY)
    borough.pay(fund)
    put(borough, safeguards.Target(fund_id=fund.pk))
    on = MONDAY + 27 * DAY
    closings.begin(fund_id=fund.pk, by=borough.finance, at=noon(on), on=on)
    assert Fund.objects.get(pk=fund.pk).state == "CLOSING"
