"""An authority's numbers as the commissioner reads them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from accounts.enums import Role
from accounts.web.presenters import words
from isf.models import Policy
from isf.operations.policies import Numbers
from isf.queries.policies import ready_parts
from isf.web.presenters import tied_parts, wording


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyCard:
    """One version: from when, whether it holds now, and each number in words."""

    starts_on: date
    recorded_at: object
    standing: str
    colour: str
    facts: tuple[tuple[str, str], ...]


def cards(*, policies: Iterable[Policy], today: date) -> tuple[PolicyCard, ...]:
    """Every version, the newest first; the last that has begun is the one that holds."""
    rows = sorted(policies, key=lambda row: (row.starts_on, row.pk), reverse=True)
    holding = next((row.pk for row in rows if row.starts_on <= today), None)
    return tuple(_card(row, holding=holding, today=today) for row in rows)


def _card(row: Policy, *, holding: int | None, today: date) -> PolicyCard:
    standing, colour = "Over", "grey"
    if row.pk == holding:
        standing, colour = "Holds now", "green"
    elif row.starts_on > today:
        standing, colour = "To come", "blue"
    return PolicyCard(
        starts_on=row.starts_on,
        recorded_at=row.recorded_at,
        standing=standing,
        colour=colour,
        facts=facts(row),
    )


def facts(row: Policy | Numbers) -> tuple[tuple[str, str], ...]:
    """Each number with its name, in words."""
    return (
        ("Highest fee without approval", wording.percent(bp=row.soft_cap_bp)),
        ("Highest fee with approval", wording.percent(bp=row.hard_cap_bp)),
        ("Notice", wording.notice(kind=row.notice_kind, days=row.notice_days)),
        ("Money is paid in", wording.SCHEDULES[row.schedule]),
        ("Silence approves a bill after", wording.counted(row.approval_days, "day")),
        ("More than ordered may be billed", wording.percent(bp=row.tolerance_bp)),
        ("To send or correct a bill", wording.counted(row.late_bill_days, "day")),
        ("To decide a case", wording.counted(row.case_days, "day")),
        ("Money may be saved for", wording.counted(row.bank_months, "month")),
        ("Time away", _away(row)),
        ("A week of contribution is settled", _settled(row)),
        ("A safeguarding hold is lifted by", words.ROLES[Role(row.lifts_hold)]),
        ("Unspent money is looked at above", _weeks(row)),
        ("Notice before it is taken back", wording.counted(row.recovery_notice_days, "day")),
        ("Money expires after", _expiry(row)),
        ("A budget may not buy", ", ".join(row.may_not_buy) or "Nothing is listed"),
        ("Purposes ready to choose", _ready(row)),
    )


def _ready(row: Policy | Numbers) -> str:
    sets = row.ready_parts if isinstance(row, Numbers) else ready_parts(policy=row)
    return "; ".join(tied_parts.in_words(one) for one in sets) or "None"


def _expiry(row: Policy | Numbers) -> str:
    months = row.expiry_months
    return "It does not expire" if months is None else wording.counted(months, "month")


def _weeks(row: Policy | Numbers) -> str:
    funds = wording.counted(row.surplus_weeks_isf, "week")
    return f"{funds} in a fund, {row.surplus_weeks_dp} in a direct payment"


def _settled(row: Policy | Numbers) -> str:
    return f"{wording.counted(row.contribution_days, 'day')} after its Sunday"


def _away(row: Policy | Numbers) -> str:
    funded = wording.counted(row.absence_funded_days, "day")
    apart = wording.counted(row.absence_apart_days, "day")
    return (
        f"{funded} funded; home for less than {apart} does not interrupt it; "
        f"looked at again on day {row.absence_review_day}"
    )
