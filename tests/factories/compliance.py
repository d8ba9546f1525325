"""Invented papers and frameworks, recorded through the operations as the pages do."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from accounts.enums import Role
from accounts.models import Organisation
from accounts.permissions import Actor
from marketplace import models
from marketplace.enums import InsuranceKind, RegistrationStatus, Regulator
from marketplace.operations import frameworks, papers
from tests.factories import accounts as make_accounts
from tests.factories import marketplace as make

ON = date(2026, 6, 1)
NOW = make.noon(ON)
NEXT_YEAR = date(2027, 3, 31)


def commissioner(council: Organisation) -> Actor:
    """A new commissioner of the council."""
    return make_accounts.actor_with_role(council, Role.COMMISSIONER)


def framework(*, council: Organisation, name: str = "Home care 2026") -> models.FrameworkVersion:
    """A framework agreement from 1 January 2026 on."""
    return frameworks.create(
        by=commissioner(council),
        authority_id=council.pk,
        terms=frameworks.Terms(name=name, starts_on=date(2026, 1, 1)),
        at=NOW,
    )


def listing(
    *, council: Organisation, provider: models.Provider, **changes: Any
) -> models.FrameworkListing:
    """A provider on a new framework agreement of the council since 1 February 2026."""
    said: dict[str, Any] = {"starts_on": date(2026, 2, 1), "reason": "Its bid was accepted."}
    agreement = framework(council=council).framework
    return frameworks.admit(
        by=commissioner(council),
        provider=provider.reference,
        listed=frameworks.Listed(framework=agreement.reference, **{**said, **changes}),
        at=NOW,
    )


def insurance(
    *,
    provider: models.Provider,
    kind: InsuranceKind = InsuranceKind.PUBLIC_LIABILITY,
    at: datetime = NOW,
    **changes: Any,
) -> models.Insurance:
    """A certificate of ten million pounds for the year from April 2026."""
    said: dict[str, Any] = {
        "insurer": "Mutual of Weavers Row",
        "cover_pence": 1_000_000_000,
        "starts_on": date(2026, 4, 1),
        "ends_on": NEXT_YEAR,
    }
    certificate = papers.Certificate(kind=kind, **{**said, **changes})
    return papers.insure(
        by=make.manager(provider),
        organisation_id=provider.organisation_id,
        certificate=certificate,
        at=at,
    )


def insured(*, provider: models.Provider, **changes: Any) -> None:
    """Certificates of every kind."""
    for kind in InsuranceKind:
        insurance(provider=provider, kind=kind, **changes)


def registration(*, provider: models.Provider, number: str = "1-101668") -> models.Registration:
    """What the provider says of its registration."""
    return papers.register(
        by=make.manager(provider),
        organisation_id=provider.organisation_id,
        regulator=Regulator.CQC,
        number=number,
        at=NOW,
    )


def look(
    *,
    council: Organisation,
    said: models.Registration,
    status: RegistrationStatus = RegistrationStatus.REGISTERED,
    by: Actor | None = None,
    checked_on: date = ON,
    ends_on: date | None = None,
) -> models.RegistrationCheck:
    """What the council found when it looked the registration up."""
    return papers.confirm(
        by=by or commissioner(council),
        authority_id=council.pk,
        provider=said.provider.reference,
        version=said.number,
        found=papers.Found(status=status, checked_on=checked_on, ends_on=ends_on),
        at=NOW,
    )
