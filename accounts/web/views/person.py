"""The record of a person: for the person, who acts for them, and the staff of their council."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.enums import Scope
from accounts.models import Person
from accounts.operations import audit, invitations, people
from accounts.queries import acting as hats
from accounts.queries import audit as trails
from accounts.queries import people as records
from accounts.rules import roles
from accounts.web import clock, searching
from accounts.web.access import for_person, for_roles, signed_in
from accounts.web.acting import Request
from accounts.web.forms.people import EmailForm, PersonForm, SearchForm, initial_of
from accounts.web.letters import say_whether_sent
from accounts.web.links import invitation_link
from accounts.web.presenters import people as presenters
from accounts.web.presenters import trail

PAGE_SIZE = 25


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*roles.SEES_RECORDS)
def person_list(request: Request) -> HttpResponse:
    """The people of the actor's council; each name shown is recorded as seen."""
    if request.method == "POST":
        return searching.keep(request)
    form = SearchForm(searching.asked(request))
    search = form.cleaned_data["q"] if form.is_valid() else ""
    found = Paginator(records.list_of_authority(by=request.actor, search=search), PAGE_SIZE)
    page = found.get_page(request.GET.get("page"))
    shown = list(page.object_list)
    audit.listed(
        by=request.actor,
        person_ids=[person.pk for person in shown],
        what="PERSON",
        at=clock.now(),
    )
    context = {
        "form": form,
        "page": page,
        "people": presenters.listed(people=shown),
        "search": search,
        "query": form.query,
        "may_create": not request.actor.roles.isdisjoint(roles.KEEPS_RECORDS),
    }
    return render(request, "accounts/person/list.html", context, status=form.status)


@require_safe
@for_person(Scope.SEE)
def person_own(request: Request) -> HttpResponse:
    """The record of whoever is acted for now."""
    assert request.actor.person_id is not None
    reference = hats.reference_of(person_id=request.actor.person_id)
    return redirect("accounts:person-detail", reference=reference)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*roles.KEEPS_RECORDS)
def person_create(request: Request) -> HttpResponse:
    """Open a record in the actor's council."""
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        assert request.actor.organisation_id is not None
        person = people.register(
            by=request.actor,
            authority_id=request.actor.organisation_id,
            details=form.details(),
            at=clock.now(),
        )
        messages.success(request, "The record was opened.")
        return redirect("accounts:person-detail", reference=person.reference)
    return render(request, "accounts/person/create.html", {"form": form})


@require_safe
@signed_in
def person_detail(request: Request, reference: UUID) -> HttpResponse:
    """One record, for whoever may see it; looking is recorded."""
    person = records.get_visible(by=request.actor, reference=reference)
    audit.viewed(by=request.actor, person_id=person.pk, what="PERSON", at=clock.now())
    record = presenters.record(person=person, by=request.actor)
    return render(request, "accounts/person/detail.html", {"record": record})


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*roles.KEEPS_RECORDS)
def person_edit(request: Request, reference: UUID) -> HttpResponse:
    """Change a record of the actor's council."""
    person = records.get_kept(by=request.actor, reference=reference)
    form = PersonForm(request.POST or None, initial=initial_of(person))
    if request.method == "POST" and form.is_valid():
        return _save(request, person, form)
    audit.viewed(by=request.actor, person_id=person.pk, what="PERSON", at=clock.now())
    context = {"form": form, "record": presenters.record(person=person, by=request.actor)}
    return render(request, "accounts/person/edit.html", context)


def _save(request: Request, person: Person, form: PersonForm) -> HttpResponse:
    people.change(by=request.actor, person_id=person.pk, details=form.details(), at=clock.now())
    messages.success(request, "The record was changed.")
    return redirect("accounts:person-detail", reference=person.reference)


@require_safe
@signed_in
def person_audit(request: Request, reference: UUID) -> HttpResponse:
    """Who looked at or changed the record, newest first."""
    person = records.get_visible(by=request.actor, reference=reference)
    page = Paginator(trails.list_of_person(person=person), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    events = tuple(page.object_list)
    memberships = trails.list_memberships(events=events)
    looks = trail.looks(events=events, person=person, memberships=memberships)
    audit.viewed(by=request.actor, person_id=person.pk, what="TRAIL", at=clock.now())
    context = {
        "record": presenters.record(person=person, by=request.actor),
        "page": page,
        "looks": looks,
    }
    return render(request, "accounts/person/audit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*roles.KEEPS_RECORDS)
def person_invite(request: Request, reference: UUID) -> HttpResponse:
    """Invite the person to sign in to their own record."""
    person = records.get_kept(by=request.actor, reference=reference)
    form = EmailForm(request.POST or None, initial={"email": person.email})
    if request.method == "POST" and form.is_valid():
        try:
            invitation = invitations.invite_to_claim(
                by=request.actor,
                person_id=person.pk,
                email=form.cleaned_data["email"],
                link_to=invitation_link(request),
                at=clock.now(),
            )
        except invitations.AlreadyClaimed:
            form.add_error(None, "Somebody already signs in to this record.")
        else:
            say_whether_sent(request=request, invitation=invitation)
            return HttpResponseRedirect(
                reverse("accounts:representative-list", args=[person.reference])
            )
    context = {"form": form, "record": presenters.record(person=person, by=request.actor)}
    return render(request, "accounts/person/invite.html", context)
