"""Invented providers and offers for tests; offers are published by the same operations as pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import factory
from factory.django import DjangoModelFactory

from accounts.enums import DayType, Role
from accounts.permissions import Actor
from marketplace import models
from marketplace.enums import CancellationKind, Category, Grade, Unit, VatTreatment
from marketplace.operations import offers
from marketplace.rules.versions import Content
from tests.factories import accounts as make_accounts

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
