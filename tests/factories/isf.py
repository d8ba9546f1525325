"""A small invented borough whose money is true: everything in it went through the operations.

`Borough(today=...)` has a policy, staff and providers; `fund()` gives a person a budget and a fund
that began some weeks ago. Nothing is written beside the operations but users and people.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from accounts import models as people
from accounts.enums import Role, Scope
from isf.enums import DeploymentKind, Schedule
from isf.models import Fund
from isf.operations import agreements, allocations, budgets, fees, grants, policies
from isf.rules.fees import FeeVersion
from isf.rules.schedule import due_periods, month_end
from tests.factories import accounts
from tests.factories.isf_support import Support, noon
from tests.factories.policies import usual_numbers

FEE_10 = 1000


def member(organisation: people.Organisation, role: Role) -> people.Membership:
    return accounts.Membership(organisation=organisation, role=role.value)


class Borough(Support):
    """An authority with staff, a policy, one holder and one other provider."""

    def __init__(self, *, today: date, name: str = "People's Borough", **numbers: Any) -> None:
        self.today = today
        self.authority = accounts.Authority(name=name)
        self.commissioner = member(self.authority, Role.COMMISSIONER)
        self.second_commissioner = member(self.authority, Role.COMMISSIONER)
        self.finance_officer = member(self.authority, Role.FINANCE_OFFICER)
        self.care_manager = member(self.authority, Role.CARE_MANAGER)
        self.council = accounts.actor_for_member(self.commissioner)
        self.finance = accounts.actor_for_member(self.finance_officer)
        self.holder = accounts.ProviderOrganisation(name="Goodcare")
        self.provider = accounts.ProviderOrganisation(name="Bright Days")
        self.began = today - timedelta(days=400)
        policies.publish(
            authority_id=self.authority.pk,
            starts_on=self.began,
            numbers=usual_numbers(**numbers),
            by=self.council,
            at=noon(self.began),
            on=self.began,
        )

    def person(self, **details: Any) -> people.Person:
        return accounts.Person(authority=self.authority, **details)

    def budget(self, person: people.Person, *, weekly_pence: int, starts_on: date) -> Any:
        return budgets.record(
            person_id=person.pk,
            authority_id=self.authority.pk,
            weekly_pence=weekly_pence,
            starts_on=starts_on,
            by=self.council,
            at=noon(starts_on),
            on=starts_on,
        ).budget

    def fund(
        self,
        *,
        person: people.Person | None = None,
        weekly_pence: int = 48_000,
        budget_pence: int | None = None,
        weeks_ago: int = 6,
        kind: DeploymentKind = DeploymentKind.ISF,
        holder: people.Organisation | None = None,
        fee_rate_bp: int = FEE_10,
        schedule: Schedule = Schedule.FOUR_WEEKLY,
        paid: bool = True,
        **agreement: Any,
    ) -> Fund:
        """A fund that began on a Monday some weeks ago, paid up to now unless said otherwise."""
        starts_on = self.monday(weeks_ago=weeks_ago)
        person = person or self.person()
        budget = self.budget(person, weekly_pence=budget_pence or weekly_pence, starts_on=starts_on)
        fund = self.part(
            budget,
            weekly_pence=weekly_pence,
            starts_on=starts_on,
            kind=kind,
            holder=holder,
            fee_rate_bp=fee_rate_bp,
            schedule=schedule,
            **agreement,
        )
        if paid:
            self.pay(fund, through=self.today)
        return fund

    def part(
        self,
        budget: Any,
        *,
        weekly_pence: int,
        starts_on: date,
        kind: DeploymentKind = DeploymentKind.ISF,
        holder: people.Organisation | None = None,
        fee_rate_bp: int = FEE_10,
        **agreement: Any,
    ) -> Fund:
        """One part of a budget, taken as a fund."""
        is_isf = kind is DeploymentKind.ISF
        return agreements.agree(
            budget_id=budget.pk,
            kind=kind,
            holder_id=(holder or self.holder).pk if is_isf else None,
            weekly_pence=weekly_pence,
            starts_on=starts_on,
            fee=FeeVersion(starts_on=starts_on, rate_bp=fee_rate_bp) if is_isf else None,
            by=self.council,
            at=noon(starts_on),
            on=starts_on,
            **agreement,
        )

    def monday(self, *, weeks_ago: int = 0) -> date:
        this = self.today - timedelta(days=self.today.weekday())
        return this - timedelta(weeks=weeks_ago)

    def pay(self, fund: Fund, *, through: date) -> None:
        """Pay every instalment that was due by a day, each on its first day."""
        part = fund.deployment
        for period in due_periods(
            schedule=Schedule(part.schedule),
            starts_on=part.starts_on,
            ends_on=part.ends_on,
            on=through,
        ):
            allocations.pay(
                fund_id=fund.pk,
                period=period,
                by=self.finance,
                at=noon(period.first_on),
                on=period.first_on,
            )

    def charge(self, fund: Fund, *, month: date) -> None:
        """Charge a month's fee on its last day."""
        last = month_end(day=month)
        fees.charge(fund_id=fund.pk, month=month, by=self.finance, at=noon(last), on=last)

    def grant(self, fund: Fund, *, pence: int, on: date | None = None) -> None:
        day = on or self.today
        grants.pay(
            fund_id=fund.pk, pence=pence, key=str(uuid4()), by=self.finance, at=noon(day), on=day
        )

    def representative(
        self, person: people.Person, *, scopes: tuple[Scope, ...] = (Scope.SEE,)
    ) -> people.Representative:
        return accounts.Representative(person=person, scopes=[scope.value for scope in scopes])


def lived_in(*, today: date) -> tuple[Borough, Fund]:
    """A fund with a bit of everything: money in, visits, bills, a purchase, the fee."""
    borough = Borough(today=today)
    fund = borough.fund(weeks_ago=9, person=borough.person(full_name="Ada Ford"))
    own = borough.order(fund, payee=borough.holder, service="Personal assistant", price_pence=2600)
    other = borough.order(
        fund, service="Day at the farm", weekdays=frozenset({5}), price_pence=4500
    )
    for week in (8, 7, 6):
        monday = borough.monday(weeks_ago=week)
        done = borough.deliver(own, days=[monday + timedelta(days=n) for n in range(5)])
        bill = borough.invoice(own, done=done, on=monday + timedelta(days=7))
        borough.approve(bill, on=monday + timedelta(days=8))
        saturday = borough.deliver(other, days=[monday + timedelta(days=5)])
        borough.approve(
            borough.invoice(other, done=saturday, on=monday + timedelta(days=7)),
            on=monday + timedelta(days=9),
        )
    borough.buy(fund, pence=1250, on=borough.monday(weeks_ago=5))
    month = fund.deployment.starts_on
    while month_end(day=month) <= today:
        borough.charge(fund, month=month)
        month = month_end(day=month) + timedelta(days=1)
    return borough, fund
