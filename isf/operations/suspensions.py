"""Suspensions: days on which an agreement stands still and earns no fee."""

from datetime import date, datetime

from accounts.operations import audit
from accounts.permissions import Actor
from isf.models import Agreement, Suspension
from isf.operations.transactions import money_transaction
from isf.permissions import BUDGET_ROLES, check_authority


class SuspensionReachesBack(Exception):
    """A suspension of days that have passed, or that ends before it starts (ISF-FEE-4)."""

    rule = "ISF-FEE-4"

    def __init__(self, *, earliest: date) -> None:
        self.earliest = earliest
        super().__init__(f"A suspension can begin on {earliest} at the earliest.")


@money_transaction
def suspend(
    *,
    fund_id: int,
    starts_on: date,
    ends_on: date | None,
    reason: str,
    by: Actor,
    at: datetime,
    on: date,
) -> Suspension:
    """Suspend an agreement on coming days: no fee is earned on them.

    Errors: `NotAllowed`, `SuspensionReachesBack`. Source: ISF-FEE-4.
    """
    agreement = Agreement.objects.select_for_update().select_related("fund").get(fund_id=fund_id)
    fund = agreement.fund
    check_authority(by=by, authority_id=fund.authority_id, roles=BUDGET_ROLES)
    if starts_on < on or (ends_on is not None and ends_on < starts_on):
        raise SuspensionReachesBack(earliest=on)
    suspension = Suspension.objects.create(
        agreement=agreement, starts_on=starts_on, ends_on=ends_on, reason=reason
    )
    audit.record(
        by=by,
        action="AGREEMENT_SUSPENDED",
        at=at,
        person_id=fund.person_id,
        organisation_id=fund.authority_id,
        subject=f"fund:{fund.reference}",
        details={"starts_on": starts_on.isoformat()},
    )
    return suspension
