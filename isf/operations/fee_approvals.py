"""Fees above the soft cap: asked for by one person at the council, decided by another."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from accounts.operations import audit
from accounts.permissions import Actor
from isf.enums import ApprovalState
from isf.models import FeeApproval, Fund
from isf.operations.transactions import money_transaction
from isf.permissions import APPROVAL_ROLES, BUDGET_ROLES, ApprovesOwn, check_authority
from isf.queries.funding import charged
from isf.rules.entitlement import Days
from isf.rules.fee_approvals import check_days


class ApprovalDecided(Exception):
    """A fee that was decided about before, by somebody else or otherwise (ISF-FEE-3)."""

    rule = "ISF-FEE-3"

    def __init__(self, *, state: ApprovalState) -> None:
        self.state = state
        super().__init__(f"This was decided before: {state}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Approved:
    """A commissioner's approval given with the agreement itself: the days, why, and who."""

    starts_on: date
    reason: str
    by: Actor
    ends_on: date | None = None


def give(*, fund: Fund, approved: Approved, by: Actor, at: datetime) -> FeeApproval:
    """Write down an approval given together with the agreement by a second person.

    Nothing was charged yet, so it may cover every day of the agreement.
    Errors: `NotAllowed`, `ApprovesOwn`. Source: ISF-FEE-3, ISF-BIL-6.
    """
    check_authority(by=approved.by, authority_id=fund.authority_id, roles=APPROVAL_ROLES)
    refuse_own(asked_by_id=by.user_id, by=approved.by)
    return FeeApproval.objects.create(
        fund=fund,
        starts_on=approved.starts_on,
        ends_on=approved.ends_on,
        reason=approved.reason,
        state=ApprovalState.APPROVED,
        asked_at=at,
        asked_by_id=by.user_id,
        decided_at=at,
        decided_by_id=approved.by.user_id,
    )


def refuse_own(*, asked_by_id: int | None, by: Actor) -> None:
    """Refuse who asked for it. Errors: `ApprovesOwn`. Source: ISF-BIL-6."""
    if by.user_id is not None and by.user_id == asked_by_id:
        raise ApprovesOwn("Nobody approves what they asked for.")


@money_transaction
def ask(
    *,
    fund_id: int,
    starts_on: date,
    ends_on: date | None,
    reason: str,
    by: Actor,
    at: datetime,
    on: date,
) -> FeeApproval:
    """Ask the commissioner for a fee above the soft cap on coming days.

    While it waits, asking the same again returns it.
    Errors: `NotAllowed`, `ApprovalReachesBack`. Source: ISF-FEE-3, ISF-LED-3.
    """
    fund = lock_fund(fund_id=fund_id)
    check_authority(by=by, authority_id=fund.authority_id, roles=BUDGET_ROLES)
    asked: dict[str, Any] = {"fund": fund, "reason": reason, "asked_by_id": by.user_id}
    asked |= {"starts_on": starts_on, "ends_on": ends_on}
    again = FeeApproval.objects.filter(state=ApprovalState.ASKED, **asked).first()
    if again is not None:
        return again
    check_not_charged(fund=fund, days=Days(starts_on=starts_on, ends_on=ends_on), on=on)
    approval = FeeApproval.objects.create(asked_at=at, **asked)
    record(approval=approval, action="FEE_APPROVAL_ASKED", by=by, at=at)
    return approval


@money_transaction
def decide(
    *, approval_id: int, approve: bool, reason: str, by: Actor, at: datetime, on: date
) -> FeeApproval:
    """Approve or refuse a fee above the soft cap; only a commissioner who did not ask.

    Who decides the same again in the same words changes nothing. Days that are over, or for which
    the fee was charged meanwhile, can only be refused.
    Errors: `NotAllowed`, `ApprovesOwn`, `ApprovalDecided`, `ApprovalReachesBack`.
    Source: ISF-FEE-3, ISF-BIL-6, ISF-LED-3.
    """
    fund_id = FeeApproval.objects.values_list("fund_id", flat=True).get(pk=approval_id)
    fund = lock_fund(fund_id=fund_id)
    approval = FeeApproval.objects.select_for_update().get(pk=approval_id)
    check_authority(by=by, authority_id=fund.authority_id, roles=APPROVAL_ROLES)
    refuse_own(asked_by_id=approval.asked_by_id, by=by)
    said = (ApprovalState.APPROVED if approve else ApprovalState.REFUSED, reason, by.user_id)
    if said == (approval.state, approval.decision_reason, approval.decided_by_id):
        return approval
    if approval.state != ApprovalState.ASKED:
        raise ApprovalDecided(state=ApprovalState(approval.state))
    if approve:
        days = Days(starts_on=approval.starts_on, ends_on=approval.ends_on)
        check_not_charged(fund=fund, days=days, on=on)
    approval.state, approval.decision_reason, approval.decided_by_id = said
    approval.decided_at = at
    approval.save(update_fields=["state", "decided_at", "decided_by_id", "decision_reason"])
    record(approval=approval, action="FEE_APPROVAL_DECIDED", by=by, at=at)
    return approval


def lock_fund(*, fund_id: int) -> Fund:
    """The fund, so that no fee is charged meanwhile. Errors: `Fund.DoesNotExist`."""
    return Fund.objects.select_for_update(no_key=True).get(pk=fund_id)


def check_not_charged(*, fund: Fund, days: Days, on: date) -> None:
    """Refuse days that are over or charged for. Errors: `ApprovalReachesBack`. Source: FEE-3."""
    check_days(days=days, on=on, charged_through=charged(fund=fund).through_on)


def record(*, approval: FeeApproval, action: str, by: Actor, at: datetime) -> None:
    """Audit a step of an approval. Source: ISF-FEE-3."""
    audit.record(
        by=by,
        action=action,
        at=at,
        person_id=approval.fund.person_id,
        organisation_id=approval.fund.authority_id,
        subject=f"fee-approval:{approval.reference}",
        details={"state": str(approval.state), "starts_on": approval.starts_on.isoformat()},
    )
