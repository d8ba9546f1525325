"""Budgets: recorded for a person, read, and changed with all their parts in one step."""

from __future__ import annotations

import re
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.models import Person
from accounts.operations import audit
from accounts.queries import people
from accounts.web import clock, searching
from accounts.web.access import for_roles, signed_in
from accounts.web.acting import Request
from isf.operations import budgets as changes
from isf.permissions import BUDGET_ROLES
from isf.queries import budgets
from isf.queries.budgets import BudgetDetail
from isf.web.converters import Month
from isf.web.forms.budgets import BudgetChangeForm, BudgetForm, PersonSearch
from isf.web.presenters import budgets as presenters
from isf.web.presenters import day_strips, refusals

MOST_FOUND = 20


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*BUDGET_ROLES)
def budget_create(request: Request) -> HttpResponse:
    """Find the person first, then say how much and from when."""
    search = PersonSearch(searching.asked(request))
    chosen = search.cleaned_data["person"] if search.is_valid() else None
    if chosen is None and request.method == "POST":
        return searching.keep(request)
    if chosen is None:
        return _find_person(request, search)
    person = people.get_visible(by=request.actor, reference=chosen)
    existing = budgets.list_by_person(
        person_ids=[person.pk], authority_id=request.actor.organisation_id or 0
    )
    if person.pk in existing:
        messages.info(request, "This person has a budget already. You can change it here.")
        return redirect("isf:budget-detail", reference=existing[person.pk])
    form = BudgetForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = _record(request, person, form)
        if made is not None:
            return made
    return render(request, "isf/budget/create.html", {"form": form, "person": person})


def _find_person(request: Request, search: PersonSearch) -> HttpResponse:
    words = search.cleaned_data["q"] if search.is_valid() else ""
    shown = []
    if words:
        shown = list(people.list_of_authority(by=request.actor, search=words)[:MOST_FOUND])
    audit.listed(
        by=request.actor,
        person_ids=[person.pk for person in shown],
        what="PERSON",
        at=clock.now(),
    )
    have = budgets.list_by_person(
        person_ids=[person.pk for person in shown],
        authority_id=request.actor.organisation_id or 0,
    )
    context = {
        "search": search,
        "words": words,
        "found": presenters.found(people=shown, budgets=have),
        "most": MOST_FOUND,
    }
    return render(request, "isf/budget/create.html", context, status=search.status)


def _record(request: Request, person: Person, form: BudgetForm) -> HttpResponse | None:
    weekly_pence, starts_on = form.said()
    try:
        made = changes.record(
            person_id=person.pk,
            authority_id=request.actor.organisation_id or 0,
            weekly_pence=weekly_pence,
            starts_on=starts_on,
            by=request.actor,
            at=clock.now(),
            on=clock.today(),
        )
    except refusals.KNOWN as refusal:
        form.add_error(None, str(refusals.words(refusal)))
        return None
    messages.success(request, "The budget was recorded. Now agree how it is taken.")
    return redirect("isf:budget-detail", reference=made.budget.reference)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def budget_detail(request: Request, reference: UUID) -> HttpResponse:
    """One budget, and for the council's staff the form to change it with all its parts."""
    detail = budgets.get(by=request.actor, reference=reference, on=clock.today())
    form = None
    if detail.may_change and detail.budget.person.died_on is None:
        sent = request.POST if request.method == "POST" else None
        form = BudgetChangeForm(sent, parts=detail.parts, initial=_initial(detail))
        if form.is_valid() and _change(request, detail, form):
            messages.success(request, "The budget was changed.")
            return redirect("isf:budget-detail", reference=reference)
    audit.viewed(
        by=request.actor,
        person_id=detail.budget.person_id,
        what="BUDGET",
        at=clock.now(),
        subject=f"budget:{reference}",
    )
    month = _month(request)
    context = {
        "page": presenters.page(detail=detail, by=request.actor),
        "strip": day_strips.strip(
            runs=budgets.list_runs(detail=detail, month=month), parts=detail.parts, month=month
        ),
        "form": form,
    }
    return render(request, "isf/budget/detail.html", context)


def _month(request: Request) -> date:
    """The month that is asked for, this one where none is."""
    asked = request.GET.get("month", "")
    if re.fullmatch(Month.regex, asked):
        return Month().to_python(asked)
    return clock.today().replace(day=1)


def _initial(detail: BudgetDetail) -> dict[str, int]:
    return {"weekly": detail.days[-1].view.budget_pence}


def _change(request: Request, detail: BudgetDetail, form: BudgetChangeForm) -> bool:
    weekly_pence, starts_on = form.said()
    try:
        changes.record(
            person_id=detail.budget.person_id,
            authority_id=detail.budget.authority_id,
            weekly_pence=weekly_pence,
            starts_on=starts_on,
            rates=budgets.changed_rates(
                parts=detail.parts, wanted=form.wanted(), from_on=starts_on
            ),
            by=request.actor,
            at=clock.now(),
            on=clock.today(),
        )
    except refusals.KNOWN as refusal:
        form.add_error(None, str(refusals.words(refusal)))
        return False
    return True
