"""What a process of a race asks for, ready to be asked at once."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, time
from fractions import Fraction
from typing import Any
from uuid import uuid4

import time_machine
from django.core import mail
from django.core.management import call_command
from django.test import override_settings

from accounts.enums import DayType, Nation, Role, Scope
from accounts.permissions import Actor
from isf.models import Fund, Invoice, Recovery
from isf.operations import allocations, decisions, promises, purchases, recoveries
from isf.rules.promises import Plan, PlanLine
from isf.rules.schedule import Period
from tests.factories.money import MONDAY, WEEK, noon

Ask = Callable[[], Any]


def person_of(fund: Fund) -> Actor:
    return Actor(user_id=fund.person.user_id, person_id=fund.person_id, scopes=frozenset(Scope))


def order(asked: dict[str, Any]) -> Ask:
    """An order of its own, of one visit."""
    fund = Fund.objects.select_related("person").get(pk=asked["fund"])
    line = PlanLine(
        reference=uuid4(),
        weekdays=frozenset({2}),
        starts_at=time(10),
        quantity=Fraction(1),
        price_pence=dict.fromkeys(DayType, asked["pence"]),
    )
    request = promises.Request(
        order=uuid4(),
        payee_id=asked["payee"],
        service="Support",
        what="support",
        plan=Plan(
            starts_on=MONDAY,
            ends_on=MONDAY + WEEK - (WEEK / 7),
            nation=Nation.ENGLAND,
            lines=(line,),
        ),
    )
    by = person_of(fund)

    def ask() -> int:
        placed = promises.place(fund_id=fund.pk, request=request, by=by, at=noon(MONDAY), on=MONDAY)
        return placed.reserved_pence

    return ask


def approve(asked: dict[str, Any]) -> Ask:
    """The very same approval in every process."""
    invoice = Invoice.objects.select_related("fund__person").get(pk=asked["invoice"])
    by = person_of(invoice.fund)

    def ask() -> int:
        decided = decisions.approve(invoice_id=invoice.pk, by=by, at=noon(MONDAY), on=MONDAY)
        return decided.paid_pence

    return ask


def pay(asked: dict[str, Any]) -> Ask:
    """The very same allocation in every process."""
    fund = Fund.objects.get(pk=asked["fund"])
    by = Actor(
        user_id=asked["user"],
        organisation_id=fund.authority_id,
        roles=frozenset({Role.FINANCE_OFFICER}),
    )
    first: date = MONDAY
    period = Period(first_on=first, last_on=first + 4 * WEEK - (WEEK / 7))

    def ask() -> list[Any]:
        paid = allocations.pay(fund_id=fund.pk, period=period, by=by, at=noon(MONDAY), on=MONDAY)
        return [paid.amount_pence, paid.is_new]

    return ask


def run(asked: dict[str, Any]) -> Ask:
    """A command of the operator's, on a day; what it said, and the messages it sent."""
    clock = time_machine.travel(asked["clock"], tick=False)
    mail_box = override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")

    def ask() -> list[Any]:
        said = io.StringIO()
        with clock, mail_box:
            mail.outbox = []
            call_command(asked["command"], stdout=said)
            return [said.getvalue(), len(mail.outbox)]

    return ask


def recover(asked: dict[str, Any]) -> Ask:
    """The same recovery in every process, or, in one of them, a purchase with the same money."""
    recovery = Recovery.objects.select_related("fund__person").get(pk=asked["recovery"])
    by = Actor(
        user_id=asked["user"],
        organisation_id=recovery.fund.authority_id,
        roles=frozenset({Role.FINANCE_OFFICER}),
    )
    day = date.fromisoformat(asked["on"])
    bought = purchases.Bought(
        payee="TAXI", what="taxi", pence=asked["pence"], receipt="R", approved_by_id=1
    )
    buys = asked["mixed"] and asked["runner"] == 1

    def ask() -> list[Any]:
        if buys:
            purchases.record(
                fund_id=recovery.fund_id,
                bought=bought,
                by=person_of(recovery.fund),
                at=noon(day),
                on=day,
                reference=uuid4(),
            )
            return ["bought", asked["pence"]]
        done = recoveries.recover(recovery_id=recovery.pk, by=by, at=noon(day), on=day)
        return ["taken", done.pence if done.is_new else 0]

    return ask
