"""A death: recorded in two steps by the council, and corrected where it was wrong."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.operations import audit
from accounts.web import clock
from accounts.web.access import signed_in
from accounts.web.acting import Request
from isf.models import PersonalBudget
from isf.operations import deaths
from isf.operations.posting import KeyReused
from isf.permissions import BUDGET_ROLES, check_authority
from isf.queries import budgets
from isf.queries import deaths as reads
from isf.queries.policies import PolicyMissing
from isf.rules import deaths as rules
from isf.rules.deployments import OverDeployed
from isf.web.forms.deaths import CorrectionForm, DeathForm
from isf.web.presenters import deaths as presenters
from isf.web.presenters import refusals

REFUSED = (
    rules.DeathRecorded,
    rules.DeathChanged,
    rules.ReasonMissing,
    KeyReused,
    OverDeployed,
    PolicyMissing,
)
SENT_AGAIN = "csrfmiddlewaretoken", "confirmed"


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def death_create(request: Request, reference: UUID) -> HttpResponse:
    """Record a death: what it means for each fund is shown before it is recorded."""
    budget = _budget(request, reference)
    form = DeathForm(request.POST or None, initial={"token": uuid4()})
    return _answer(request, budget, form, "isf/death/create.html")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def death_edit(request: Request, reference: UUID) -> HttpResponse:
    """Correct a day, or take back what was recorded by mistake."""
    budget = _budget(request, reference)
    last = reads.find_last(person_id=budget.person_id)
    if last is None:
        return redirect("isf:death-create", reference=reference)
    initial = {"token": uuid4(), "seen": last.number, "day": last.day}
    form = CorrectionForm(request.POST or None, initial=initial)
    return _answer(request, budget, form, "isf/death/edit.html")


def _budget(request: Request, reference: UUID) -> PersonalBudget:
    """The budget of a person, for those of the council who record a death."""
    budget = budgets.find(by=request.actor, reference=reference)
    check_authority(by=request.actor, authority_id=budget.authority_id, roles=BUDGET_ROLES)
    return budget


def _answer(
    request: Request, budget: PersonalBudget, form: DeathForm | CorrectionForm, template: str
) -> HttpResponse:
    records = reads.list_records(person_id=budget.person_id)
    page = presenters.page(budget=budget, records=records)
    if request.method == "POST" and form.is_valid():
        done = _record(request, budget, form)
        if done is not None and form.cleaned_data["confirmed"]:
            messages.success(request, "It was recorded. Everybody concerned can see it now.")
            return redirect("isf:budget-detail", reference=budget.reference)
        if done is not None:
            sent = [(n, str(v)) for n, v in request.POST.items() if n not in SENT_AGAIN]
            check = presenters.check(recorded=done, sent=sent)
            context = {"check": check, "page": page, "back": request.path}
            return render(request, "isf/death/_check.html", context)
    audit.viewed(
        by=request.actor,
        person_id=budget.person_id,
        what="DEATH",
        at=clock.now(),
        subject=f"budget:{budget.reference}",
    )
    return render(request, template, {"form": form, "page": page})


def _record(
    request: Request, budget: PersonalBudget, form: DeathForm | CorrectionForm
) -> deaths.Recorded | None:
    try:
        return deaths.record(
            person_id=budget.person_id,
            said=form.said(),
            by=request.actor,
            at=clock.now(),
            on=clock.today(),
            keep=form.cleaned_data["confirmed"],
        )
    except rules.DeathToCome as refusal:
        form.add_error("day", str(refusals.words(refusal)))
    except REFUSED as refusal:
        form.add_error(None, str(refusals.words(refusal)))
    return None
