"""An authority's numbers: every version, and a new one from a day on."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.operations import audit
from accounts.web import clock
from accounts.web.access import for_roles
from accounts.web.acting import Request
from isf.models import Policy
from isf.operations import policies as operations
from isf.permissions import AUTHORITY_READERS, POLICY_ROLES
from isf.queries import policies, policy_effects
from isf.queries.policy_effects import Limits
from isf.rules.fees import Caps
from isf.web.forms import policies as forms
from isf.web.presenters import policies as presenters
from isf.web.presenters import policy_previews as previews

# The name of the button that shows what numbers would change and publishes nothing.
LOOK = "look"
PAST = "Choose today or a later day: past days keep their rules."


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
    """New numbers from a day on, and what they would change; the old ones stay for their days."""
    authority_id = request.actor.organisation_id or 0
    found = policies.list_policies(authority_id=authority_id)
    form = forms.PolicyForm(
        request.POST or None, initial=forms.initial(found[-1] if found else None)
    )
    if request.method != "POST" or not form.is_valid():
        return render(request, "isf/policy/create.html", {"form": form})
    if LOOK in request.POST:
        return _show(request, form, found)
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
        form.add_error("starts_on", PAST)
        return render(request, "isf/policy/create.html", {"form": form})
    messages.success(request, "The new policy was published.")
    return redirect("isf:policy-list")


def _show(request: Request, form: forms.PolicyForm, found: Sequence[Policy]) -> HttpResponse:
    """The form again with whom its numbers would touch above it; nothing is written."""
    numbers, starts_on = form.numbers(), form.first_day()
    authority_id, today = request.actor.organisation_id or 0, clock.today()
    if found and starts_on < today:
        form.add_error("starts_on", PAST)
        return render(request, "isf/policy/create.html", {"form": form})
    limits = Limits(weeks_isf=numbers.surplus_weeks_isf, weeks_dp=numbers.surplus_weeks_dp)
    caps = Caps(starts_on=starts_on, soft_bp=numbers.soft_cap_bp, hard_bp=numbers.hard_cap_bp)
    fees = policy_effects.list_fees(by=request.actor, authority_id=authority_id, caps=caps)
    surpluses = policy_effects.list_surpluses(
        by=request.actor, authority_id=authority_id, limits=limits, on=today
    )
    people = previews.people(fees=fees, surpluses=surpluses)
    audit.listed(by=request.actor, person_ids=people, what="FUND", at=clock.now())
    preview = previews.preview(
        versions=found, starts_on=starts_on, numbers=numbers, fees=fees, surpluses=surpluses
    )
    return render(request, "isf/policy/create.html", {"form": form, "preview": preview})
