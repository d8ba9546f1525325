"""Framework agreements of a council, and who is on them: recorded, put right, taken back."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from accounts.permissions import Actor
from marketplace import permissions
from marketplace.models import FrameworkAgreement, FrameworkListing, FrameworkVersion, Provider
from marketplace.operations import recorded


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a framework agreement is called, and its days, both included."""

    name: str
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """From when to when a provider is on a framework agreement, and why the council says so."""

    framework: UUID
    starts_on: date
    reason: str
    ends_on: date | None = None


@transaction.atomic
def create(*, by: Actor, authority_id: int, terms: Terms, at: datetime) -> FrameworkVersion:
    """Record a framework agreement of the council. Raises NotAllowed."""
    permissions.check_commissions(by=by, authority_id=authority_id)
    framework = FrameworkAgreement.objects.create(authority_id=authority_id)
    row = FrameworkVersion(framework=framework, **asdict(terms))
    return recorded.first(row=row, what="FRAMEWORK", by=by, at=at, organisation_id=authority_id)


@transaction.atomic
def correct(
    *, by: Actor, framework: UUID, version: int, terms: Terms, at: datetime, withdraw: bool = False
) -> FrameworkVersion:
    """Put a framework agreement right from the version read, or take it back; all are kept.

    Raises FrameworkVersion.DoesNotExist, NotAllowed, recorded.ChangedMeanwhile.
    """
    row = FrameworkVersion.objects.select_related("framework").get(
        framework__reference=framework, number=version
    )
    authority_id = row.framework.authority_id
    permissions.check_commissions(by=by, authority_id=authority_id)
    return recorded.follow(
        before=row,
        changes=asdict(terms),
        is_withdrawn=withdraw,
        what="FRAMEWORK",
        by=by,
        at=at,
        organisation_id=authority_id,
    )


@transaction.atomic
def admit(*, by: Actor, provider: UUID, listed: Listed, at: datetime) -> FrameworkListing:
    """Put a provider on a framework agreement of the council.

    Raises NotAllowed, Provider.DoesNotExist, FrameworkAgreement.DoesNotExist.
    """
    framework = FrameworkAgreement.objects.get(reference=listed.framework)
    permissions.check_commissions(by=by, authority_id=framework.authority_id)
    row = FrameworkListing(
        provider=Provider.objects.get(reference=provider), **_columns(framework, listed)
    )
    return recorded.first(
        row=row, what="LISTING", by=by, at=at, organisation_id=framework.authority_id
    )


@transaction.atomic
def correct_listing(
    *, by: Actor, listing: UUID, version: int, listed: Listed, at: datetime, withdraw: bool = False
) -> FrameworkListing:
    """Put right from when to when a provider is on a framework, or take it back; all are kept.

    Raises NotAllowed, FrameworkListing.DoesNotExist, FrameworkAgreement.DoesNotExist,
    recorded.ChangedMeanwhile.
    """
    row = FrameworkListing.objects.select_related("framework").get(
        reference=listing, number=version
    )
    authority_id = row.framework.authority_id
    permissions.check_commissions(by=by, authority_id=authority_id)
    framework = FrameworkAgreement.objects.get(
        reference=listed.framework, authority_id=authority_id
    )
    return recorded.follow(
        before=row,
        changes=_columns(framework, listed),
        is_withdrawn=withdraw,
        what="LISTING",
        by=by,
        at=at,
        organisation_id=authority_id,
    )


def _columns(
    framework: FrameworkAgreement, listed: Listed
) -> dict[str, FrameworkAgreement | date | str | None]:
    return {
        "framework": framework,
        "starts_on": listed.starts_on,
        "ends_on": listed.ends_on,
        "reason": listed.reason,
    }
