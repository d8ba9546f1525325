"""Fees above the soft cap: asked for by one person at the council, decided by another."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.operations import audit
from accounts.permissions import can_role
from accounts.web import clock
from accounts.web.access import for_roles
from accounts.web.acting import Request
from isf.models import FeeApproval
from isf.operations import fee_approvals as operations
from isf.permissions import APPROVAL_ROLES, AUTHORITY_READERS, BUDGET_ROLES, ApprovesOwn
from isf.queries import agreements, fee_positions
from isf.rules.fee_approvals import ApprovalReachesBack
from isf.web.forms.agreements import ApprovalDecisionForm, ApprovalForm
from isf.web.presenters import agreements as presenters
from isf.web.presenters import fee_questions, refusals


@require_safe
@for_roles(*AUTHORITY_READERS)
def fee_approval_list(request: Request) -> HttpResponse:
    """Every higher fee that was asked for, those waiting first."""
    rows = list(agreements.list_approvals(by=request.actor))
    audit.listed(
        by=request.actor,
        person_ids=[row.fund.person_id for row in rows],
        what="FEE_APPROVAL",
        at=clock.now(),
    )
    context = {
        "cards": presenters.approvals(rows=rows, by=request.actor),
        "decides": can_role(
            by=request.actor,
            organisation_id=request.actor.organisation_id or 0,
            roles=APPROVAL_ROLES,
        ),
    }
    return render(request, "isf/fee_approval/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*BUDGET_ROLES)
def fee_approval_create(request: Request, reference: UUID) -> HttpResponse:
    """Ask a commissioner for a higher fee on some days."""
    detail = agreements.get(by=request.actor, reference=reference)
    form = ApprovalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.ask(
                fund_id=detail.agreement.fund_id,
                by=request.actor,
                at=clock.now(),
                on=clock.today(),
                **form.cleaned_data,
            )
        except ApprovalReachesBack as refusal:
            form.add_error("starts_on", str(refusals.words(refusal)))
        else:
            messages.success(request, "A commissioner other than you can now decide.")
            return redirect("isf:agreement-detail", reference=reference)
    page = presenters.page(detail=detail, by=request.actor)
    now = fee_positions.get_position(fund=detail.agreement.fund, on=clock.today())
    context = {"form": form, "page": page, "fee": fee_questions.today(now=now)}
    return render(request, "isf/fee_approval/create.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*APPROVAL_ROLES)
def fee_approval_decide(request: Request, reference: UUID) -> HttpResponse:
    """Approve or refuse; who asked is shown that somebody else must."""
    row = agreements.get_approval(by=request.actor, reference=reference)
    earliest = agreements.get_earliest_approval(fund=row.fund, on=clock.today())
    card = presenters.approval(row=row, by=request.actor, earliest=earliest)
    form = ApprovalDecisionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _decide(request, row, form)
    audit.viewed(
        by=request.actor, person_id=row.fund.person_id, what="FEE_APPROVAL", at=clock.now()
    )
    return render(
        request, "isf/fee_approval/decide.html", {"form": form, "card": card, "fee": _fee(row)}
    )


def _fee(row: FeeApproval) -> fee_questions.FeeQuestion:
    now, then = (
        fee_positions.get_position(fund=row.fund, on=day) for day in (clock.today(), row.starts_on)
    )
    return fee_questions.asked(now=now, then=then, starts_on=row.starts_on)


def _decide(request: Request, row: FeeApproval, form: ApprovalDecisionForm) -> HttpResponse:
    try:
        operations.decide(
            approval_id=row.pk,
            approve=form.cleaned_data["approve"] == "yes",
            reason=form.cleaned_data["reason"],
            by=request.actor,
            at=clock.now(),
            on=clock.today(),
        )
    except operations.ApprovalDecided as refusal:
        messages.info(request, str(refusals.words(refusal)))
    except (ApprovesOwn, ApprovalReachesBack) as refusal:
        messages.error(request, str(refusals.words(refusal)))
    else:
        messages.success(request, "Your decision was recorded.")
        return redirect("isf:fee-approval-list")
    return redirect("isf:fee-approval-decide", reference=row.reference)
