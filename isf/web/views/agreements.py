"""Agreements: made, read, their fee changed, suspended."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.operations import audit
from accounts.web import clock
from accounts.web.access import for_roles, signed_in
from accounts.web.acting import Request
from isf.enums import DeploymentKind, NoticeKind, Schedule
from isf.models import Fund, PersonalBudget
from isf.operations import agreements as operations
from isf.operations import posting, suspensions
from isf.permissions import BUDGET_ROLES
from isf.queries import agreements, budgets, policies
from isf.rules.deaths import PersonDied
from isf.rules.deployments import OverDeployed
from isf.rules.fees import FeeAboveCap, FeeMissing
from isf.web.forms.agreements import AgreementForm, FeeForm, SuspensionForm
from isf.web.presenters import agreements as presenters
from isf.web.presenters import refusals


@require_safe
@signed_in
def agreement_detail(request: Request, reference: UUID) -> HttpResponse:
    """What was agreed, with every change of it."""
    detail = agreements.get(by=request.actor, reference=reference)
    audit.viewed(
        by=request.actor,
        person_id=detail.agreement.fund.person_id,
        what="AGREEMENT",
        at=clock.now(),
        subject=f"agreement:{reference}",
    )
    page = presenters.page(detail=detail, by=request.actor)
    return render(request, "isf/agreement/detail.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*BUDGET_ROLES)
def agreement_create(request: Request, budget: UUID) -> HttpResponse:
    """Take a part of a budget in one place, on stated terms."""
    found = agreements.get_budget(by=request.actor, reference=budget)
    try:
        policy = policies.get_policy(authority_id=found.authority_id, on=clock.today())
    except policies.PolicyMissing as refusal:
        messages.error(request, str(refusals.words(refusal)))
        return redirect("isf:policy-list")
    form = AgreementForm(
        request.POST or None,
        holders=agreements.list_holders(),
        ready=policies.ready_parts(policy=policy),
        initial={
            "token": uuid4(),
            "tied": "",
            "kind": DeploymentKind.ISF,
            "schedule": policy.schedule,
            "notice_kind": policy.notice_kind,
            "notice_days": policy.notice_days,
            **_still_free(request, budget),
        },
    )
    fund = _agree(request, found, form) if request.method == "POST" and form.is_valid() else None
    if fund is not None:
        messages.success(request, "The agreement was made and the fund is open.")
        return redirect("isf:fund-detail", reference=fund.reference)
    context = {"form": form, "person": found.person, "budget": budget}
    return render(request, "isf/agreement/create.html", context)


def _still_free(request: Request, budget: UUID) -> dict[str, Any]:
    """What is left to agree, and from when; today where nothing is."""
    free = budgets.get(by=request.actor, reference=budget, on=clock.today()).free
    if free is None:
        return {"starts_on": clock.today()}
    return {"starts_on": free.starts_on, "weekly": free.weekly_pence}


def _agree(request: Request, budget: PersonalBudget, form: AgreementForm) -> Fund | None:
    said = form.cleaned_data
    try:
        return operations.agree(
            budget_id=budget.pk,
            kind=DeploymentKind(said["kind"]),
            holder_id=said["holder"].pk if said["holder"] else None,
            weekly_pence=said["weekly"],
            starts_on=said["starts_on"],
            fee=form.version(starts_on=said["starts_on"]),
            schedule=Schedule(said["schedule"]),
            notice=(NoticeKind(said["notice_kind"]), said["notice_days"]),
            silence_consented_on=clock.today() if said["silence"] else None,
            by=request.actor,
            at=clock.now(),
            on=clock.today(),
            reference=said["token"],
            parts=said["parts"],
        )
    except (posting.KeyReused, PersonDied) as refusal:
        form.add_error(None, str(refusals.words(refusal)))
    except OverDeployed as refusal:
        form.add_error("weekly", presenters.too_much(refusal))
    except FeeAboveCap as refusal:
        form.add_error("fee_kind", presenters.too_high(refusal))
    except FeeMissing as refusal:
        form.add_error("fee_kind", presenters.too_early(refusal))
    return None


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*BUDGET_ROLES)
def agreement_fee(request: Request, reference: UUID) -> HttpResponse:
    """Another fee from a later day."""
    detail = agreements.get(by=request.actor, reference=reference)
    form = FeeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        fee = form.version()
        try:
            if fee is not None:
                operations.change_fee(
                    fund_id=detail.agreement.fund_id,
                    fee=fee,
                    by=request.actor,
                    at=clock.now(),
                    on=clock.today(),
                )
        except PersonDied as refusal:
            form.add_error(None, str(refusals.words(refusal)))
        except FeeAboveCap as refusal:
            form.add_error("fee_kind", presenters.too_high(refusal))
        except FeeMissing as refusal:
            form.add_error("fee_from", presenters.too_early(refusal))
        else:
            messages.success(request, "The new fee was agreed.")
            return redirect("isf:agreement-detail", reference=reference)
    page = presenters.page(detail=detail, by=request.actor)
    return render(request, "isf/agreement/fee.html", {"form": form, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*BUDGET_ROLES)
def agreement_suspend(request: Request, reference: UUID) -> HttpResponse:
    """Coming days on which the agreement stands still."""
    detail = agreements.get(by=request.actor, reference=reference)
    form = SuspensionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            suspensions.suspend(
                fund_id=detail.agreement.fund_id,
                by=request.actor,
                at=clock.now(),
                on=clock.today(),
                **form.cleaned_data,
            )
        except suspensions.SuspensionReachesBack:
            form.add_error("starts_on", "Choose today or a later day.")
        else:
            messages.success(request, "No fee is earned on these days.")
            return redirect("isf:agreement-detail", reference=reference)
    page = presenters.page(detail=detail, by=request.actor)
    return render(request, "isf/agreement/suspend.html", {"form": form, "page": page})
