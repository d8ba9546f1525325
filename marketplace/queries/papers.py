"""Reading what is recorded about providers: frameworks, listings, insurances, registrations."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from accounts.enums import Nation
from accounts.permissions import Actor
from marketplace import permissions
from marketplace.models import (
    CompliancePolicy,
    FrameworkListing,
    FrameworkVersion,
    Insurance,
    Provider,
    Registration,
    RegistrationCheck,
)


def list_frameworks(*, by: Actor, authority_id: int) -> QuerySet[FrameworkVersion]:
    """The framework agreements of a council, the newest first. Raises NotAllowed."""
    permissions.check_commissions(by=by, authority_id=authority_id)
    return (
        FrameworkVersion.objects.current()
        .filter(framework__authority=authority_id)
        .select_related("framework")
        .order_by("-starts_on", "-pk")
    )


def get_framework(*, by: Actor, framework: UUID) -> FrameworkVersion:
    """The newest version of a framework agreement.

    Raises NotAllowed, FrameworkVersion.DoesNotExist, also for what was taken back.
    """
    row = (
        FrameworkVersion.objects.current()
        .select_related("framework")
        .get(framework__reference=framework)
    )
    permissions.check_commissions(by=by, authority_id=row.framework.authority_id)
    return row


def get_provider(*, provider: UUID) -> Provider:
    """A provider, by reference. Raises Provider.DoesNotExist."""
    return Provider.objects.select_related("organisation").get(reference=provider)


def get_nation(*, provider: Provider) -> Nation:
    """The nation whose regulator a provider belongs to, unless it says otherwise."""
    return Nation(provider.organisation.nation)


def list_listings(
    *, by: Actor, authority_id: int, provider: Provider
) -> QuerySet[FrameworkListing]:
    """From when to when a provider is on the council's frameworks; every version, newest first.

    Raises NotAllowed.
    """
    permissions.check_commissions(by=by, authority_id=authority_id)
    return (
        FrameworkListing.objects.filter(provider=provider, framework__authority=authority_id)
        .select_related("framework", "recorded_by")
        .order_by("-recorded_at", "-pk")
    )


def get_listing(*, by: Actor, listing: UUID) -> FrameworkListing:
    """The newest version of a listing. Raises NotAllowed, FrameworkListing.DoesNotExist."""
    row = (
        FrameworkListing.objects.current()
        .select_related("framework", "provider__organisation")
        .get(reference=listing)
    )
    permissions.check_commissions(by=by, authority_id=row.framework.authority_id)
    return row


def list_insurances(*, by: Actor, organisation_id: int) -> QuerySet[Insurance]:
    """The insurances of a provider, every version, the newest first. Raises NotAllowed."""
    permissions.check_works_for(by=by, organisation_id=organisation_id)
    return Insurance.objects.filter(provider__organisation=organisation_id).order_by(
        "-recorded_at", "-pk"
    )


def get_insurance(*, by: Actor, insurance: UUID) -> Insurance:
    """The newest version of an insurance. Raises NotAllowed, Insurance.DoesNotExist."""
    row = Insurance.objects.current().select_related("provider").get(reference=insurance)
    permissions.check_sells(by=by, organisation_id=row.provider.organisation_id)
    return row


def find_registration(*, by: Actor, organisation_id: int) -> Registration | None:
    """What a provider says of its registration now. Raises NotAllowed."""
    permissions.check_works_for(by=by, organisation_id=organisation_id)
    return Registration.objects.current().filter(provider__organisation=organisation_id).first()


def has_registration(*, provider: Provider) -> bool:
    """Whether a provider has said anything about its registration."""
    return Registration.objects.current().filter(provider=provider).exists()


def get_registration(*, by: Actor, authority_id: int, provider: UUID) -> Registration:
    """What a provider says now, for its council. Raises NotAllowed, Registration.DoesNotExist."""
    permissions.check_commissions(by=by, authority_id=authority_id)
    return (
        Registration.objects.current()
        .select_related("provider__organisation")
        .get(provider__reference=provider)
    )


def list_checks(*, by: Actor, authority_id: int, provider: Provider) -> QuerySet[RegistrationCheck]:
    """What the council found about a provider, the newest first; taken back ones too.

    Raises NotAllowed.
    """
    permissions.check_commissions(by=by, authority_id=authority_id)
    return (
        RegistrationCheck.objects.newest()
        .filter(authority=authority_id, registration__provider=provider)
        .select_related("registration", "recorded_by")
        .order_by("-checked_on", "-pk")
    )


def list_policies(*, by: Actor, authority_id: int) -> list[CompliancePolicy]:
    """Every version of what a council asks of providers, the newest first. Raises NotAllowed."""
    permissions.check_commissions(by=by, authority_id=authority_id)
    return list(
        CompliancePolicy.objects.filter(authority=authority_id).order_by("-starts_on", "-pk")
    )
