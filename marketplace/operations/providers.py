"""Writing what a provider says about itself."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from accounts.operations import audit
from accounts.permissions import Actor
from marketplace import permissions
from marketplace.models import Provider


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What the public reads about a provider."""

    about: str = ""
    company_number: str = ""
    charity_number: str = ""
    phone: str = ""
    email: str = ""


@transaction.atomic
def describe(*, by: Actor, organisation_id: int, profile: Profile, at: datetime) -> Provider:
    """Write the provider's own page, making its record the first time."""
    permissions.check_sells(by=by, organisation_id=organisation_id)
    provider, _ = Provider.objects.update_or_create(
        organisation_id=organisation_id, defaults=asdict(profile)
    )
    audit.record(
        by=by,
        action="PROVIDER_DESCRIBED",
        at=at,
        organisation_id=organisation_id,
        subject=f"provider:{provider.reference}",
    )
    return provider
