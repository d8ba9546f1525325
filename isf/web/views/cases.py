"""Cases: the council's list of what somebody has to decide, and one of them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.operations import audit
from accounts.web import clock
from accounts.web.access import for_roles
from accounts.web.acting import Request
from isf.models import Case
from isf.operations import cases as operations
from isf.permissions import AUTHORITY_READERS, CASE_ROLES
from isf.queries import cases, recoveries
from isf.queries.tied_parts import list_parts
from isf.web.forms.cases import CaseFilter, DecisionForm
from isf.web.presenters import cases as presenters
from isf.web.presenters import recoveries as surplus


@require_safe
@for_roles(*AUTHORITY_READERS)
def case_list(request: Request) -> HttpResponse:
    """What waits, those due first."""
    form = CaseFilter(request.GET or None)
    found = cases.search(cases=cases.visible(by=request.actor), state=form.chosen_state)
    page = cases.page_of(cases=found, number=request.GET.get("page", "1"))
    shown = list(page.object_list)
    audit.listed(
        by=request.actor,
        person_ids=[case.fund.person_id for case in shown],
        what="CASE",
        at=clock.now(),
    )
    context = {
        "form": form,
        "page": page,
        "cards": presenters.cards(cases=shown, today=clock.today()),
    }
    return render(request, "isf/case/list.html", context, status=form.status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*AUTHORITY_READERS)
def case_detail(request: Request, reference: UUID) -> HttpResponse:
    """One case with its figures; deciding it asks for what and why."""
    case = cases.get(by=request.actor, reference=reference)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _decide(request, case, form)
    audit.viewed(by=request.actor, person_id=case.fund.person_id, what="CASE", at=clock.now())
    card = presenters.card(case=case, today=clock.today())
    may_decide = card.is_open and not request.actor.roles.isdisjoint(CASE_ROLES)
    recovery = recoveries.find_of_case(case=case)
    context = {
        "form": form,
        "case": card,
        "may_decide": may_decide,
        "is_tied": may_decide and bool(list_parts(fund_id=case.fund_id)),
        "sum": surplus.sum_of(case=case),
        "recovery": recovery
        and surplus.page(recovery=recovery, by=request.actor, on=clock.today()),
    }
    return render(request, "isf/case/detail.html", context)


def _decide(request: Request, case: Case, form: DecisionForm) -> HttpResponse:
    try:
        operations.decide(
            case_id=case.pk,
            decision=form.cleaned_data["decision"],
            reason=form.cleaned_data["reason"],
            by=request.actor,
            at=clock.now(),
        )
    except operations.CaseDecided:
        messages.info(request, "This case had been decided already; nothing was changed.")
    else:
        messages.success(request, "The decision was recorded.")
    return redirect("isf:case-detail", reference=case.reference)
