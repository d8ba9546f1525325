"""An authority's numbers: every version, and a new one from a day on."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.web import clock
from accounts.web.access import for_roles
from accounts.web.acting import Request
from isf.operations import policies as operations
from isf.permissions import AUTHORITY_READERS, POLICY_ROLES
from isf.queries import policies
from isf.web.forms import policies as forms
from isf.web.presenters import policies as presenters


@require_safe
@for_roles(*AUTHORITY_READERS)
def policy_list(request: Request) -> HttpResponse:
    """Every version of the council's numbers, and which holds now."""
    found = policies.list_policies(authority_id=request.actor.organisation_id or 0)
    context = {
        "cards": presenters.cards(policies=found, today=clock.today()),
        "may_change": not request.actor.roles.isdisjoint(POLICY_ROLES),
    }
    return render(request, "isf/policy/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*POLICY_ROLES)
def policy_create(request: Request) -> HttpResponse:
    """New numbers from a day on; the old ones stay for the days they held."""
    authority_id = request.actor.organisation_id or 0
    found = policies.list_policies(authority_id=authority_id)
    form = forms.PolicyForm(
        request.POST or None, initial=forms.initial(found[-1] if found else None)
    )
    if request.method == "POST" and form.is_valid():
        try:
            operations.publish(
                authority_id=authority_id,
                starts_on=form.first_day(),
                numbers=form.numbers(),
                by=request.actor,
                at=clock.now(),
                on=clock.today(),
            )
        except operations.PolicyReachesBack:
            form.add_error("starts_on", "Choose today or a later day: past days keep their rules.")
        else:
            messages.success(request, "The new policy was published.")
            return redirect("isf:policy-list")
    return render(request, "isf/policy/create.html", {"form": form})
