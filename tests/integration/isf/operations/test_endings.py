"""An order ends or is declined: what later visits held is free, what was delivered stays owed."""

from __future__ import annotations

from datetime import date

import pytest

from accounts.enums import Role
from accounts.permissions import Actor, NotAllowed
from isf.models import Fund, PlannedVisit, Promise
from isf.operations import endings
from tests.factories import accounts as make
from tests.factories.borough import Borough
from tests.factories.money import DAY, MONDAY, WEEK, Ordered, account, line_sent, noon, somebody
from tests.ledger_sound import assert_ledger_sound, fingerprint

pytestmark = pytest.mark.django_db


def ordered() -> tuple[Borough, Fund, Ordered]:
    """Two funded weeks with a visit of 20.00 on each working day."""
    borough = Borough()
    fund = borough.open_fund()
    borough.pay(fund, weeks=2)
    return borough, fund, borough.order(fund, 2000)


def end(borough: Borough, order: Ordered, day: date, *, by: Actor | None = None) -> int:
    return endings.end(
        order=order.order,
        ends_on=day,
        by=by or borough.budget_holder,
        at=noon(MONDAY),
        on=MONDAY,
    )


def release(borough: Borough, order: Ordered) -> int:
    return endings.release(order=order.order, by=borough.provider, at=noon(MONDAY), on=MONDAY)


@pytest.mark.rule("ISF-RES-6")
def test_visits_after_the_last_day_are_free_again() -> None:
    """Wednesday of week one is the last: two visits of that week and five of the next go."""
    borough, fund, order = ordered()
    assert end(borough, order, MONDAY + 2 * DAY) == 7 * 2000
    assert account(fund).reserved == 9600 + 3 * 2000
    assert_ledger_sound()
    borough.pay(fund, MONDAY + 2 * WEEK, weeks=1)
    assert account(fund).reserved == 14400 + 3 * 2000
    assert_ledger_sound()


@pytest.mark.rule("ISF-LED-3")
def test_ending_on_the_same_day_or_later_changes_nothing() -> None:
    borough, _, order = ordered()
    end(borough, order, MONDAY + 2 * DAY)
    before = fingerprint()
    assert end(borough, order, MONDAY + 2 * DAY) == 0
    assert end(borough, order, MONDAY + 3 * DAY) == 0
    assert fingerprint() == before
    assert end(borough, order, MONDAY + DAY) == 2000  # sooner is another word


@pytest.mark.rule("ISF-RES-6")
def test_an_end_before_the_start_frees_everything() -> None:
    borough, fund, order = ordered()
    assert end(borough, order, MONDAY - DAY) == 20000
    assert Promise.objects.get().state == "RELEASED"
    assert account(fund).reserved == 9600
    before = fingerprint()
    assert end(borough, order, MONDAY - DAY) == 0
    assert account(fund).reserved == 9600
    assert_ledger_sound()
    borough.pay(fund, MONDAY + 2 * WEEK, weeks=1)
    assert account(fund).reserved == 14400
    assert fingerprint() != before


@pytest.mark.rule("ISF-RES-6")
def test_a_declined_order_frees_everything_once() -> None:
    borough, fund, order = ordered()
    assert release(borough, order) == 20000
    before = fingerprint()
    assert release(borough, order) == 0
    assert fingerprint() == before
    assert account(fund).reserved == 9600
    borough.order(fund, 43200, weekdays=[0])  # the whole week can be promised again
    assert_ledger_sound()


@pytest.mark.rule("ISF-RES-6")
def test_what_was_delivered_keeps_its_money() -> None:
    borough, fund, order = ordered()
    borough.deliver(order, MONDAY)
    borough.deliver(order, MONDAY + 3 * DAY)
    end_on = MONDAY + DAY
    assert end(borough, order, end_on) == 7 * 2000
    held = PlannedVisit.objects.filter(reserved_pence__gt=0).values_list("day", flat=True)
    assert list(held) == [MONDAY, MONDAY + DAY, MONDAY + 3 * DAY]
    bill = borough.bill(fund, [line_sent(order, MONDAY + 3 * DAY)], on=MONDAY + 4 * DAY)
    assert borough.approve(bill, on=MONDAY + 4 * DAY).paid_pence == 2000
    assert_ledger_sound()


def test_only_the_two_sides_of_an_order_end_it() -> None:
    borough, _, order = ordered()
    elsewhere = make.actor_with_role(make.ProviderOrganisation(), Role.PROVIDER_OWNER)
    volunteer = make.actor_with_role(borough.carer, Role.COMMUNITY_WORKER)
    before = fingerprint()
    for by in (elsewhere, volunteer, borough.finance, somebody()):
        with pytest.raises(NotAllowed):
            end(borough, order, MONDAY, by=by)
    assert fingerprint() == before
    end(borough, order, MONDAY + DAY, by=borough.provider)
    end(borough, order, MONDAY, by=borough.budget_holder)
