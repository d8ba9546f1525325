"""Placing orders: the money, the refusals, and who may."""

from __future__ import annotations

from datetime import date, time, timedelta
from fractions import Fraction

import pytest

from accounts.enums import Scope
from accounts.models import AuditEvent
from accounts.permissions import NotAllowed
from isf.models.journal import LedgerAccount
from marketplace import funding
from marketplace.enums import EndReason, Grade, OrderState
from marketplace.models import OfferVersion, Order, OrderLine
from marketplace.operations import offers, orders
from marketplace.rules.orders import Line, NotOrderable, Problem
from tests.factories import accounts as make_accounts
from tests.factories import marketplace as make

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 1)
NOW = make.noon(TODAY)
NEEDLESS = EndReason.NO_LONGER_NEEDED


def place(version, fund, *, by=None, on=TODAY, **changes):
    return orders.place(
        by=by or make_accounts.actor_for_person(fund.person),
        person_id=fund.person_id,
        request=make.asked(version=version, fund=fund, **changes),
        at=make.noon(on),
        on=on,
    )


def available(fund):
    account = LedgerAccount.objects.get(fund=fund, purpose="")
    return account.posted - account.reserved


def nothing_was_written(fund, before):
    assert available(fund) == before
    assert not Order.objects.exists()
    assert not OrderLine.objects.exists()


def test_an_order_sets_aside_the_visits_of_the_funded_days():
    fund, version = make.fund(), make.published()
    before = available(fund)

    order = place(version, fund)

    assert order.state == OrderState.PLACED
    assert before == 4 * 48_000 - 4 * 4_800
    assert available(fund) == before - 8 * 2 * 2410
    assert AuditEvent.objects.get(action="ORDER_PLACED").person_id == fund.person_id


def test_bank_holiday_visits_cost_their_own_price_by_the_nation_of_the_council():
    fund, version = make.fund(starts_on=date(2026, 8, 3), paid_on=[]), make.published()
    make.pay(fund=fund, on=date(2026, 8, 3))
    make.pay(fund=fund, on=date(2026, 8, 31))
    before = available(fund)

    # Monday 31 August 2026 is the summer bank holiday in England.
    bank_holiday = date(2026, 8, 31)
    place(
        version,
        fund,
        on=bank_holiday,
        starts_on=bank_holiday,
        ends_on=bank_holiday,
        lines=(Line(weekdays=frozenset({0}), starts_at=time(10), quantity=Fraction(2)),),
    )

    assert before - available(fund) == 2 * 3410


def test_more_than_a_week_brings_is_refused_with_the_true_figures():
    fund, version = make.fund(), make.published()
    before = available(fund)
    daily = Line(weekdays=frozenset(range(7)), starts_at=time(8), quantity=Fraction(3))

    with pytest.raises(funding.PromiseTooLarge) as refused:
        place(version, fund, lines=(daily,))

    week = 3 * (5 * 2410 + 2610 + 2710)
    assert refused.value.promised == week
    assert refused.value.may_promise == 48_000 - 4_800
    nothing_was_written(fund, before)


def test_the_whole_week_can_be_ordered_and_not_a_penny_more():
    fund = make.fund()
    to_the_penny = make.published(prices=dict.fromkeys(make.grid(), 43_200))
    a_penny = make.published(prices=dict.fromkeys(make.grid(), 1))
    once = Line(weekdays=frozenset({0}), starts_at=time(8), quantity=Fraction(1))

    assert place(to_the_penny, fund, lines=(once,)).state == OrderState.PLACED
    assert available(fund) == 0
    with pytest.raises(funding.PromiseTooLarge):
        place(a_penny, fund, lines=(once,))
    assert Order.objects.count() == 1


def test_an_offer_that_changed_meanwhile_is_not_bought_blind():
    fund, version = make.fund(), make.published()
    manager = make.manager(version.offer.provider)
    offers.edit(
        by=manager,
        offer=version.offer.reference,
        content=make.content(prices=make.grid(pence=2300), starts_on=TODAY),
        at=NOW,
    )
    offers.publish(by=manager, offer=version.offer.reference, at=NOW, on=TODAY)

    with pytest.raises(orders.OfferChanged) as refused:
        place(version, fund)
    assert (refused.value.seen, refused.value.current) == (1, 2)


def test_a_withdrawn_offer_is_not_there():
    fund, version = make.fund(), make.published()
    before = available(fund)
    offers.withdraw(by=make.manager(version.offer.provider), offer=version.offer.reference, at=NOW)
    with pytest.raises(OfferVersion.DoesNotExist):
        place(version, fund)
    nothing_was_written(fund, before)


def test_what_the_offer_does_not_cover_is_refused_and_nothing_is_written():
    fund, version = make.fund(), make.published()
    before = available(fund)
    with pytest.raises(NotOrderable) as refused:
        place(version, fund, grade=Grade.SKILLED, starts_on=TODAY - timedelta(days=1))
    assert [refusal.problem for refusal in refused.value.refusals] == [
        Problem.GRADE_NOT_OFFERED,
        Problem.STARTS_IN_THE_PAST,
    ]
    nothing_was_written(fund, before)


def test_a_representative_orders_only_with_that_scope():
    fund, version = make.fund(), make.published()
    may = make_accounts.Representative(person=fund.person, scopes=[Scope.SEE, Scope.ORDER])
    may_not = make_accounts.Representative(person=fund.person, scopes=[Scope.SEE, Scope.BILLS])

    with pytest.raises(NotAllowed):
        place(version, fund, by=make_accounts.actor_for_representative(may_not))
    order = place(version, fund, by=make_accounts.actor_for_representative(may))
    assert order.placed_by_id == may.user_id


def test_nobody_orders_from_the_fund_of_somebody_else():
    mine, theirs, version = make.fund(), make.fund(), make.published()
    me = make_accounts.actor_for_person(mine.person)
    before = available(theirs)

    with pytest.raises(NotAllowed):
        place(version, theirs, by=me)
    with pytest.raises(NotAllowed):
        orders.place(
            by=me,
            person_id=mine.person_id,
            request=make.asked(version=version, fund=theirs),
            at=NOW,
            on=TODAY,
        )
    nothing_was_written(theirs, before)


def test_sending_a_form_again_tells_nothing_to_who_may_not_order():
    fund, version = make.fund(), make.published()
    request = make.asked(version=version, fund=fund)
    person = make_accounts.actor_for_person(fund.person)
    orders.place(by=person, person_id=fund.person_id, request=request, at=NOW, on=TODAY)
    seeing = make_accounts.Representative(person=fund.person, scopes=[Scope.SEE])

    with pytest.raises(NotAllowed):
        orders.place(
            by=make_accounts.actor_for_representative(seeing),
            person_id=fund.person_id,
            request=request,
            at=NOW,
            on=TODAY,
        )
