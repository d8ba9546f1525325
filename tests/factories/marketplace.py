"""Invented providers and offers for tests; offers are published by the same operations as pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from typing import Any
from uuid import uuid4

import factory
from factory.django import DjangoModelFactory

from accounts.enums import DayType, Role
from accounts.models import Person
from accounts.permissions import Actor
from isf.enums import DeploymentKind, Schedule
from isf.models import Fund, Policy
from isf.operations import agreements, allocations, budgets, policies
from isf.rules.fees import FeeVersion
from isf.rules.schedule import due_periods
from isf.rules.tied_parts import Part
from marketplace import models
from marketplace.enums import CancellationKind, Category, Grade, Unit, VatTreatment
from marketplace.operations import offers, orders
from marketplace.rules.orders import Line, Request
from marketplace.rules.versions import Content
from tests.factories import accounts as make_accounts
from tests.factories.policies import usual_numbers

LONG_AGO = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
LONG_AGO_ON = date(2026, 1, 5)

# What bank holidays, Saturdays and Sundays add to a weekday price, in pence.
ADDED = {
    DayType.WEEKDAY: 0,
    DayType.SATURDAY: 200,
    DayType.SUNDAY: 300,
    DayType.BANK_HOLIDAY: 1000,
}


class Provider(DjangoModelFactory[models.Provider]):
    class Meta:
        model = models.Provider

    organisation = factory.SubFactory(make_accounts.ProviderOrganisation)
    about = "We have helped people at home since 2010."
    phone = "01632 960001"
    email = factory.Sequence(lambda n: f"hello{n}@provider.example")


class Area(DjangoModelFactory[models.Area]):
    class Meta:
        model = models.Area

    authority = factory.SubFactory(make_accounts.Authority)
    name = factory.Sequence(lambda n: f"Ward {n}")


def grid(*, pence: int = 2410, grade: Grade = Grade.BASIC) -> Mapping[tuple[Grade, DayType], int]:
    """A price for every kind of day, by what each adds to a weekday."""
    return {(grade, day_type): pence + added for day_type, added in ADDED.items()}


def content(*, areas: Any = (), **changes: Any) -> Content:
    """A complete offer: help at home at 24.10 an hour on weekdays, any day from 7:00 to 22:00."""
    complete = Content(
        title="Help at home",
        category=Category.HOME_CARE,
        included="Washing, dressing and breakfast.",
        areas=frozenset(area.reference for area in areas or (Area(),)),
        unit=Unit.HOUR,
        notice_days=7,
        cancellation=CancellationKind.NONE,
        cancellation_pence=0,
        cancellation_days=0,
        vat=VatTreatment.EXEMPT,
        vat_reason="Welfare services by a registered provider.",
        weekdays=frozenset(range(7)),
        opens_at=time(7),
        closes_at=time(22),
        availability_note="",
        starts_on=LONG_AGO_ON,
        prices=grid(),
    )
    return replace(complete, **changes)


def manager(provider: models.Provider) -> Actor:
    """A new manager of the provider."""
    return make_accounts.actor_with_role(provider.organisation, Role.PROVIDER_MANAGER)


def finance(provider: models.Provider) -> Actor:
    """A new finance worker of the provider."""
    return make_accounts.actor_with_role(provider.organisation, Role.PROVIDER_FINANCE)


def drafted(*, provider: models.Provider | None = None, **changes: Any) -> models.OfferVersion:
    """An offer nobody else sees yet."""
    provider = provider or Provider()
    return offers.draft(
        by=manager(provider),
        organisation_id=provider.organisation_id,
        content=content(**changes),
        at=LONG_AGO,
    )


def published(*, provider: models.Provider | None = None, **changes: Any) -> models.OfferVersion:
    """An offer on the market since January 2026."""
    version = drafted(provider=provider, **changes)
    return offers.publish(
        by=manager(version.offer.provider),
        offer=version.offer.reference,
        at=LONG_AGO,
        on=LONG_AGO_ON,
    )


def fund(
    *,
    person: Person | None = None,
    weekly_pence: int = 48_000,
    fee_rate_bp: int = 1000,
    starts_on: date = date(2026, 6, 1),
    paid_on: Sequence[date] = (date(2026, 6, 1),),
    parts: Sequence[Part] = (),
) -> Fund:
    """An individual service fund from Monday 1 June 2026, its first four weeks paid."""
    person = person or make_accounts.Person()
    authority = person.authority
    council = make_accounts.actor_with_role(authority, Role.COMMISSIONER)
    finance_office = make_accounts.actor_with_role(authority, Role.FINANCE_OFFICER)
    agreed_on = starts_on - timedelta(days=7)
    agreed = {"by": council, "at": noon(agreed_on), "on": agreed_on}
    if not Policy.objects.filter(authority=authority).exists():
        policies.publish(
            authority_id=authority.pk, starts_on=agreed_on, numbers=usual_numbers(), **agreed
        )
    budget = budgets.record(
        person_id=person.pk,
        authority_id=authority.pk,
        weekly_pence=weekly_pence,
        starts_on=starts_on,
        **agreed,
    ).budget
    made = agreements.agree(
        budget_id=budget.pk,
        kind=DeploymentKind.ISF,
        holder_id=make_accounts.ProviderOrganisation().pk,
        weekly_pence=weekly_pence,
        starts_on=starts_on,
        fee=FeeVersion(starts_on=starts_on, rate_bp=fee_rate_bp),
        parts=parts,
        schedule=Schedule.FOUR_WEEKLY,
        **agreed,
    )
    for day in paid_on:
        pay(fund=made, on=day, by=finance_office)
    return made


def pay(*, fund: Fund, on: date, by: Actor | None = None) -> None:
    """Pay the four weeks that begin on the day."""
    by = by or make_accounts.actor_with_role(fund.person.authority, Role.FINANCE_OFFICER)
    part = fund.deployment
    period = next(
        period
        for period in due_periods(
            schedule=Schedule(part.schedule), starts_on=part.starts_on, ends_on=None, on=on
        )
        if period.first_on == on
    )
    allocations.pay(fund_id=fund.pk, period=period, by=by, at=noon(on), on=on)


def noon(day: date) -> datetime:
    """Midday of a day."""
    return datetime.combine(day, time(12), tzinfo=UTC)


def asked(*, version: models.OfferVersion, fund: Fund, **changes: Any) -> Request:
    """Four hours a week: Monday and Thursday from 10:00, two hours each, from 1 June 2026."""
    complete = Request(
        token=uuid4(),
        offer=version.offer.reference,
        version=version.number,
        grade=Grade.BASIC,
        fund=fund.reference,
        starts_on=date(2026, 6, 1),
        ends_on=None,
        lines=(Line(weekdays=frozenset({0, 3}), starts_at=time(10), quantity=Fraction(2)),),
    )
    return replace(complete, **changes)


def placed(
    *,
    version: models.OfferVersion | None = None,
    fund: Fund | None = None,
    on: date = date(2026, 6, 1),
    **changes: Any,
) -> models.Order:
    """An order the provider has not answered yet."""
    version = version or published()
    fund = fund or _fund()
    return orders.place(
        by=make_accounts.actor_for_person(fund.person),
        person_id=fund.person_id,
        request=asked(version=version, fund=fund, **changes),
        at=noon(on),
        on=on,
    )


def accepted(*, on: date = date(2026, 6, 1), **changes: Any) -> models.Order:
    """An order that runs."""
    order = placed(on=on, **changes)
    return orders.accept(by=manager(order.provider), order=order.reference, at=noon(on))


_fund = fund
