"""An agreement in plain words: the fee by date, notice, suspensions, approvals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from accounts.fields import to_pence
from accounts.permissions import Actor, can_role
from accounts.web.presenters import wording as words_for
from isf.enums import ApprovalState
from isf.models import AgreementVersion, FeeApproval
from isf.permissions import APPROVAL_ROLES, BUDGET_ROLES
from isf.queries.agreements import AgreementDetail
from isf.rules.deployments import OverDeployed
from isf.rules.fee_approvals import ApprovalReachesBack
from isf.rules.fees import FeeAboveCap, FeeMissing
from isf.web.presenters import funds, refusals, tied_parts, wording
from isf.web.presenters.funds import Caption


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """The fee from a day."""

    starts_on: date
    agreed_on: date
    fee: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalCard:
    """A fee above the limit that was asked for, and what was said."""

    reference: UUID
    who: str
    fund: str
    fund_reference: UUID
    days: str
    reason: str
    answer: str
    state: str
    state_colour: str
    may_decide: bool
    is_own: bool
    too_late: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementPage:
    """Everything the page of an agreement says."""

    reference: UUID
    caption: Caption
    kind: str
    explained: str
    schedule: str
    notice: str
    silence: str
    versions: tuple[Version, ...]
    suspensions: tuple[tuple[str, str], ...]
    approvals: tuple[ApprovalCard, ...]
    parts: tuple[tied_parts.Agreed, ...]
    may_change: bool


def page(*, detail: AgreementDetail, by: Actor) -> AgreementPage:
    """The page of an agreement for somebody."""
    agreement, fund = detail.agreement, detail.agreement.fund
    consented = agreement.silence_consented_on
    return AgreementPage(
        reference=agreement.reference,
        caption=funds.caption(fund=fund, by=by),
        kind=wording.FUND_KINDS[fund.kind],
        explained=wording.FUND_KINDS_EXPLAINED[fund.kind],
        schedule=wording.SCHEDULES[fund.deployment.schedule],
        notice=wording.notice(kind=agreement.notice_kind, days=agreement.notice_days),
        silence=f"Yes, since {words_for.day(on=consented)}" if consented else "No",
        versions=tuple(_version(row) for row in detail.versions),
        suspensions=tuple(
            (words_for.days(starts_on=row.starts_on, ends_on=row.ends_on), row.reason)
            for row in detail.suspensions
        ),
        approvals=approvals(rows=detail.approvals, by=by),
        parts=tied_parts.agreed(parts=detail.parts),
        may_change=can_role(by=by, organisation_id=fund.authority_id, roles=BUDGET_ROLES),
    )


def _version(row: AgreementVersion) -> Version:
    weekly = None if row.fee_weekly is None else to_pence(row.fee_weekly)
    return Version(
        starts_on=row.starts_on,
        agreed_on=row.agreed_on,
        fee=wording.fee(rate_bp=row.fee_rate_bp, weekly_pence=weekly),
    )


def approvals(*, rows: Iterable[FeeApproval], by: Actor) -> tuple[ApprovalCard, ...]:
    """Fees above the limit, each with whether the reader may decide about it."""
    return tuple(approval(row=row, by=by) for row in rows)


COLOURS = {
    ApprovalState.ASKED: "yellow",
    ApprovalState.APPROVED: "green",
    ApprovalState.REFUSED: "red",
}


def approval(*, row: FeeApproval, by: Actor, earliest: date | None = None) -> ApprovalCard:
    """One of them. Nobody decides about what they asked for; `earliest` is what may be approved."""
    is_own = by.user_id is not None and by.user_id == row.asked_by_id
    may = can_role(by=by, organisation_id=row.fund.authority_id, roles=APPROVAL_ROLES)
    return ApprovalCard(
        reference=row.reference,
        who=row.fund.person.full_name,
        fund=funds.title(row.fund),
        fund_reference=row.fund.reference,
        days=words_for.days(starts_on=row.starts_on, ends_on=row.ends_on),
        reason=row.reason,
        answer=row.decision_reason,
        state=wording.APPROVAL_STATES[row.state],
        state_colour=COLOURS[ApprovalState(row.state)],
        may_decide=may and not is_own and row.state == ApprovalState.ASKED,
        is_own=is_own,
        too_late=_too_late(row, earliest=earliest),
    )


def _too_late(row: FeeApproval, *, earliest: date | None) -> str:
    if earliest is None or row.starts_on >= earliest or row.state != ApprovalState.ASKED:
        return ""
    refusal = ApprovalReachesBack(starts_on=row.starts_on, earliest=earliest)
    return str(refusals.words(refusal))


def too_high(refusal: FeeAboveCap) -> str:
    """A fee above the limit, and what to do about it."""
    limit = wording.percent(bp=refusal.cap_bp)
    if refusal.approved:
        return f"The fee cannot be above {limit} of the weekly money, even with approval."
    return f"Without approval the fee can be at most {limit}. Ask a commissioner first."


def too_early(refusal: FeeMissing) -> str:
    """A new fee that begins too early."""
    if refusal.must_be_after is None:
        return "Say the management fee before any money is paid in."
    return f"Choose a day after {words_for.day(on=refusal.must_be_after)}."


def too_much(refusal: OverDeployed) -> str:
    """Parts that are more than the budget, with both sums."""
    parts = words_for.pounds(pence=refusal.deployed_pence)
    whole = words_for.pounds(pence=refusal.budget_pence)
    day = words_for.day(on=refusal.day)
    return f"On {day} the parts would be {parts} a week, but the budget is {whole}."
