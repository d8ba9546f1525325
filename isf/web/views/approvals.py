"""Fees above the soft cap: asked for by one person at the council, decided by another."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.operations import audit
from accounts.web import clock
from accounts.web.access import for_roles
from accounts.web.acting import Request
from isf.models import FeeApproval
from isf.operations import agreements as operations
from isf.permissions import APPROVAL_ROLES, AUTHORITY_READERS, BUDGET_ROLES
from isf.queries import agreements
from isf.web.forms.agreements import ApprovalDecisionForm, ApprovalForm
from isf.web.presenters import agreements as presenters


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
    cards = presenters.approvals(rows=rows, by=request.actor)
    return render(request, "isf/fee_approval/list.html", {"cards": cards})


@require_http_methods(["GET", "POST"])
@for_roles(*BUDGET_ROLES)
def fee_approval_create(request: Request, reference: UUID) -> HttpResponse:
    """Ask a commissioner for a higher fee on some days."""
    detail = agreements.get(by=request.actor, reference=reference)
    form = ApprovalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        operations.ask_approval(
            fund_id=detail.agreement.fund_id,
            by=request.actor,
            at=clock.now(),
            **form.cleaned_data,
        )
        messages.success(request, "A commissioner other than you can now decide.")
        return redirect("isf:agreement-detail", reference=reference)
    page = presenters.page(detail=detail, by=request.actor)
    return render(request, "isf/fee_approval/create.html", {"form": form, "page": page})


@require_http_methods(["GET", "POST"])
@for_roles(*APPROVAL_ROLES)
def fee_approval_decide(request: Request, reference: UUID) -> HttpResponse:
    """Approve or refuse; who asked is shown that somebody else must."""
    row = agreements.get_approval(by=request.actor, reference=reference)
    card = presenters.approval(row=row, by=request.actor)
    form = ApprovalDecisionForm(request.POST or None)
    if request.method == "POST" and not card.may_decide:
        raise Http404
    if request.method == "POST" and form.is_valid():
        return _decide(request, row, form)
    audit.viewed(
        by=request.actor, person_id=row.fund.person_id, what="FEE_APPROVAL", at=clock.now()
    )
    return render(request, "isf/fee_approval/decide.html", {"form": form, "card": card})


def _decide(request: Request, row: FeeApproval, form: ApprovalDecisionForm) -> HttpResponse:
    try:
        operations.decide_approval(
            approval_id=row.pk,
            approve=form.cleaned_data["approve"] == "yes",
            reason=form.cleaned_data["reason"],
            by=request.actor,
            at=clock.now(),
        )
    except operations.ApprovalDecided:
        messages.info(request, "Somebody else decided at the same moment; theirs stands.")
    else:
        messages.success(request, "Your decision was recorded.")
    return redirect("isf:fee-approval-list")
