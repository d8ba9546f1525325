"""Who may act for a person: let in by the person, recorded by the council, ended in one step."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Person
from accounts.operations import audit, invitations
from accounts.operations import representatives as operations
from accounts.queries import invitations as offers
from accounts.queries import people, representatives
from accounts.rules import roles
from accounts.web import clock
from accounts.web.access import signed_in
from accounts.web.acting import Request
from accounts.web.forms.representatives import PowerForm, RecordedPowerForm
from accounts.web.letters import say_whether_sent
from accounts.web.links import invitation_link
from accounts.web.presenters import people as presenters


@require_safe
@signed_in
def representative_list(request: Request, reference: UUID) -> HttpResponse:
    """Everybody who may act for the person, and who was asked to."""
    person = people.get_visible(by=request.actor, reference=reference)
    audit.viewed(by=request.actor, person_id=person.pk, what="REPRESENTATIVES", at=clock.now())
    page = presenters.powers(
        person=person,
        representatives_of=representatives.list_of_person(person=person, on=clock.today()),
        invitations=offers.list_open_of_person(person=person, at=clock.now()),
        by=request.actor,
    )
    return render(request, "accounts/representative/list.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def representative_invite(request: Request, reference: UUID) -> HttpResponse:
    """Invite somebody to act for the person; only those who may let such a person in."""
    person = people.get_visible(by=request.actor, reference=reference)
    form = _form_for(request, person)
    if request.method == "POST" and form.is_valid():
        invitation = invitations.invite_representative(
            by=request.actor,
            person_id=person.pk,
            email=form.cleaned_data["email"],
            power=form.power(),
            link_to=invitation_link(request),
            at=clock.now(),
        )
        say_whether_sent(request=request, invitation=invitation)
        return redirect("accounts:representative-list", reference=person.reference)
    context = {"form": form, "record": presenters.record(person=person, by=request.actor)}
    return render(request, "accounts/representative/invite.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def representative_end(request: Request, reference: UUID, key: int) -> HttpResponse:
    """Ask once, then end the power at once."""
    person = people.get_visible(by=request.actor, reference=reference)
    representative = representatives.get_of_person(person=person, representative_id=key)
    if request.method == "POST":
        operations.end(by=request.actor, representative_id=key, at=clock.now(), on=clock.today())
        messages.success(request, "They can no longer act for this person.")
        if representative.user_id == request.actor.user_id:
            return redirect("accounts:acting-list")
        return redirect("accounts:representative-list", reference=person.reference)
    page = presenters.power(representative=representative, by=request.actor)
    if not page.may_end:
        raise Http404
    context = {"power": page, "record": presenters.record(person=person, by=request.actor)}
    return render(request, "accounts/representative/end.html", context)


def _form_for(request: Request, person: Person) -> PowerForm:
    bases = presenters.may_admit(person=person, by=request.actor)
    if bases & roles.ADMITTED_BY_THE_PERSON:
        return PowerForm(request.POST or None, today=clock.today())
    if bases & roles.RECORDED_WITH_EVIDENCE:
        return RecordedPowerForm(request.POST or None, today=clock.today())
    raise Http404
