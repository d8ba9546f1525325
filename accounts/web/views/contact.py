"""How a person is reached, kept by the person themself."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.enums import Scope
from accounts.operations import audit, people
from accounts.queries import people as records
from accounts.web import clock
from accounts.web.access import for_person
from accounts.web.acting import Request
from accounts.web.forms.people import ContactForm, initial_of
from accounts.web.presenters import people as presenters


@require_http_methods(["GET", "HEAD", "POST"])
@for_person(Scope.MONEY)
def contact_edit(request: Request) -> HttpResponse:
    """Change how whoever is acted for is reached.

    Statements and decisions about money go where this says: of those who act for somebody, only
    one who may decide about the money may change it.
    """
    person = records.get_acted_for(by=request.actor)
    form = ContactForm(
        request.POST if request.method == "POST" else None, initial=initial_of(person)
    )
    if form.is_valid():
        people.change_contact(
            by=request.actor, person_id=person.pk, contact=form.contact(), at=clock.now()
        )
        messages.success(request, "The contact details were changed.")
        return redirect("accounts:person-detail", reference=person.reference)
    audit.viewed(by=request.actor, person_id=person.pk, what="PERSON", at=clock.now())
    context = {"form": form, "record": presenters.record(person=person, by=request.actor)}
    return render(request, "accounts/contact/edit.html", context)
