"""The numbers of a council as the tests have them; every test that needs another says which."""

from __future__ import annotations

from typing import Any

from accounts.enums import Role
from isf.enums import NoticeKind, Schedule
from isf.operations.policies import Numbers

USUAL: dict[str, Any] = {
    "soft_cap_bp": 1000,
    "hard_cap_bp": 1500,
    "notice_kind": NoticeKind.DAYS,
    "notice_days": 28,
    "surplus_weeks_isf": 4,
    "surplus_weeks_dp": 8,
    "tolerance_bp": 0,
    "approval_days": 10,
    "late_bill_days": 28,
    "case_days": 14,
    "bank_months": 12,
    "recovery_notice_days": 14,
    "expiry_months": None,
    "absence_funded_days": 28,
    "absence_apart_days": 7,
    "absence_review_day": 56,
    "contribution_days": 1,
    "lifts_hold": Role.SAFEGUARDING_LEAD,
    "schedule": Schedule.FOUR_WEEKLY,
    "may_not_buy": (),
    "ready_parts": (),
}


def usual_numbers(**changes: Any) -> Numbers:
    """What most councils publish, with changes."""
    return Numbers(**USUAL | changes)
