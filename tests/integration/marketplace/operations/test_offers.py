"""Writing, publishing and withdrawing offers: what changes, what never does, and who may."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from accounts.enums import DayType, Role
from accounts.models import AuditEvent
from accounts.permissions import NotAllowed
from marketplace.enums import Grade, OfferState
from marketplace.models import Offer, OfferText, OfferVersion
from marketplace.operations import offers
from marketplace.queries import offer_content
from marketplace.rules import versions
from tests.factories import accounts as make_accounts
from tests.factories import marketplace as make

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)
TODAY = date(2026, 6, 1)


def test_a_draft_says_exactly_what_was_written() -> None:
    content = make.content()
    provider = make.Provider()

    version = offers.draft(
        by=make.manager(provider),
        organisation_id=provider.organisation_id,
        content=content,
        at=NOW,
    )

    stored = OfferVersion.objects.get(pk=version.pk)
    assert offer_content.read(version=stored) == content
    assert stored.offer.state == OfferState.DRAFT
    assert not OfferVersion.objects.current(on=TODAY).exists()


def test_publishing_puts_it_on_the_market_and_into_the_search() -> None:
    version = make.published()

    assert list(OfferVersion.objects.current(on=TODAY)) == [version]
    assert OfferText.objects.get().version == version
    assert AuditEvent.objects.filter(
        action="OFFER_PUBLISHED", subject=f"offer:{version.offer.reference}"
    ).exists()


def test_publishing_twice_publishes_once() -> None:
    version = make.published()
    again = offers.publish(
        by=make.manager(version.offer.provider), offer=version.offer.reference, at=NOW, on=TODAY
    )

    assert again == version
    assert AuditEvent.objects.filter(action="OFFER_PUBLISHED").count() == 1


def test_an_incomplete_draft_stays_a_draft() -> None:
    version = make.drafted(prices={})

    with pytest.raises(versions.NotReady) as refused:
        offers.publish(
            by=make.manager(version.offer.provider),
            offer=version.offer.reference,
            at=NOW,
            on=make.LONG_AGO_ON,
        )

    assert refused.value.problems == (versions.Problem.PRICES_MISSING,)
    assert Offer.objects.get().state == OfferState.DRAFT
    assert not OfferText.objects.exists()


def test_a_change_is_a_new_version_and_the_published_one_is_not_touched() -> None:
    first = make.published()
    before = offer_content.read(version=first)
    manager = make.manager(first.offer.provider)
    dearer = replace(before, prices=make.grid(pence=2600), starts_on=date(2026, 7, 1))

    offers.edit(by=manager, offer=first.offer.reference, content=dearer, at=NOW)
    second = offers.publish(by=manager, offer=first.offer.reference, at=NOW, on=TODAY)

    assert second.number == 2
    assert offer_content.read(version=OfferVersion.objects.get(pk=first.pk)) == before
    assert OfferVersion.objects.current(on=date(2026, 6, 30)).get() == first
    assert OfferVersion.objects.current(on=date(2026, 7, 1)).get() == second


def test_editing_twice_writes_one_draft() -> None:
    first = make.published()
    manager = make.manager(first.offer.provider)
    for title in ("Better help", "Best help"):
        offers.edit(
            by=manager, offer=first.offer.reference, content=make.content(title=title), at=NOW
        )

    assert [version.title for version in first.offer.versions.all()] == ["Best help", first.title]


def test_a_second_draft_is_refused_by_the_database_too() -> None:
    version = make.drafted()

    with pytest.raises(IntegrityError), transaction.atomic():
        OfferVersion.objects.create(
            offer=version.offer,
            number=2,
            category=version.category,
            unit=version.unit,
            starts_on=TODAY,
        )


def test_withdrawing_takes_it_off_the_market_and_twice_is_once() -> None:
    version = make.published()
    manager = make.manager(version.offer.provider)
    for _ in range(2):
        offers.withdraw(by=manager, offer=version.offer.reference, at=NOW)

    assert not OfferVersion.objects.current(on=TODAY).exists()
    assert not OfferText.objects.exists()
    assert AuditEvent.objects.filter(action="OFFER_WITHDRAWN").count() == 1


def test_a_withdrawn_offer_comes_back_as_a_new_version() -> None:
    version = make.published()
    manager = make.manager(version.offer.provider)
    reference = version.offer.reference
    offers.withdraw(by=manager, offer=reference, at=NOW)
    offers.edit(by=manager, offer=reference, content=make.content(starts_on=TODAY), at=NOW)
    offers.publish(by=manager, offer=reference, at=NOW, on=TODAY)

    assert OfferVersion.objects.current(on=TODAY).get().number == 2


@pytest.mark.parametrize("role", [Role.PROVIDER_FINANCE, Role.COMMISSIONER])
def test_other_roles_may_not_write_offers(role: Role) -> None:
    version = make.drafted()
    other = make_accounts.actor_with_role(version.offer.provider.organisation, role)

    with pytest.raises(NotAllowed):
        offers.withdraw(by=other, offer=version.offer.reference, at=NOW)
    assert Offer.objects.get().state == OfferState.DRAFT


def test_a_manager_of_another_provider_may_not_write_here() -> None:
    version = make.drafted()
    stranger = make.manager(make.Provider())

    for attempt in (
        lambda: offers.edit(
            by=stranger, offer=version.offer.reference, content=make.content(), at=NOW
        ),
        lambda: offers.publish(by=stranger, offer=version.offer.reference, at=NOW, on=TODAY),
        lambda: offers.draft(
            by=stranger,
            organisation_id=version.offer.provider.organisation_id,
            content=make.content(),
            at=NOW,
        ),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert OfferVersion.objects.count() == 1


def test_a_price_that_is_not_asked_for_any_more_is_gone() -> None:
    version = make.drafted(prices={**make.grid(), **make.grid(pence=3000, grade=Grade.SKILLED)})
    offers.edit(
        by=make.manager(version.offer.provider),
        offer=version.offer.reference,
        content=make.content(prices=make.grid()),
        at=NOW,
    )

    prices = offer_content.read_prices(version=OfferVersion.objects.get())
    assert prices == make.grid()
    assert prices[Grade.BASIC, DayType.WEEKDAY] == 2410
