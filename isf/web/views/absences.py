"""Time away: read by all who see the budget, recorded and corrected by the care manager."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.operations import audit
from accounts.web import clock
from accounts.web.access import signed_in
from accounts.web.acting import Request
from isf.models import PersonalBudget
from isf.operations import absences as changes
from isf.operations.posting import KeyReused
from isf.permissions import KEEPER_ROLES, check_authority, check_tells_absence
from isf.queries import absences, budgets, funds
from isf.queries.policies import PolicyMissing
from isf.rules.absences import StayImpossible, StaysOverlap
from isf.rules.deaths import PersonDied
from isf.web.forms.absences import AwayForm, ChangeForm
from isf.web.presenters import absences as presenters
from isf.web.presenters import funds as fund_words
from isf.web.presenters import refusals

REFUSED = (
    StayImpossible,
    StaysOverlap,
    KeyReused,
    PersonDied,
    PolicyMissing,
    changes.AbsenceChanged,
    changes.ReasonMissing,
)


def _page(request: Request, budget: PersonalBudget) -> presenters.Page:
    lines = absences.list_lines(budget_id=budget.pk)
    return presenters.page(budget=budget, lines=lines, by=request.actor)


def _to_change(request: Request, budget: PersonalBudget) -> None:
    """Only the care manager's office; to all others there is no such page."""
    check_authority(by=request.actor, authority_id=budget.authority_id, roles=KEEPER_ROLES)


def _kept(request: Request, form: AwayForm, keep: Callable[..., object]) -> bool:
    """Whether what was typed is kept; if not, the form says why."""
    try:
        keep(
            reference=form.reference(),
            stay=form.stay(),
            by=request.actor,
            at=clock.now(),
            on=clock.today(),
        )
    except REFUSED as refusal:
        form.add_error(None, str(refusals.words(refusal)))
        return False
    return True


@require_safe
@signed_in
def absence_list(request: Request, reference: UUID) -> HttpResponse:
    """When a person was away, and what each time means for their money."""
    budget = budgets.find(by=request.actor, reference=reference)
    audit.viewed(
        by=request.actor,
        person_id=budget.person_id,
        what="ABSENCES",
        at=clock.now(),
        subject=f"budget:{reference}",
    )
    return render(request, "isf/absence/list.html", {"page": _page(request, budget)})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def absence_create(request: Request, reference: UUID) -> HttpResponse:
    """Record that somebody is or was away."""
    budget = budgets.find(by=request.actor, reference=reference)
    _to_change(request, budget)
    form = AwayForm(request.POST or None, initial={"token": uuid4()})
    record = partial(changes.record, budget_id=budget.pk)
    if request.method == "POST" and form.is_valid() and _kept(request, form, record):
        messages.success(request, "The time away was recorded.")
        return redirect("isf:absence-list", reference=reference)
    context = {"form": form, "page": _page(request, budget)}
    return render(request, "isf/absence/create.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def absence_edit(request: Request, reference: UUID) -> HttpResponse:
    """Record the return, or correct what was recorded."""
    absence = absences.get(by=request.actor, reference=reference)
    _to_change(request, absence.budget)
    last = absences.get_last(absence=absence)
    initial = {
        "first_on": last.stay.first_on,
        "returned_on": last.stay.returned_on,
        "seen": last.number,
    }
    form = ChangeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            changes.change(
                absence_id=absence.pk,
                seen=form.cleaned_data["seen"],
                said=form.said(),
                by=request.actor,
                at=clock.now(),
                on=clock.today(),
            )
        except changes.ReasonMissing as refusal:
            form.add_error("reason", str(refusals.words(refusal)))
        except REFUSED as refusal:
            form.add_error(None, str(refusals.words(refusal)))
        else:
            messages.success(request, "What you recorded counts now.")
            return redirect("isf:absence-list", reference=absence.budget.reference)
    page = _page(request, absence.budget)
    line = next(line for line in page.lines if line.reference == reference)
    return render(request, "isf/absence/edit.html", {"form": form, "page": page, "line": line})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def absence_tell(request: Request, reference: UUID) -> HttpResponse:
    """The person, or the holder of the fund, tells the council."""
    fund = funds.get(by=request.actor, reference=reference)
    check_tells_absence(by=request.actor, fund=fund)
    form = AwayForm(request.POST or None, initial={"token": uuid4()})
    tell = partial(changes.tell, fund_id=fund.pk)
    if request.method == "POST" and form.is_valid() and _kept(request, form, tell):
        messages.success(request, "The council was told. Its care manager looks at it.")
        return redirect("isf:fund-detail", reference=reference)
    caption = fund_words.caption(fund=fund, by=request.actor)
    return render(request, "isf/absence/tell.html", {"form": form, "caption": caption})
