"""Safeguarding holds: listed, put and lifted by the few who may know of them."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.operations import audit
from accounts.web import clock
from accounts.web.access import for_roles
from accounts.web.acting import Request
from isf.operations import safeguards as operations
from isf.operations.posting import KeyReused
from isf.permissions import SAFEGUARDING_ROLES, check_lifts_hold
from isf.queries import funds, holds
from isf.queries.policies import get_policy
from isf.rules.holds import HoldReasonMissing
from isf.web.forms.holds import HoldForm, LiftForm
from isf.web.presenters import funds as fund_words
from isf.web.presenters import holds as presenters
from isf.web.presenters import refusals


def _lifter(authority_id: int) -> str:
    """The role that lifts holds today."""
    return get_policy(authority_id=authority_id, on=clock.today()).lifts_hold


@require_safe
@for_roles(*SAFEGUARDING_ROLES)
def hold_list(request: Request) -> HttpResponse:
    """Every hold of the council, those that are on first."""
    found = list(holds.list_holds(by=request.actor))
    people = [hold.person_id or (hold.fund.person_id if hold.fund else 0) for hold in found]
    audit.listed(
        by=request.actor,
        person_ids=[person for person in people if person],
        what="HOLD",
        at=clock.now(),
    )
    role = _lifter(found[0].authority_id) if found else ""
    lines = presenters.lines(holds=found, by=request.actor, role=role)
    return render(request, "isf/hold/list.html", {"lines": lines})


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*SAFEGUARDING_ROLES)
def hold_create(request: Request, reference: UUID) -> HttpResponse:
    """Stop new orders and payments: of a fund, a person, or a provider."""
    fund = funds.get(by=request.actor, reference=reference)
    form = HoldForm(
        request.POST or None,
        fund=fund,
        providers=holds.list_providers(fund=fund),
        initial={"token": uuid4()},
    )
    if request.method == "POST" and form.is_valid():
        try:
            operations.put(
                authority_id=fund.authority_id,
                reference=form.reference(),
                target=form.target(),
                reason=form.cleaned_data["reason"],
                by=request.actor,
                at=clock.now(),
                on=clock.today(),
            )
        except (KeyReused, HoldReasonMissing) as refusal:
            form.add_error(None, str(refusals.words(refusal)))
        else:
            messages.success(request, "The hold is on: nothing new is ordered or paid there.")
            return redirect("isf:hold-list")
    caption = fund_words.caption(fund=fund, by=request.actor)
    return render(request, "isf/hold/create.html", {"form": form, "caption": caption})


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*SAFEGUARDING_ROLES)
def hold_lift(request: Request, reference: UUID) -> HttpResponse:
    """Let orders and payments go on."""
    hold = holds.get(by=request.actor, reference=reference)
    role = _lifter(hold.authority_id)
    check_lifts_hold(by=request.actor, authority_id=hold.authority_id, role=role)
    form = LiftForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            lifted = operations.lift(
                hold_id=hold.pk,
                reason=form.cleaned_data["reason"],
                by=request.actor,
                at=clock.now(),
                on=clock.today(),
            )
        except HoldReasonMissing as refusal:
            form.add_error("reason", str(refusals.words(refusal)))
        else:
            messages.success(request, presenters.let_go(lifted=lifted))
            return redirect("isf:hold-list")
    line = presenters.line(hold=hold, by=request.actor, role=role)
    return render(request, "isf/hold/lift.html", {"form": form, "line": line})
