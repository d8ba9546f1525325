"""A small borough for tests of money: its people, and what they do, by way of the operations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID, uuid4

from accounts.enums import Role
from accounts.permissions import Actor
from isf.enums import DeploymentKind, Schedule
from isf.models import Fund, Invoice, PersonalBudget, PlannedVisit
from isf.operations import (
    agreements,
    allocations,
    budgets,
    decisions,
    delivered,
    fees,
    grants,
    invoices,
    judging,
    policies,
    promises,
    purchases,
    reversals,
)
from isf.rules.fees import FeeVersion
from isf.rules.schedule import Period
from tests.factories import accounts as make
from tests.factories.money import (
    DAY,
    MONDAY,
    WEEK,
    WORKDAYS,
    Ordered,
    bought,
    delivery_of,
    noon,
    planned,
)
from tests.factories.policies import usual_numbers

TEN_PER_CENT = 1000


@dataclass(kw_only=True)
class Borough:
    """One authority with a person, a holder and a provider, and everybody's actor."""

    authority: Any = field(default_factory=make.Authority)
    holder: Any = field(default_factory=make.ProviderOrganisation)
    carer: Any = field(default_factory=make.ProviderOrganisation)
    person: Any = None
    numbers: policies.Numbers = field(default_factory=usual_numbers)
    starts_on: date = MONDAY

    def __post_init__(self) -> None:
        self.person = self.person or make.Person(authority=self.authority)
        self.commissioner = self.staff(Role.COMMISSIONER)
        self.approver = self.staff(Role.COMMISSIONER)
        self.finance = self.staff(Role.FINANCE_OFFICER)
        self.care_manager = self.staff(Role.CARE_MANAGER)
        self.provider = make.actor_with_role(self.carer, Role.PROVIDER_FINANCE)
        self.budget_holder = make.actor_for_person(self.person)
        self.publish(self.numbers, on=self.starts_on)

    def staff(self, role: Role) -> Actor:
        return make.actor_with_role(self.authority, role)

    def publish(self, numbers: Any, *, on: date, starts_on: date | None = None) -> None:
        policies.publish(
            authority_id=self.authority.pk,
            starts_on=starts_on or on,
            numbers=numbers,
            by=self.commissioner,
            at=noon(on),
            on=on,
        )

    def budget(
        self,
        weekly_pence: int = 48000,
        *,
        on: date = MONDAY,
        starts_on: date | None = None,
        rates: dict[int, int] | None = None,
        by: Actor | None = None,
        person: Any = None,
    ) -> budgets.BudgetChange:
        return budgets.record(
            person_id=(person or self.person).pk,
            authority_id=self.authority.pk,
            weekly_pence=weekly_pence,
            starts_on=starts_on or on,
            rates=rates,
            by=by or self.commissioner,
            at=noon(on),
            on=on,
        )

    def open_fund(
        self,
        weekly_pence: int = 48000,
        *,
        rate_bp: int | None = TEN_PER_CENT,
        fee: FeeVersion | None = None,
        kind: DeploymentKind = DeploymentKind.ISF,
        on: date = MONDAY,
        starts_on: date | None = None,
        person: Any = None,
        by: Actor | None = None,
        **more: Any,
    ) -> Fund:
        """A fund of its own budget unless the person has one; without a fee if not an ISF."""
        person = person or self.person
        starts_on = starts_on or on
        if not PersonalBudget.objects.filter(person=person).exists():
            self.budget(weekly_pence, on=on, person=person)
        if fee is None and rate_bp is not None and kind == DeploymentKind.ISF:
            fee = FeeVersion(starts_on=starts_on, rate_bp=rate_bp)
        return agreements.agree(
            budget_id=PersonalBudget.objects.get(person=person).pk,
            kind=kind,
            holder_id=self.holder.pk if kind == DeploymentKind.ISF else None,
            weekly_pence=weekly_pence,
            starts_on=starts_on,
            fee=fee,
            schedule=more.pop("schedule", Schedule.FOUR_WEEKLY),
            by=by or self.commissioner,
            at=noon(on),
            on=on,
            **more,
        )

    def pay(
        self, fund: Fund, first_on: date = MONDAY, *, weeks: int = 4, on: date | None = None
    ) -> allocations.Paid:
        last_on = first_on + weeks * WEEK - DAY
        return self.pay_days(fund, first_on, last_on, on=on)

    def pay_days(
        self, fund: Fund, first_on: date, last_on: date, *, on: date | None = None
    ) -> allocations.Paid:
        on = on or first_on
        return allocations.pay(
            fund_id=fund.pk,
            period=Period(first_on=first_on, last_on=last_on),
            by=self.finance,
            at=noon(on),
            on=on,
        )

    def grant(self, fund: Fund, pence: int, *, key: str = "G", on: date = MONDAY) -> Any:
        return grants.pay(
            fund_id=fund.pk, pence=pence, key=key, by=self.finance, at=noon(on), on=on
        )

    def charge(self, fund: Fund, month: date, *, on: date) -> fees.FeeCharged:
        return fees.charge(fund_id=fund.pk, month=month, by=self.finance, at=noon(on), on=on)

    def order(
        self,
        fund: Fund,
        price_pence: int,
        *,
        weekdays: Sequence[int] = WORKDAYS,
        starts_on: date = MONDAY,
        ends_on: date | None = None,
        quantity: Fraction | str | int = 1,
        workers: int = 1,
        order: UUID | None = None,
        **asked: Any,
    ) -> Ordered:
        order = order or uuid4()
        plan = planned(
            price_pence,
            line=UUID(int=order.int ^ 1),
            weekdays=weekdays,
            starts_on=starts_on,
            ends_on=ends_on,
            quantity=quantity,
            workers=workers,
            cancellation=asked.pop("cancellation", None),
        )
        line = plan.lines[0].reference
        placed = Ordered(order=order, line=line, fund=fund, plan=plan, price_pence=price_pence)
        self.place(placed, **asked)
        return placed

    def place(
        self,
        ordered: Ordered,
        *,
        on: date = MONDAY,
        by: Actor | None = None,
        what: str = "support",
        set_aside_pence: int = 0,
        purpose: UUID | None = None,
        part: str = "",
    ) -> promises.Placed:
        return promises.place(
            fund_id=ordered.fund.pk,
            request=promises.Request(
                order=ordered.order,
                payee_id=self.carer.pk,
                service="Support at home",
                what=what,
                plan=ordered.plan,
                set_aside_pence=set_aside_pence,
                purpose=purpose,
                part=part,
            ),
            by=by or self.budget_holder,
            at=noon(on),
            on=on,
        )

    def deliver(
        self,
        ordered: Ordered,
        day: date,
        *,
        quantity: Fraction | str | int | None = None,
        workers: int | None = None,
        on: date | None = None,
        delivery: UUID | None = None,
        by: Actor | None = None,
    ) -> Any:
        line = ordered.plan.lines[0]
        on = on or day
        outcome = delivered.Outcome(
            line=ordered.line,
            day=day,
            delivery=delivery or delivery_of(ordered, day),
            quantity=line.quantity if quantity is None else Fraction(quantity),
            workers=line.workers if workers is None else workers,
        )
        delivered.record(
            order=ordered.order, outcomes=[outcome], by=by or self.provider, at=noon(on), on=on
        )
        return PlannedVisit.objects.get(line__reference=ordered.line, day=day)

    def bill(
        self,
        fund: Fund,
        lines: Sequence[judging.LineSent],
        *,
        on: date = MONDAY,
        number: str = "B1",
        reference: UUID | None = None,
        by: Actor | None = None,
        payee: Any = None,
    ) -> Invoice:
        return invoices.receive(
            payee_id=(payee or self.carer).pk,
            fund_id=fund.pk,
            reference=reference or uuid4(),
            number=number,
            lines=lines,
            by=by or self.provider,
            at=noon(on),
            on=on,
        )

    def approve(
        self,
        invoice: Invoice,
        *,
        on: date = MONDAY,
        lines: Sequence[int] | None = None,
        by: Actor | None = None,
    ) -> decisions.Decided:
        return decisions.approve(
            invoice_id=invoice.pk, lines=lines, by=by or self.budget_holder, at=noon(on), on=on
        )

    def buy(
        self, fund: Fund, pence: int, *, on: date = MONDAY, reference: UUID | None = None
    ) -> Any:
        return purchases.record(
            fund_id=fund.pk,
            bought=bought(pence),
            by=self.budget_holder,
            at=noon(on),
            on=on,
            reference=reference,
        )

    def reverse(self, entry_id: int, *, on: date = MONDAY) -> Any:
        return reversals.reverse(
            entry_id=entry_id, reason="wrong", by=self.finance, at=noon(on), on=on
        )
