"""A part of a budget moves and the rest stays; all funds of a failing holder end at once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction

from accounts.enums import Role
from accounts.permissions import NotAllowed
from isf.models import DeploymentRate, Fund, HolderExit, Notice, PartMove
from isf.models.journal import JournalEntry
from isf.operations import closings, holder_exits, moves, part_moves, safeguards
from isf.operations.posting import InsufficientFunds, KeyReused, Pen
from isf.queries.tranches import list_tranches
from isf.rules.closing import AnothersMoney, PlaceEnds, PlaceImpossible
from isf.rules.deployments import OverDeployed
from isf.rules.holds import OnHold
from isf.rules.notice import NoticeInThePast, ReasonMissing
from isf.web.presenters import refusals
from tests.factories import accounts as make
from tests.factories.borough import Borough
from tests.factories.holds import lifted, put
from tests.factories.money import DAY, MONDAY, account, noon, somebody
from tests.factories.notices import LAST, ends_on, give
from tests.ledger_sound import assert_ledger_sound, fingerprint

pytestmark = pytest.mark.django_db
NEXT = MONDAY + 28 * DAY


@pytest.fixture
def borough() -> Borough:
    borough = Borough()
    borough.budget(50_000)
    return borough


@pytest.fixture
def funds(borough: Borough) -> tuple[Fund, Fund]:
    """480.00 a week paid for four weeks, and an empty second fund; 20.00 a week are free."""
    first = borough.open_fund(48_000)
    borough.pay(first)
    return first, borough.open_fund(0)


def wish(funds: tuple[Fund, Fund], weekly: tuple[int, int], pence: int) -> part_moves.Wish:
    first, second = funds
    return part_moves.Wish(
        reference=uuid4(),
        target=second.reference,
        weekly_pence={first.reference: weekly[0], second.reference: weekly[1]},
        pence=pence,
        starts_on=NEXT,
    )


def move(borough: Borough, fund: Fund, asked: part_moves.Wish, **more: Any) -> PartMove:
    facts = {"by": borough.care_manager, "at": noon(MONDAY), "on": MONDAY} | more
    return part_moves.move(fund_id=fund.pk, wish=asked, **facts)


@pytest.mark.rule("ISF-POR-4")
def test_rates_change_from_the_day_and_the_balance_moves_now_once(
    borough: Borough, funds: tuple[Fund, Fund]
) -> None:
    asked = wish(funds, (30_000, 20_000), 10_000)
    done = move(borough, funds[0], asked)
    assert (account(funds[0]).posted, account(funds[1]).posted) == (182_000, 10_000)
    before = fingerprint()
    assert move(borough, funds[0], asked) == done
    with pytest.raises(KeyReused):
        move(borough, funds[0], replace(asked, pence=10_001))
    assert fingerprint() == before
    borough.pay(funds[0], NEXT)
    borough.pay(funds[1], NEXT)
    assert account(funds[1]).posted == 10_000 + 80_000
    assert [t.received_on for t in list_tranches(fund=funds[1], on=MONDAY)] == [MONDAY]
    memos = set(JournalEntry.objects.filter(kind="TRANSFER").values_list("memo", flat=True))
    assert memos == {f"part:{asked.reference}"}
    assert_ledger_sound()


@pytest.mark.rule("ISF-RES-3")
def test_a_penny_a_week_too_much_moves_nothing(borough: Borough, funds: tuple[Fund, Fund]) -> None:
    before = fingerprint()
    with pytest.raises(OverDeployed) as refusal:
        move(borough, funds[0], wish(funds, (30_000, 20_001), 10_000))
    assert (refusal.value.day, refusal.value.deployed_pence) == (NEXT, 50_001)
    assert fingerprint() == before


@pytest.mark.rule("ISF-RES-2")
def test_all_that_is_left_to_use_may_move_and_not_a_penny_more(
    borough: Borough, funds: tuple[Fund, Fund]
) -> None:
    free = 192_000 - 19_200
    before = fingerprint()
    with pytest.raises(InsufficientFunds):
        move(borough, funds[0], wish(funds, (30_000, 18_000), free + 1))
    assert fingerprint() == before
    move(borough, funds[0], wish(funds, (30_000, 18_000), free))
    assert account(funds[0]).posted == account(funds[0]).reserved == 19_200


@pytest.mark.rule("ISF-RES-1")
def test_only_between_open_funds_of_one_person_and_by_the_council(
    borough: Borough, funds: tuple[Fund, Fund]
) -> None:
    foreign = borough.open_fund(person=make.Person(authority=borough.authority))
    asked = wish(funds, (30_000, 18_000), 100)
    before = fingerprint()
    with pytest.raises(AnothersMoney):
        move(borough, funds[0], wish((funds[0], foreign), (30_000, 18_000), 100))
    for wrong in (
        replace(asked, target=uuid4()),
        replace(asked, target=funds[0].reference),
        replace(asked, pence=-1),
    ):
        with pytest.raises(PlaceImpossible):
            move(borough, funds[0], wrong)
    for by in (somebody(), borough.budget_holder, borough.finance):
        with pytest.raises(NotAllowed):
            move(borough, funds[0], asked, by=by)
    assert fingerprint() == before


@pytest.mark.rule("ISF-POR-4")
def test_a_part_moves_only_where_it_can_stay(borough: Borough, funds: tuple[Fund, Fund]) -> None:
    give(funds[1], borough.budget_holder)
    asked = wish(funds, (30_000, 18_000), 100)
    later = replace(asked, starts_on=LAST + DAY)
    before = fingerprint()
    for wrong, on in ((later, MONDAY), (asked, LAST + DAY)):
        with pytest.raises(PlaceEnds) as refusal:
            move(borough, funds[0], wrong, at=noon(on), on=on)
        assert refusal.value.last_day == LAST
    assert "it ends before then" in str(refusals.words(refusal.value))
    assert fingerprint() == before
    move(borough, funds[0], replace(asked, starts_on=LAST), at=noon(LAST), on=LAST)
    assert account(funds[1]).posted == 100


@pytest.mark.rule("ISF-LIF-3")
@pytest.mark.parametrize("whose", ["fund", "person", "target"])
def test_money_does_not_leave_under_a_hold_and_rates_may_change(
    borough: Borough, funds: tuple[Fund, Fund], whose: str
) -> None:
    targets = {
        "fund": safeguards.Target(fund_id=funds[0].pk),
        "person": safeguards.Target(person_id=borough.person.pk),
        "target": safeguards.Target(fund_id=funds[1].pk),
    }
    hold = put(borough, targets[whose])
    asked = wish(funds, (30_000, 20_000), 10_000)
    if whose == "target":
        assert move(borough, funds[0], asked).moved_pence == 10_000
        return
    before = fingerprint()
    with pytest.raises(OnHold):
        move(borough, funds[0], asked)
    assert fingerprint() == before
    assert move(borough, funds[0], wish(funds, (30_000, 20_000), 0)).moved_pence == 0
    lifted(borough, hold, on=MONDAY)
    assert move(borough, funds[0], asked).moved_pence == 10_000
    assert_ledger_sound()


def said(borough: Borough, **more: Any) -> holder_exits.Said:
    facts: dict[str, Any] = {
        "reference": uuid4(),
        "holder_id": borough.holder.pk,
        "last_day": MONDAY + 3 * DAY,
        "reason": "It cannot pay its staff",
        "bank_pence": 500_000,
    }
    return holder_exits.Said(**facts | more)


def end_all(borough: Borough, asked: holder_exits.Said, **more: Any) -> holder_exits.Exit:
    facts = {"by": borough.commissioner, "at": noon(MONDAY), "on": MONDAY} | more
    return holder_exits.end_all(authority_id=borough.authority.pk, said=asked, **facts)


@pytest.mark.rule("ISF-POR-6")
def test_all_funds_of_a_holder_end_and_close_into_managed_accounts() -> None:
    borough = Borough()
    person = make.Person(authority=borough.authority)
    held = [borough.open_fund(), borough.open_fund(person=person)]
    for fund in held:
        borough.pay(fund)
    elsewhere = make.ProviderOrganisation()
    asked = said(borough, bank_pence=383_999)
    tried = end_all(borough, asked, keep=False)
    assert not Notice.objects.exists()
    done = end_all(borough, asked)
    assert (done.row.funds, done.row.posted_pence) == (2, 384_000)
    assert done.difference_pence == tried.difference_pence == -1
    assert {ends_on(fund) for fund in held} == {asked.last_day}
    before = fingerprint()
    assert not end_all(borough, asked).is_new
    with pytest.raises(KeyReused):
        end_all(borough, replace(asked, holder_id=elsewhere.pk))
    assert fingerprint() == before
    on = asked.last_day
    for fund in held:
        closings.begin(fund_id=fund.pk, by=borough.finance, at=noon(on), on=on)
        closings.finish(fund_id=fund.pk, by=borough.finance, at=noon(on), on=on)
        assert account(fund).posted == 0
    managed = Fund.objects.filter(kind="MANAGED")
    assert {fund.person_id for fund in managed} == {borough.person.pk, person.pk}
    assert_ledger_sound()


@pytest.mark.rule("ISF-POR-6")
def test_a_fund_that_ends_sooner_keeps_its_day_and_other_holders_theirs() -> None:
    borough = Borough()
    sooner = borough.open_fund(ends_on=MONDAY + 2 * DAY)
    person = make.Person(authority=borough.authority)
    direct = borough.open_fund(person=person, kind="DIRECT_PAYMENT")
    assert end_all(borough, said(borough)).row.funds == 0
    assert (ends_on(sooner), ends_on(direct)) == (MONDAY + 2 * DAY, None)


@pytest.mark.rule("ISF-POR-6")
def test_only_the_commissioner_with_a_reason_and_not_for_the_past() -> None:
    borough = Borough()
    borough.open_fund()
    owner = make.actor_with_role(borough.holder, Role.PROVIDER_OWNER)
    for by in (somebody(), borough.care_manager, borough.finance, owner):
        with pytest.raises(NotAllowed):
            end_all(borough, said(borough), by=by)
    with pytest.raises(ReasonMissing):
        end_all(borough, said(borough, reason=" "))
    with pytest.raises(NoticeInThePast):
        end_all(borough, said(borough, last_day=MONDAY - DAY))
    assert not HolderExit.objects.exists()
    assert end_all(borough, said(borough, last_day=LAST)).row.funds == 1


@pytest.mark.rule("ISF-POR-4")
def test_money_alone_moves_and_every_rate_stays(borough: Borough, funds: tuple[Fund, Fund]) -> None:
    rates = DeploymentRate.objects.count()
    move(borough, funds[0], replace(wish(funds, (0, 0), 10_000), weekly_pence={}))
    assert [account(fund).posted for fund in funds] == [182_000, 10_000]
    assert DeploymentRate.objects.count() == rates


@pytest.mark.rule("ISF-POR-6")
def test_a_fund_that_ends_before_it_begins_is_not_ended_twice() -> None:
    """It begins after the holder's last day, so that its first day is its last."""
    borough = Borough()
    fund = borough.open_fund(starts_on=LAST + DAY)
    assert end_all(borough, said(borough, last_day=LAST)).row.funds == 1
    again = end_all(borough, said(borough, last_day=LAST))
    assert (again.is_new, again.row.funds, ends_on(fund)) == (True, 0, LAST + DAY)
    assert Notice.objects.count() == 1


@pytest.mark.rule("ISF-POR-4")
def test_money_never_moves_to_another_persons_fund(borough: Borough) -> None:
    ours = borough.open_fund()
    theirs = borough.open_fund(person=make.Person(authority=borough.authority))
    borough.pay(ours)
    before = fingerprint()
    with pytest.raises(ValueError, match="one person"), transaction.atomic():
        send(borough, ours, theirs)
    assert fingerprint() == before


def send(borough: Borough, ours: Fund, theirs: Fund) -> None:
    """A penny from one fund to another, by whoever would ask the pen itself."""
    facts: dict[str, Any] = {"by": borough.care_manager, "at": noon(MONDAY)}
    with Pen(fund_id=ours.pk, **facts) as source, Pen(fund_id=theirs.pk, **facts) as target:
        moves.send(source=source, target=target, pence=1, reference="R", step="S", on=MONDAY)
