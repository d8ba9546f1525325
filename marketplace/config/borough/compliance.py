"""What the borough's council knows of its providers: frameworks, registrations, insurances."""

from datetime import date, timedelta
from uuid import UUID

from marketplace.config.borough.world import Seller, World
from marketplace.enums import InsuranceKind, RegistrationStatus, Regulator
from marketplace.models import Provider
from marketplace.operations import frameworks, papers
from marketplace.rules.compliance import Numbers

YEAR = timedelta(days=365)
COVER_PENCE = 1_000_000_000
# Places in the list of providers, so that every borough has each of these.
OFF_FRAMEWORK, LAPSED, ENDS_SOON, NOT_LOOKED_UP, ENDED = 1, 2, 3, 4, 5


def found_framework(world: World) -> None:
    """The first day: the council's numbers and its framework, and who is on it."""
    council = world.authority
    by = world.acting(world.users["COMMISSIONER"], organisation=council)
    papers.ask(
        by=by,
        authority_id=council.pk,
        starts_on=world.day,
        numbers=Numbers(),
        at=world.at,
        on=world.day,
    )
    version = frameworks.create(
        by=by,
        authority_id=council.pk,
        terms=frameworks.Terms(name=f"Support at home {world.day.year}", starts_on=world.day),
        at=world.at,
    )
    for place, seller in enumerate(world.sellers):
        if place != OFF_FRAMEWORK:
            listed = frameworks.Listed(
                framework=version.framework.reference,
                starts_on=world.day,
                reason="Its bid met the framework's standards.",
            )
            frameworks.admit(by=by, provider=provider_of(seller), listed=listed, at=world.at)
            world.tell("providers on the framework")
    for place, seller in enumerate(world.sellers):
        prove(world, seller=seller, place=place)


def prove(world: World, *, seller: Seller, place: int) -> None:
    """A provider's papers, and what the council finds with the regulator."""
    by = world.acting(seller.manager, organisation=seller.organisation)
    own = seller.organisation.pk
    ends_on = last_day(world, place=place)
    for kind in InsuranceKind:
        certificate = papers.Certificate(
            kind=kind,
            insurer="Mutual of Weavers Row",
            cover_pence=COVER_PENCE,
            starts_on=ends_on - YEAR,
            ends_on=ends_on,
        )
        papers.insure(by=by, organisation_id=own, certificate=certificate, at=world.at)
    said = papers.register(
        by=by,
        organisation_id=own,
        regulator=Regulator.CQC,
        number=f"1-{101_668_000 + place}",
        at=world.at,
    )
    if place == NOT_LOOKED_UP:
        return
    ended = place == ENDED
    council = world.authority
    papers.confirm(
        by=world.acting(world.users["COMMISSIONER"], organisation=council),
        authority_id=council.pk,
        provider=provider_of(seller),
        version=said.number,
        found=papers.Found(
            status=RegistrationStatus.ENDED if ended else RegistrationStatus.REGISTERED,
            checked_on=world.day,
            ends_on=world.day - timedelta(days=1) if ended else None,
        ),
        at=world.at,
    )


def last_day(world: World, *, place: int) -> date:
    """When a provider's certificates end, counted from the borough's last day."""
    if place == LAPSED:
        world.tell("an insurance lapsed")
        return world.size.until - timedelta(days=12)
    if place == ENDS_SOON:
        world.tell("an insurance ends soon")
        return world.size.until + timedelta(days=20)
    return world.size.until + timedelta(days=200)


def provider_of(seller: Seller) -> UUID:
    """The reference of a seller's public page."""
    return Provider.objects.get(organisation=seller.organisation).reference
