"""Agreements: a part of a budget taken in one place, and its fee by version."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID, uuid4

from accounts.fields import to_money
from accounts.operations import audit
from accounts.permissions import Actor
from isf.enums import DeploymentKind, NoticeKind, Schedule
from isf.ledger import chain
from isf.models import (
    Agreement,
    AgreementVersion,
    Deployment,
    DeploymentRate,
    Fund,
    PersonalBudget,
)
from isf.operations import fee_approvals, tied_parts
from isf.operations.budgets import check_fits
from isf.operations.months import close_for_new
from isf.operations.posting import KeyReused, open_fund_accounts
from isf.operations.transactions import money_transaction
from isf.permissions import BUDGET_ROLES, check_authority
from isf.queries import deaths
from isf.queries.policies import get_policy
from isf.queries.terms import fee_terms
from isf.rules.fees import FeeVersion, check_cap, check_version
from isf.rules.tied_parts import NotByPart, Part


@money_transaction
def agree(
    *,
    budget_id: int,
    kind: DeploymentKind,
    holder_id: int | None,
    weekly_pence: int,
    starts_on: date,
    by: Actor,
    at: datetime,
    on: date,
    fee: FeeVersion | None = None,
    ends_on: date | None = None,
    schedule: Schedule | None = None,
    notice: tuple[NoticeKind, int] | None = None,
    approved: fee_approvals.Approved | None = None,
    silence_consented_on: date | None = None,
    reference: UUID | None = None,
    parts: Sequence[Part] = (),
) -> Fund:
    """Open a fund: the deployment, its first rate, its agreement with the fee, its accounts.

    `parts` are the purposes its money is tied to, if any; what the person spends themself, a
    direct payment, is not tied.

    The same reference with the same terms is the fund it opened before. Months the council has
    closed are closed for a new fund too. Weekly rate and fee in whole pence or basis points; what
    is not said comes from the policy.
    Errors: `NotAllowed`, `OverDeployed`, `FeeMissing`, `FeeAboveCap`, `KeyReused` for a reference
    that was used for other terms, `PersonDied`, `PartsImpossible`, `NotByPart`.
    Source: ISF-RES-1, -3, -5, ISF-FEE-1, -3, ISF-LED-3, -5, ISF-LIF-2.
    """
    budget = PersonalBudget.objects.select_for_update().get(pk=budget_id)
    check_authority(by=by, authority_id=budget.authority_id, roles=BUDGET_ROLES)
    reference = reference or uuid4()
    word = approved and (approved.starts_on, approved.ends_on, approved.by.user_id)
    terms: tuple[object, ...] = (budget.reference, kind, holder_id, weekly_pence, starts_on)
    terms += (ends_on, fee, schedule, notice, silence_consented_on, word, *parts)
    fingerprint = chain.request_hash(kind="AGREEMENT", inputs=map(str, terms))
    again = find_same(reference=reference, fingerprint=fingerprint)
    if again is not None:
        return again
    deaths.check_alive(person_id=budget.person_id)
    if parts and kind == DeploymentKind.DIRECT_PAYMENT:
        raise NotByPart(what="DIRECT_PAYMENT")
    policy = get_policy(authority_id=budget.authority_id, on=on)
    version = budget.versions.order_by("-number").first()
    if version is None:
        raise PersonalBudget.DoesNotExist
    deployment = Deployment.objects.create(
        budget=budget,
        kind=kind,
        schedule=schedule or policy.schedule,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    DeploymentRate.objects.create(
        deployment=deployment,
        version=version,
        starts_on=starts_on,
        weekly=to_money(weekly_pence),
    )
    check_fits(budget=budget, from_on=starts_on)
    fund = Fund.objects.create(
        reference=reference,
        deployment=deployment,
        person_id=budget.person_id,
        authority_id=budget.authority_id,
        holder_id=holder_id,
        kind=kind,
    )
    open_fund_accounts(fund=fund)
    close_for_new(fund=fund, by=by, at=at, on=on)
    kind_of_notice, days = notice or (NoticeKind(policy.notice_kind), policy.notice_days)
    agreement = Agreement.objects.create(
        fund=fund,
        notice_kind=kind_of_notice,
        notice_days=days,
        silence_consented_on=silence_consented_on,
        request_hash=fingerprint,
    )
    tied_parts.keep(agreement=agreement, fund=fund, parts=parts)
    if approved is not None:
        fee_approvals.give(fund=fund, approved=approved, by=by, at=at)
    if kind == DeploymentKind.ISF or fee is not None:
        fee = fee or FeeVersion(starts_on=starts_on)
        add_version(agreement=agreement, fee=fee, by=by, at=at, on=on)
    audit.record(
        by=by,
        action="AGREEMENT_MADE",
        at=at,
        person_id=fund.person_id,
        organisation_id=fund.authority_id,
        subject=f"fund:{fund.reference}",
        details={"kind": str(kind), "weekly_pence": weekly_pence, "starts_on": str(starts_on)},
    )
    return fund


def find_same(*, reference: UUID, fingerprint: str) -> Fund | None:
    """The fund a reference opened before, or None.

    Errors: `KeyReused` when its terms were others. Source: ISF-LED-3.
    """
    fund = Fund.objects.select_related("agreement").filter(reference=reference).first()
    if fund is not None and fund.agreement.request_hash != fingerprint:
        raise KeyReused(key=f"agreement:{reference}")
    return fund


def add_version(
    *, agreement: Agreement, fee: FeeVersion, by: Actor, at: datetime, on: date
) -> AgreementVersion:
    """Add a version of the fee after the rules have agreed, inside the caller's transaction.

    Errors: `FeeMissing`, `FeeAboveCap`. Source: ISF-FEE-1, ISF-FEE-3.
    """
    number = agreement.versions.count() + 1
    if fee.rate_bp is not None or fee.weekly_pence is not None:
        check_cap(terms=fee_terms(fund=agreement.fund), version=fee)
    check_version(version=fee, agreed_on=on, is_first=number == 1)
    return AgreementVersion.objects.create(
        agreement=agreement,
        number=number,
        agreed_on=on,
        starts_on=fee.starts_on,
        fee_rate_bp=fee.rate_bp,
        fee_weekly=None if fee.weekly_pence is None else to_money(fee.weekly_pence),
        recorded_at=at,
        recorded_by_id=by.user_id,
    )


@money_transaction
def change_fee(
    *, fund_id: int, fee: FeeVersion, by: Actor, at: datetime, on: date
) -> AgreementVersion:
    """Agree a new fee from a later day.

    Errors: `NotAllowed`, `FeeMissing`, `FeeAboveCap`, `PersonDied`.
    Source: ISF-FEE-1, ISF-FEE-3, ISF-LIF-2.
    """
    agreement = Agreement.objects.select_for_update().select_related("fund").get(fund_id=fund_id)
    fund = agreement.fund
    check_authority(by=by, authority_id=fund.authority_id, roles=BUDGET_ROLES)
    deaths.check_alive(person_id=fund.person_id)
    version = add_version(agreement=agreement, fee=fee, by=by, at=at, on=on)
    audit.record(
        by=by,
        action="AGREEMENT_FEE_CHANGED",
        at=at,
        person_id=fund.person_id,
        organisation_id=fund.authority_id,
        subject=f"fund:{fund.reference}",
        details={
            "rate_bp": fee.rate_bp,
            "weekly_pence": fee.weekly_pence,
            "starts_on": fee.starts_on.isoformat(),
        },
    )
    return version
