"""Money added for one order: it pays that order first, nothing else, and goes back to who paid."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from accounts.enums import Role
from accounts.permissions import NotAllowed
from isf.enums import EntryKind, ReservationKind, Term
from isf.models import Fund, TopUp
from isf.models.journal import JournalEntry, LedgerAccount, Posting
from isf.models.reservations import Reservation
from isf.operations import endings, topups
from isf.operations.posting import InsufficientFunds, KeyReused
from isf.operations.safeguards import Target
from isf.queries import statements
from isf.queries import surplus as unspent
from isf.queries.tranches import list_tranches
from isf.rules.holds import OnHold
from isf.rules.placing import FundNotOpen
from isf.rules.tranches import by_funder
from tests.factories import accounts as make
from tests.factories.borough import Borough
from tests.factories.holds import lifted, put
from tests.factories.leaving import UNTIL, Leaving
from tests.factories.money import DAY, MONDAY, Ordered, account, line_sent, noon
from tests.factories.notices import LAST
from tests.integration.isf.models import raw
from tests.ledger_sound import assert_ledger_sound, fingerprint

pytestmark = pytest.mark.django_db


def begun() -> tuple[Borough, Fund, Ordered]:
    """1,920.00 for four weeks, and one visit of 80.00 on Thursday, set aside."""
    borough = Borough()
    fund = borough.open_fund()
    borough.pay(fund)
    ordered = borough.order(fund, 8_000, weekdays=[3], ends_on=MONDAY + 4 * DAY)
    return borough, fund, ordered


def paid(ordered: Ordered, pence: int = 5_000, **more: Any) -> topups.Paid:
    said = {"reference": uuid4(), "payer": "Ana Ford"} | more
    return topups.Paid(order=ordered.order, pence=pence, **said)


def add(borough: Borough, fund: Fund, said: topups.Paid) -> TopUp:
    return topups.receive(
        fund_id=fund.pk, paid=said, by=borough.finance, at=noon(MONDAY), on=MONDAY
    )


def own(fund: Fund) -> LedgerAccount:
    return LedgerAccount.objects.get(fund=fund, purpose__startswith="topup:")


def give_back(borough: Borough, fund: Fund, ordered: Ordered) -> int:
    return topups.give_back(
        fund_id=fund.pk, order=ordered.order, by=borough.finance, at=noon(MONDAY), on=MONDAY
    )


@pytest.mark.rule("ISF-FUN-5")
def test_it_is_held_for_its_order_instead_of_the_funds_own_money() -> None:
    borough, fund, ordered = begun()
    assert account(fund).reserved == 19_200 + 8_000
    add(borough, fund, paid(ordered))
    assert (own(fund).posted, own(fund).reserved) == (5_000, 5_000)
    assert account(fund).reserved == 19_200 + 3_000
    held = Reservation.objects.filter(kind=ReservationKind.ORDER).order_by("account_id")
    assert [row.remaining for row in held] == [3_000, 5_000]
    assert_ledger_sound()


@pytest.mark.rule("ISF-FUN-5")
@pytest.mark.parametrize(("pence", "from_own"), [(5_000, 5_000), (8_000, 8_000), (9_000, 8_000)])
def test_it_pays_its_order_first_and_the_fund_the_rest(pence: int, from_own: int) -> None:
    borough, fund, ordered = begun()
    add(borough, fund, paid(ordered, pence))
    thursday = MONDAY + 3 * DAY
    borough.deliver(ordered, thursday)
    bill = borough.bill(fund, [line_sent(ordered, thursday)], on=thursday)
    before = account(fund).posted
    borough.approve(bill, on=thursday)
    assert own(fund).posted == pence - from_own
    assert account(fund).posted == before - (8_000 - from_own)
    assert account(fund).reserved == 19_200
    moved = Posting.objects.filter(entry=raw.newest(fund), account__fund=fund)
    assert sum(row.pence for row in moved) == -8_000
    assert_ledger_sound()


@pytest.mark.rule("ISF-FUN-5")
def test_of_two_visits_the_first_bill_takes_all_of_it() -> None:
    """50.00 for two visits of 80.00: the first takes 50.00 and 30.00, the second 80.00."""
    borough = Borough()
    fund = borough.open_fund()
    borough.pay(fund)
    ordered = borough.order(fund, 8_000, weekdays=[1, 3], ends_on=MONDAY + 4 * DAY)
    add(borough, fund, paid(ordered))
    left = []
    for day in (MONDAY + DAY, MONDAY + 3 * DAY):
        borough.deliver(ordered, day)
        bill = borough.bill(fund, [line_sent(ordered, day)], on=day, number=str(day))
        borough.approve(bill, on=day)
        left.append((own(fund).posted, account(fund).posted))
    assert left == [(0, 189_000), (0, 181_000)]
    assert_ledger_sound()


@pytest.mark.rule("ISF-FUN-5")
def test_a_bill_taken_back_restores_both_accounts() -> None:
    borough, fund, ordered = begun()
    add(borough, fund, paid(ordered))
    thursday = MONDAY + 3 * DAY
    borough.deliver(ordered, thursday)
    bill = borough.bill(fund, [line_sent(ordered, thursday)], on=thursday)
    borough.approve(bill, on=thursday)
    borough.reverse(raw.newest(fund).pk, on=thursday)
    assert own(fund).posted == 5_000
    assert account(fund).posted == 192_000
    assert_ledger_sound()


@pytest.mark.rule("ISF-FUN-5")
def test_nothing_else_is_bought_with_it() -> None:
    borough, fund, ordered = begun()
    add(borough, fund, paid(ordered, 90_000))
    with pytest.raises(InsufficientFunds) as refused:
        borough.buy(fund, 172_801)
    assert refused.value.available_pence == 172_800


@pytest.mark.rule("ISF-FUN-5")
def test_an_ended_order_frees_the_funds_money_and_what_was_added_goes_back_once() -> None:
    borough, fund, ordered = begun()
    add(borough, fund, paid(ordered))
    with pytest.raises(topups.TopUpNothing):
        give_back(borough, fund, ordered)
    endings.release(order=ordered.order, by=borough.budget_holder, at=noon(MONDAY), on=MONDAY)
    assert (own(fund).reserved, account(fund).reserved) == (0, 19_200)
    assert give_back(borough, fund, ordered) == 5_000
    with pytest.raises(topups.TopUpNothing):
        give_back(borough, fund, ordered)
    back = Posting.objects.filter(entry__kind=EntryKind.RETURN, account__kind="THIRD_PARTY")
    assert [row.pence for row in back] == [5_000]
    assert own(fund).posted == 0
    assert_ledger_sound()


@pytest.mark.rule("ISF-ROL-6")
def test_two_returns_to_two_payers_leave_nobody_short() -> None:
    """70.00 each of the person and a daughter: 60.00 go back by halves, then the other 80.00."""
    borough, fund, ordered = begun()
    for payer in ("", "Ana Ford"):
        add(borough, fund, paid(ordered, 7_000, payer=payer))
    assert give_back(borough, fund, ordered) == 6_000
    left = by_funder(tranches=[t for t in list_tranches(fund=fund, on=MONDAY) if t.purpose])
    assert sorted(left.values()) == [4_000, 4_000]
    endings.release(order=ordered.order, by=borough.budget_holder, at=noon(MONDAY), on=MONDAY)
    assert give_back(borough, fund, ordered) == 8_000
    back = Posting.objects.filter(entry__kind=EntryKind.RETURN, account__fund=None)
    sides = [(row.account.kind, row.pence) for row in back.select_related("account")]
    assert sorted(sides) == [
        ("PERSON", 3_000),
        ("PERSON", 4_000),
        ("THIRD_PARTY", 3_000),
        ("THIRD_PARTY", 4_000),
    ]
    assert_ledger_sound()


@pytest.mark.rule("ISF-LIF-3")
@pytest.mark.parametrize("scope", ["fund", "person"])
def test_under_a_hold_added_money_comes_in_and_does_not_go_back(scope: str) -> None:
    borough, fund, ordered = begun()
    whom = {"fund": {"fund_id": fund.pk}, "person": {"person_id": borough.person.pk}}[scope]
    hold = put(borough, Target(**whom))
    add(borough, fund, paid(ordered, 9_000))
    before = fingerprint()
    with pytest.raises(OnHold):
        give_back(borough, fund, ordered)
    assert fingerprint() == before
    lifted(borough, hold)
    assert give_back(borough, fund, ordered) == 1_000


@pytest.mark.rule("ISF-FUN-5")
def test_it_is_outside_the_surplus_and_its_origin_is_known() -> None:
    borough, fund, ordered = begun()
    standing = unspent.standing_of(fund=fund, on=MONDAY + 20 * DAY)
    said = paid(ordered, 50_000)
    add(borough, fund, said)
    after = unspent.standing_of(fund=fund, on=MONDAY + 20 * DAY)
    assert after.posted_pence == standing.posted_pence
    assert after.reserved_pence == standing.reserved_pence - 8_000
    left = by_funder(tranches=list_tranches(fund=fund, on=MONDAY))
    assert {party.reference: pence for party, pence in left.items()} == {
        "": 192_000,
        str(said.reference): 50_000,
    }


@pytest.mark.rule("ISF-POR-3")
def test_a_fund_that_closes_gives_it_back_and_ends_at_nothing() -> None:
    """50.00 wait for visits nobody bills: they go back, and the council's money moves."""
    leaving = Leaving()
    said = topups.Paid(reference=uuid4(), order=leaving.order.order, pence=5_000, payer="Ana Ford")
    add(leaving.borough, leaving.fund, said)
    leaving.begin()
    assert own(leaving.fund).posted == 5_000
    leaving.finish(UNTIL + DAY)
    assert (own(leaving.fund).posted, account(leaving.fund).posted) == (0, 0)
    back = Posting.objects.filter(entry__kind=EntryKind.RETURN, account__kind="THIRD_PARTY")
    assert [row.pence for row in back] == [5_000]
    moved = Posting.objects.filter(account__kind="TRANSFER", entry__fund=leaving.fund)
    assert sum(row.pence for row in moved) == 198_857 - 19_885  # 29 days, and their fee
    assert_ledger_sound()


@pytest.mark.rule("ISF-POR-5")
def test_a_statement_counts_it_as_money_in() -> None:
    borough, fund, ordered = begun()
    add(borough, fund, paid(ordered))
    said = statements.get(fund=fund, month=MONDAY, on=MONDAY + timedelta(days=24))
    assert (said.opening_pence, said.terms[Term.IN], said.closing_pence) == (0, 197_000, 197_000)


@pytest.mark.rule("ISF-LED-3")
def test_the_same_payment_again_adds_nothing_and_another_is_refused() -> None:
    borough, fund, ordered = begun()
    said = paid(ordered)
    assert add(borough, fund, said) == add(borough, fund, said)
    with pytest.raises(KeyReused):
        add(borough, fund, paid(ordered, 5_001, reference=said.reference))
    assert JournalEntry.objects.filter(kind=EntryKind.TOPUP).count() == 1
    for nothing in (0, -1):
        with pytest.raises(topups.TopUpNothing):
            add(borough, fund, paid(ordered, nothing))


@pytest.mark.rule("ISF-FUN-5")
def test_only_the_finance_of_the_council_or_the_holder_takes_it_in() -> None:
    borough, fund, ordered = begun()
    for by in (borough.budget_holder, borough.care_manager, borough.provider):
        with pytest.raises(NotAllowed):
            topups.receive(fund_id=fund.pk, paid=paid(ordered), by=by, at=noon(MONDAY), on=MONDAY)
    holder = make.actor_with_role(borough.holder, Role.PROVIDER_FINANCE)
    done = topups.receive(
        fund_id=fund.pk, paid=paid(ordered), by=holder, at=noon(MONDAY), on=MONDAY
    )
    assert done.payer == "Ana Ford"


@pytest.mark.rule("ISF-FUN-5")
def test_a_fund_that_closes_takes_no_added_money_and_says_its_days() -> None:
    leaving = Leaving()
    leaving.begin()
    before = fingerprint()
    with pytest.raises(FundNotOpen) as refused:
        add(leaving.borough, leaving.fund, paid(leaving.order))
    assert (refused.value.first_on, refused.value.last_on) == (MONDAY, LAST)
    assert fingerprint() == before
