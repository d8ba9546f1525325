"""Reviews of unspent money: what is too much becomes a case, one at a time for each fund."""

from dataclasses import dataclass
from datetime import date, datetime

from accounts.permissions import Actor
from isf.enums import CaseState
from isf.models import Case, Fund
from isf.operations.cases import open_case
from isf.operations.transactions import money_transaction
from isf.permissions import RUN_ROLES, check_authority
from isf.queries.surplus import standing_of
from isf.rules.surplus import Standing, Surplus, review

RULE = "ISF-ROL-5"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """What a review of one fund found, in whole pence, and the case it opened now, if it did."""

    found: Surplus
    opened: Case | None


@money_transaction
def review_fund(*, fund_id: int, by: Actor, at: datetime, on: date) -> Reviewed:
    """Look at the unspent money of a fund, and open a case where it is too much.

    While a case is open, or where one was opened for that day or a later one, no other is opened:
    the same review again changes nothing. Units: whole pence. Errors: `NotAllowed`,
    `PolicyMissing`. Source: ISF-ROL-5, ISF-LED-3.
    """
    fund = Fund.objects.select_related("deployment").select_for_update(of=("self",), no_key=True)
    fund_ = fund.get(pk=fund_id)
    check_authority(by=by, authority_id=fund_.authority_id, roles=RUN_ROLES)
    standing = standing_of(fund=fund_, on=on)
    found = review(standing=standing)
    opened = None
    if found.is_case and not is_under_review(fund=fund_, on=on):
        number = Case.objects.filter(fund=fund_, rule=RULE).count() + 1
        opened = open_case(
            fund=fund_,
            rule=RULE,
            key=f"surplus:{fund_.reference}:{number}",
            figures=figures_of(standing=standing, found=found),
            on=on,
            by=by,
            at=at,
        )
    return Reviewed(found=found, opened=opened)


def figures_of(*, standing: Standing, found: Surplus) -> dict[str, int | str]:
    """What a case of unspent money keeps of the day it was opened on, in whole pence.

    Source: ISF-ROL-5 (the figures).
    """
    return {
        "posted": standing.posted_pence,
        "reserved": standing.reserved_pence,
        "later": standing.later_pence,
        "resting": min(standing.resting_pence, standing.later_pence),
        "overdue": standing.overdue_pence,
        "uncommitted": found.uncommitted_pence,
        "threshold": found.threshold_pence,
        "expired": found.expired_pence,
    }


def is_under_review(*, fund: Fund, on: date) -> bool:
    """Whether a case of unspent money is open, or was opened for that day or later.

    Source: ISF-ROL-5.
    """
    cases = Case.objects.filter(fund=fund, rule=RULE)
    return cases.filter(state=CaseState.OPEN).exists() or cases.filter(opened_on__gte=on).exists()
