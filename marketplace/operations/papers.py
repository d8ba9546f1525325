"""What a provider proves: its registration and insurances; what a council finds; its numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from accounts.fields import to_money
from accounts.operations import audit
from accounts.permissions import Actor
from marketplace import permissions
from marketplace.enums import InsuranceKind, RegistrationStatus, Regulator
from marketplace.models import (
    CompliancePolicy,
    Insurance,
    Provider,
    Registration,
    RegistrationCheck,
)
from marketplace.operations import recorded
from marketplace.rules.compliance import Numbers
from marketplace.rules.compliance_papers import check_may_confirm


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """What an insurance certificate says; both days are covered, whole pence."""

    kind: InsuranceKind
    insurer: str
    cover_pence: int
    starts_on: date
    ends_on: date
    policy_number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a council found with the regulator, on which day, and when the registration ends."""

    status: RegistrationStatus
    checked_on: date
    ends_on: date | None = None


class ReachesBack(Exception):
    """Numbers that would begin before today, although there are some already."""


@transaction.atomic
def register(
    *, by: Actor, organisation_id: int, regulator: Regulator, number: str, at: datetime
) -> Registration:
    """Record with whom and under which number a provider is registered; the same writes nothing.

    Another number has to be looked up anew. It is shown on the public page.
    Raises NotAllowed, Provider.DoesNotExist. Source: MKT-CMP-3.
    """
    permissions.check_sells(by=by, organisation_id=organisation_id)
    provider = Provider.objects.select_for_update(no_key=True).get(organisation=organisation_id)
    before = Registration.objects.newest().filter(provider=provider).first()
    changes = {"regulator": regulator, "registration_number": number}
    said = {"what": "REGISTRATION", "by": by, "at": at, "organisation_id": organisation_id}
    row = (
        recorded.first(row=Registration(provider=provider, **changes), **said)  # type: ignore[arg-type]
        if before is None
        else recorded.follow(before=before, changes=changes, **said)  # type: ignore[arg-type]
    )
    if provider.regulator_number != number:
        provider.regulator_number = number
        provider.save(update_fields=["regulator_number"])
    return row


@transaction.atomic
def confirm(
    *, by: Actor, authority_id: int, provider: UUID, version: int, found: Found, at: datetime
) -> RegistrationCheck:
    """Record what the council found about a version of a registration; what was found is kept.

    Raises NotAllowed, Registration.DoesNotExist, ChecksOwn, recorded.ChangedMeanwhile.
    Source: MKT-CMP-3, MKT-CMP-8.
    """
    permissions.check_commissions(by=by, authority_id=authority_id)
    newest = (
        Registration.objects.newest().select_related("provider").get(provider__reference=provider)
    )
    if newest.number != version:
        raise recorded.ChangedMeanwhile
    check_may_confirm(
        recorded_by=newest.recorded_by_id,
        confirms=by.user_id,
        works_there=newest.provider.organisation_id in by.works_for,
    )
    row = RegistrationCheck(
        registration=newest,
        authority_id=authority_id,
        status=found.status,
        checked_on=found.checked_on,
        ends_on=found.ends_on,
    )
    return recorded.first(
        row=row, what="REGISTRATION_CHECK", by=by, at=at, organisation_id=authority_id
    )


@transaction.atomic
def take_back(*, by: Actor, check: UUID, at: datetime) -> RegistrationCheck:
    """Take back what was recorded about a registration by mistake; it stays in the history.

    Raises NotAllowed, RegistrationCheck.DoesNotExist.
    """
    row = RegistrationCheck.objects.newest().get(reference=check)
    permissions.check_commissions(by=by, authority_id=row.authority_id)
    return recorded.follow(
        before=row,
        changes={},
        is_withdrawn=True,
        what="REGISTRATION_CHECK",
        by=by,
        at=at,
        organisation_id=row.authority_id,
    )


@transaction.atomic
def insure(*, by: Actor, organisation_id: int, certificate: Certificate, at: datetime) -> Insurance:
    """Record an insurance of a provider. Raises NotAllowed, Provider.DoesNotExist."""
    permissions.check_sells(by=by, organisation_id=organisation_id)
    provider = Provider.objects.get(organisation=organisation_id)
    row = Insurance(provider=provider, **_columns(certificate))
    return recorded.first(row=row, what="INSURANCE", by=by, at=at, organisation_id=organisation_id)


@transaction.atomic
def correct_insurance(
    *,
    by: Actor,
    insurance: UUID,
    version: int,
    certificate: Certificate,
    at: datetime,
    withdraw: bool = False,
) -> Insurance:
    """Put an insurance right from the version read, or take it back; every version is kept.

    Raises NotAllowed, Insurance.DoesNotExist, recorded.ChangedMeanwhile.
    """
    row = Insurance.objects.select_related("provider").get(reference=insurance, number=version)
    organisation_id = row.provider.organisation_id
    permissions.check_sells(by=by, organisation_id=organisation_id)
    return recorded.follow(
        before=row,
        changes=_columns(certificate),
        is_withdrawn=withdraw,
        what="INSURANCE",
        by=by,
        at=at,
        organisation_id=organisation_id,
    )


@transaction.atomic
def ask(
    *, by: Actor, authority_id: int, starts_on: date, numbers: Numbers, at: datetime, on: date
) -> CompliancePolicy:
    """Publish what the council asks of providers from a day on; only the first may begin before.

    Raises NotAllowed, ReachesBack.
    """
    permissions.check_commissions(by=by, authority_id=authority_id)
    if starts_on < on and CompliancePolicy.objects.filter(authority=authority_id).exists():
        raise ReachesBack
    row = CompliancePolicy.objects.create(
        authority_id=authority_id,
        starts_on=starts_on,
        soon_days=numbers.soon_days,
        recheck_days=numbers.recheck_days,
        bill_soon_days=numbers.bill_soon_days,
        fee_near_bp=numbers.fee_near_bp,
        public_liability=to_money(numbers.public_liability_pence),
        employers_liability=to_money(numbers.employers_liability_pence),
        recorded_at=at,
        recorded_by_id=by.user_id,
    )
    audit.record(
        by=by,
        action="COMPLIANCE_POLICY_PUBLISHED",
        at=at,
        organisation_id=authority_id,
        subject=f"compliance-policy:{row.pk}",
        details={"starts_on": starts_on.isoformat()},
    )
    return row


def _columns(certificate: Certificate) -> dict[str, object]:
    return {
        "kind": certificate.kind,
        "insurer": certificate.insurer,
        "policy_number": certificate.policy_number,
        "cover": to_money(certificate.cover_pence),
        "starts_on": certificate.starts_on,
        "ends_on": certificate.ends_on,
    }
