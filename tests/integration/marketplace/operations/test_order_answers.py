"""Answering and ending orders: what becomes of the money, and who may."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from accounts.enums import Role, Scope
from accounts.models import AuditEvent
from accounts.permissions import NotAllowed, system
from isf.models.journal import JournalEntry, LedgerAccount
from marketplace.enums import DeclineReason, EndReason, OrderState
from marketplace.models import Order
from marketplace.operations import orders
from marketplace.rules import ending
from marketplace.rules.states import NotInThisState
from tests.factories import accounts as make_accounts
from tests.factories import marketplace as make

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 1)
NOW = make.noon(TODAY)
NEEDLESS = EndReason.NO_LONGER_NEEDED


def available(fund):
    account = LedgerAccount.objects.get(fund=fund, purpose="")
    return account.posted - account.reserved


def test_accepting_twice_is_accepting_once():
    order = make.placed()
    manager = make.manager(order.provider)
    for _ in range(2):
        orders.accept(by=manager, order=order.reference, at=NOW)

    order.refresh_from_db()
    assert order.state == OrderState.ACCEPTED
    assert order.answered_by_id == manager.user_id
    assert AuditEvent.objects.filter(action="ORDER_ACCEPTED").count() == 1


def test_declining_frees_the_money_and_says_why():
    fund = make.fund()
    before = available(fund)
    order = make.placed(fund=fund)
    for _ in range(2):
        orders.decline(
            by=make.manager(order.provider),
            order=order.reference,
            reason=DeclineReason.NO_WORKER,
            at=NOW,
        )

    order.refresh_from_db()
    assert (order.state, order.decline_reason) == (OrderState.DECLINED, DeclineReason.NO_WORKER)
    assert available(fund) == before
    assert AuditEvent.objects.filter(action="ORDER_DECLINED").count() == 1


def test_an_accepted_order_is_not_declined_any_more():
    order = make.accepted()
    with pytest.raises(NotInThisState):
        orders.decline(
            by=make.manager(order.provider),
            order=order.reference,
            reason=DeclineReason.OTHER,
            at=NOW,
        )


@pytest.mark.parametrize("role", [Role.PROVIDER_FINANCE, Role.COMMISSIONER])
def test_other_roles_do_not_answer_orders(role):
    order = make.placed()
    other = make_accounts.actor_with_role(order.provider.organisation, role)
    with pytest.raises(NotAllowed):
        orders.accept(by=other, order=order.reference, at=NOW)


def test_neither_the_person_nor_another_provider_answers_an_order():
    order = make.placed()
    for other in (
        make_accounts.actor_for_person(order.person),
        make.manager(make.Provider()),
    ):
        with pytest.raises(NotAllowed):
            orders.accept(by=other, order=order.reference, at=NOW)
    assert Order.objects.get().state == OrderState.PLACED


def end(order, last_day=TODAY, *, by=None, on=TODAY):
    return orders.end(
        by=by or make_accounts.actor_for_person(order.person),
        order=order.reference,
        last_day=last_day,
        reason=NEEDLESS,
        at=make.noon(on),
        on=on,
    )


def test_ending_keeps_the_visits_up_to_the_last_day_and_frees_the_rest():
    fund = make.fund()
    before = available(fund)
    order = make.accepted(fund=fund)

    ended = end(order, date(2026, 6, 8))

    assert (ended.state, ended.ends_on) == (OrderState.ENDED, date(2026, 6, 8))
    assert before - available(fund) == 3 * 2 * 2410


def test_taking_back_an_order_nobody_answered_frees_everything():
    fund = make.fund()
    before = available(fund)
    order = make.placed(fund=fund)

    assert end(order).state == OrderState.CANCELLED
    assert available(fund) == before


def test_an_order_ends_today_or_later_and_once():
    order = make.accepted(on=TODAY)
    with pytest.raises(ending.EndsInThePast):
        end(order, date(2026, 6, 2), on=date(2026, 6, 3))
    end(order, date(2026, 6, 3), on=date(2026, 6, 3))
    with pytest.raises(NotInThisState):
        end(order, date(2026, 6, 4), on=date(2026, 6, 3))


def test_only_the_persons_side_ends_an_order():
    order = make.accepted()
    for other in (
        make.manager(order.provider),
        make_accounts.actor_for_person(make_accounts.Person()),
        make_accounts.actor_for_representative(
            make_accounts.Representative(person=order.person, scopes=[Scope.SEE])
        ),
    ):
        with pytest.raises(NotAllowed):
            end(order, by=other)


def test_scheduled_work_may_do_what_people_do():
    order = make.placed()
    orders.accept(by=system("demonstration"), order=order.reference, at=NOW)
    assert Order.objects.get().answered_by_id is None


def test_an_unknown_order_is_not_there():
    with pytest.raises(Order.DoesNotExist):
        orders.accept(by=system("demonstration"), order=uuid4(), at=NOW)
    assert not JournalEntry.objects.exists()
