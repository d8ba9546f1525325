"""Unspent money to be taken back: decided, read about, saved for something instead, taken."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.operations import audit
from accounts.web import clock
from accounts.web.access import for_roles, signed_in
from accounts.web.acting import Request
from isf.models import Case, Recovery
from isf.operations import banking
from isf.operations import recoveries as operations
from isf.operations.cases import CaseDecided
from isf.operations.posting import InsufficientFunds, KeyReused
from isf.permissions import CASE_ROLES, RUN_ROLES, ApprovesOwn, check_bank
from isf.queries import cases, recoveries
from isf.rules.banking import BankedForThePast, BankedNothing, BankedTooLong
from isf.rules.deaths import PersonDied
from isf.rules.holds import OnHold
from isf.rules.placing import FundNotOpen
from isf.rules.surplus import RecoveryTooEarly, RecoveryTooMuch
from isf.rules.tied_parts import NotByPart
from isf.web.forms.recoveries import InsteadForm, RecoveryForm
from isf.web.presenters import recoveries as presenters
from isf.web.presenters import refusals

NOT_SAVED = (
    BankedForThePast,
    BankedNothing,
    BankedTooLong,
    FundNotOpen,
    InsufficientFunds,
    KeyReused,
    PersonDied,
    operations.RecoveryOver,
)
NOT_TAKEN = (
    ApprovesOwn,
    OnHold,
    RecoveryTooEarly,
    RecoveryTooMuch,
    operations.RecoveryOver,
    operations.SavedInstead,
)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*CASE_ROLES)
def recovery_create(request: Request, reference: UUID) -> HttpResponse:
    """Decide to take unspent money back; the person gets a letter and the days of notice."""
    case = cases.get_surplus(by=request.actor, reference=reference)
    form = RecoveryForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _decided(request, case, form):
        return redirect("isf:case-detail", reference=reference)
    context = {"form": form, "case": case, "sum": presenters.sum_of(case=case)}
    return render(request, "isf/recovery/create.html", context)


def _decided(request: Request, case: Case, form: RecoveryForm) -> bool:
    try:
        operations.decide(
            case_id=case.pk,
            pence=form.cleaned_data["pence"],
            reason=form.cleaned_data["reason"],
            by=request.actor,
            at=clock.now(),
            on=clock.today(),
        )
    except RecoveryTooMuch as refusal:
        form.add_error("pence", str(refusals.words(refusal)))
        return False
    except (CaseDecided, NotByPart, PersonDied) as refusal:
        messages.info(request, str(refusals.words(refusal)))
        return True
    messages.success(request, "It was decided, and the letter to the person is prepared.")
    return True


@require_safe
@signed_in
def recovery_detail(request: Request, reference: UUID) -> HttpResponse:
    """What the council would like back, by when to answer, and how."""
    recovery = recoveries.get(by=request.actor, reference=reference)
    audit.viewed(
        by=request.actor,
        person_id=recovery.fund.person_id,
        what="RECOVERY",
        at=clock.now(),
        subject=f"recovery:{reference}",
    )
    page = presenters.page(recovery=recovery, by=request.actor, on=clock.today())
    return render(request, "isf/recovery/detail.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def recovery_save(request: Request, reference: UUID) -> HttpResponse:
    """Save the money for something instead."""
    recovery = recoveries.get(by=request.actor, reference=reference)
    check_bank(by=request.actor, fund=recovery.fund)
    form = InsteadForm(request.POST or None, initial={"token": uuid4(), "pence": recovery.pence})
    if request.method == "POST" and form.is_valid() and _saved(request, recovery, form):
        messages.success(request, "The money is saved. The council reads this where it decides.")
        return redirect("isf:recovery-detail", reference=reference)
    page = presenters.page(recovery=recovery, by=request.actor, on=clock.today())
    return render(request, "isf/recovery/save.html", {"page": page, "form": form})


def _saved(request: Request, recovery: Recovery, form: InsteadForm) -> bool:
    said = form.cleaned_data
    wish = banking.Wish(
        reference=said["token"],
        name=said["name"],
        target_on=said["target_on"],
        pence=said["pence"],
    )
    try:
        operations.answer(
            recovery_id=recovery.pk,
            wish=wish,
            by=request.actor,
            at=clock.now(),
            on=clock.today(),
        )
    except NOT_SAVED as refusal:
        form.add_error(None, str(refusals.words(refusal)))
        return False
    return True


@require_POST
@for_roles(*RUN_ROLES)
def recovery_take(request: Request, reference: UUID) -> HttpResponse:
    """Take back what was decided, once the days of notice are over."""
    recovery = recoveries.get(by=request.actor, reference=reference)
    try:
        done = operations.recover(
            recovery_id=recovery.pk, by=request.actor, at=clock.now(), on=clock.today()
        )
    except NOT_TAKEN as refusal:
        messages.error(request, str(refusals.words(refusal)))
    else:
        messages.success(request, presenters.taken(pence=done.pence))
    return redirect("isf:recovery-detail", reference=reference)
