"""Notices that were given, and wishes about them, by way of the operations."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from accounts.enums import Role
from accounts.permissions import Actor
from accounts.web import clock
from isf.enums import NoticeChange, NoticeParty
from isf.models import Fund, Notice, NoticeWish
from isf.operations import notices
from isf.operations.notices import Noticed, Said
from tests.factories import accounts as make
from tests.factories.borough import Borough
from tests.factories.money import DAY, MONDAY, noon

LAST = MONDAY + 28 * DAY


def given(
    fund: Fund,
    *,
    by: Actor,
    party: NoticeParty,
    on: date | None = None,
    last_day: date | None = None,
) -> Notice:
    """Notice as the agreement has it, received on the day it is written down."""
    on = on or clock.today()
    said = notices.Said(reference=uuid4(), party=party, received_on=on, last_day=last_day)
    return notices.give(fund_id=fund.pk, said=said, by=by, at=noon(on), on=on).notice


def manager(borough: Borough) -> Actor:
    return make.actor_with_role(borough.holder, Role.PROVIDER_MANAGER)


def give(
    fund: Fund,
    by: Actor,
    party: NoticeParty = NoticeParty.PERSON,
    *,
    on: date = MONDAY,
    reference: UUID | None = None,
    keep: bool = True,
    **more: Any,
) -> Noticed:
    facts: dict[str, Any] = {"received_on": on} | more
    said = Said(reference=reference or uuid4(), party=party, **facts)
    return notices.give(fund_id=fund.pk, said=said, by=by, at=noon(on), on=on, keep=keep)


def ends_on(fund: Fund) -> date | None:
    return Fund.objects.select_related("deployment").get(pk=fund.pk).deployment.ends_on


def ask(
    given: Noticed,
    by: Actor,
    change: NoticeChange = NoticeChange.WITHDRAWAL,
    last_day: date | None = None,
    on: date = MONDAY,
    reference: UUID | None = None,
) -> Any:
    return notices.ask(
        notice_id=given.notice.pk,
        change=change,
        last_day=last_day,
        reference=reference or uuid4(),
        by=by,
        at=noon(on),
        on=on,
    )


def answer(wish: Any, by: Actor, agrees: bool = True, on: date = MONDAY) -> Noticed:
    return notices.answer(wish_id=wish.pk, agrees=agrees, by=by, at=noon(on), on=on)


def asked_back(notice: Notice, *, by: Actor, on: date | None = None) -> NoticeWish:
    """The wish to take a notice back, which the other side has not answered."""
    on = on or clock.today()
    return notices.ask(
        notice_id=notice.pk,
        change=NoticeChange.WITHDRAWAL,
        last_day=None,
        reference=uuid4(),
        by=by,
        at=noon(on),
        on=on,
    )
