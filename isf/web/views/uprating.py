"""Raising many budgets alike: what it means for each person is shown before anything changes."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.operations import audit
from accounts.web import clock
from accounts.web.access import for_roles
from accounts.web.acting import Request
from isf.operations import uprating
from isf.operations.uprating import Run
from isf.permissions import POLICY_ROLES
from isf.rules.uprating import Terms
from isf.web.forms.uprating import UpratingForm, seen
from isf.web.presenters import uprating as presenters


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*POLICY_ROLES)
def uprating_create(request: Request) -> HttpResponse:
    """From when and by how much; then each person, and one press for as many as are shown.

    What was typed stands in the address: it names nobody, and the next press needs it again.
    """
    form = UpratingForm(request.GET or None)
    if not form.is_valid():
        return render(request, "isf/uprating/create.html", {"form": form})
    run = _run(request, form.terms())
    if request.method == "POST":
        messages.success(request, presenters.done(run=run))
        return redirect(request.get_full_path())
    audit.listed(
        by=request.actor,
        person_ids=presenters.people(run=run),
        what="BUDGET",
        at=clock.now(),
    )
    context = {"page": presenters.page(run=run), "terms": form.terms()}
    return render(request, "isf/uprating/_check.html", context)


def _run(request: Request, terms: Terms) -> Run:
    return uprating.uprate(
        authority_id=request.actor.organisation_id or 0,
        terms=terms,
        by=request.actor,
        at=clock.now(),
        on=clock.today(),
        keep=request.method == "POST",
        seen=seen(request.POST.getlist("seen")) if request.method == "POST" else None,
    )
