"""What happened in the lives of the table: a time away, a hold, money contributed."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

from accounts.enums import Role
from isf.enums import DeploymentKind
from isf.models import Absence, Fund, Hold, SharedBill
from isf.operations import absences, safeguards
from isf.rules.absences import Stay
from marketplace import models as market
from tests.factories import accounts as make_accounts
from tests.factories import contributions as contributing
from tests.factories import isf as make_isf
from tests.factories import marketplace as make
from tests.factories import sharing


def held(borough: make_isf.Borough, provider: market.Provider, *, on: date) -> Hold:
    """A hold on a provider that nothing else in the table needs."""
    return safeguards.put(
        authority_id=borough.authority.pk,
        reference=uuid4(),
        target=safeguards.Target(provider_id=provider.organisation_id),
        reason="A concern",
        by=make_accounts.actor_with_role(borough.authority, Role.SAFEGUARDING_LEAD),
        at=make.noon(on),
        on=on,
    )


def away(borough: make_isf.Borough, fund: Fund, *, on: date) -> Absence:
    """Two days in May, which cost nothing."""
    return absences.record(
        budget_id=fund.deployment.budget_id,
        reference=uuid4(),
        stay=Stay(first_on=on - timedelta(days=20), returned_on=on - timedelta(days=18)),
        by=make_accounts.actor_with_role(borough.authority, Role.CARE_MANAGER),
        at=make.noon(on),
        on=on,
    )


def contributed(borough: make_isf.Borough, fund: Fund, *, on: date) -> UUID:
    """What the person paid to the council towards their support."""
    council, reference = make_accounts.actor_for_member(borough.care_manager), uuid4()
    by = make_accounts.actor_for_member(borough.finance_officer)
    contributing.agreed(fund, contributing.GROSS, by=council, starts_on=on, on=on)
    contributing.paid(fund, 100, by=by, mode=contributing.GROSS, on=on, reference=reference)
    return reference


def shared(borough: make_isf.Borough, fund: Fund, *, on: date) -> SharedBill:
    """A bill the person shares with a friend whose money another holds: only the council asks."""
    friend = borough.fund(kind=DeploymentKind.DIRECT_PAYMENT, weeks_ago=5)
    by = make_accounts.actor_for_member(borough.care_manager)
    return sharing.shared((fund, friend), 1_000, by=by, on=on)
