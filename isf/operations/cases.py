"""Cases: work with an owner, a due day, the figures, a decision and its reason."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from accounts.enums import Role
from accounts.operations import audit
from accounts.permissions import Actor
from isf.enums import CaseState, RecoveryState
from isf.models import Case, Fund, Recovery
from isf.operations.transactions import money_transaction
from isf.permissions import CASE_ROLES, check_authority
from isf.queries.policies import get_policy


class CaseDecided(Exception):
    """A case that was decided before."""

    rule = "CASE"


def open_case(
    *,
    fund: Fund,
    rule: str,
    key: str,
    figures: Mapping[str, int | str],
    on: date,
    by: Actor,
    at: datetime,
    owner_role: Role = Role.CARE_MANAGER,
) -> Case:
    """Open a case once per key, inside the caller's transaction; figures in whole pence.

    Source: conventions of `isf-rules.md`.
    """
    policy = get_policy(authority_id=fund.authority_id, on=on)
    case, created = Case.objects.get_or_create(
        key=key,
        defaults={
            "authority_id": fund.authority_id,
            "fund": fund,
            "rule": rule,
            "opened_on": on,
            "due_on": on + timedelta(days=policy.case_days),
            "owner_role": owner_role,
            "figures": dict(figures),
        },
    )
    if created:
        audit.record(
            by=by,
            action="CASE_OPENED",
            at=at,
            person_id=fund.person_id,
            organisation_id=fund.authority_id,
            subject=f"case:{case.reference}",
            details={"rule": rule},
        )
    return case


@money_transaction
def decide(*, case_id: int, decision: str, reason: str, by: Actor, at: datetime) -> Case:
    """Write down what was decided about a case, and why.

    Who decides the same again in the same words changes nothing. Money that was to be taken back
    stays then.
    Errors: `NotAllowed`, `CaseDecided`. Source: conventions of `isf-rules.md`, ISF-LED-3.
    """
    case = Case.objects.select_for_update().select_related("fund").get(pk=case_id)
    check_authority(by=by, authority_id=case.authority_id, roles=CASE_ROLES)
    if case.state == CaseState.DECIDED:
        if (case.decision, case.reason, case.decided_by_id) == (decision, reason, by.user_id):
            return case
        raise CaseDecided("This case has been decided.")
    settle(case=case, decision=decision, reason=reason, by=by, at=at)
    Recovery.objects.filter(case=case, state=RecoveryState.NOTICED).update(
        state=RecoveryState.DROPPED
    )
    return case


def settle(*, case: Case, decision: str, reason: str, by: Actor, at: datetime) -> None:
    """Write a decision on a case that waits, inside the caller's transaction.

    Source: conventions of `isf-rules.md`.
    """
    case.state, case.decision, case.reason = CaseState.DECIDED, decision, reason
    case.decided_at, case.decided_by_id = at, by.user_id
    case.save(update_fields=["state", "decision", "reason", "decided_at", "decided_by_id"])
    audit.record(
        by=by,
        action="CASE_DECIDED",
        at=at,
        person_id=case.fund.person_id,
        organisation_id=case.authority_id,
        subject=f"case:{case.reference}",
    )
