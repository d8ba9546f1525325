"""Agreements behind funds, the fees they state, and fees that wait for approval."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from accounts.enums import OrganisationKind
from accounts.models import Organisation
from accounts.permissions import Actor, check_role
from isf.models import (
    Agreement,
    AgreementVersion,
    FeeApproval,
    Fund,
    PersonalBudget,
    Suspension,
)
from isf.permissions import AUTHORITY_READERS, BUDGET_ROLES, check_see_fund
from isf.queries.funding import charged
from isf.queries.tied_parts import list_parts
from isf.rules.fee_approvals import earliest_day
from isf.rules.tied_parts import Part


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementDetail:
    """An agreement with everything that was added to it, oldest first."""

    agreement: Agreement
    versions: Sequence[AgreementVersion]
    approvals: Sequence[FeeApproval]
    suspensions: Sequence[Suspension]
    parts: Sequence[Part]


def get(*, by: Actor, reference: UUID) -> AgreementDetail:
    """An agreement for the person, the holder or the council.

    Errors: Agreement.DoesNotExist, `NotAllowed`. Source: ISF-FEE-1, ISF-FEE-6.
    """
    agreement = Agreement.objects.select_related(
        "fund__person", "fund__holder", "fund__authority", "fund__deployment"
    ).get(reference=reference)
    check_see_fund(by=by, fund=agreement.fund)
    return AgreementDetail(
        agreement=agreement,
        versions=list(agreement.versions.order_by("starts_on", "number")),
        approvals=list(FeeApproval.objects.filter(fund=agreement.fund)),
        suspensions=list(agreement.suspensions.all()),
        parts=list_parts(fund_id=agreement.fund_id),
    )


def get_budget(*, by: Actor, reference: UUID) -> PersonalBudget:
    """A budget for those who agree how it is taken.

    Errors: PersonalBudget.DoesNotExist, `NotAllowed`. Source: ISF-RES-3.
    """
    budget = PersonalBudget.objects.select_related("person", "authority").get(reference=reference)
    check_role(by=by, organisation_id=budget.authority_id, roles=BUDGET_ROLES)
    return budget


def list_holders() -> QuerySet[Organisation]:
    """Providers that can hold a fund, by name. Source: ISF-RES-1."""
    return Organisation.objects.filter(kind=OrganisationKind.PROVIDER).order_by("name", "pk")


def list_approvals(*, by: Actor) -> QuerySet[FeeApproval]:
    """Fees above the soft cap that were asked for at the actor's council, newest first.

    Errors: `NotAllowed`. Source: ISF-FEE-3.
    """
    council = by.organisation_id or 0
    check_role(by=by, organisation_id=council, roles=AUTHORITY_READERS)
    rows = FeeApproval.objects.filter(fund__authority_id=council)
    return rows.select_related(
        "fund__person", "fund__holder", "fund__authority", "fund__agreement"
    ).order_by("-asked_at", "-pk")


def get_approval(*, by: Actor, reference: UUID) -> FeeApproval:
    """One of them. Errors: FeeApproval.DoesNotExist, `NotAllowed`. Source: ISF-FEE-3."""
    return list_approvals(by=by).get(reference=reference)


def get_earliest_approval(*, fund: Fund, on: date) -> date:
    """The first day a higher fee of this fund may be approved for now. Source: ISF-FEE-3."""
    return earliest_day(on=on, charged_through=charged(fund=fund).through_on)
