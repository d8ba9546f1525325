"""Telephone calls: acting on what a person says."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.operations import calls
from accounts.rules import roles
from accounts.web import acting, clock
from accounts.web.access import for_roles, signed_in
from accounts.web.acting import Request


@require_POST
@for_roles(*roles.ANSWERS_CALLS)
def call_start(request: Request, reference: UUID) -> HttpResponse:
    """From the next page on, act for the person on the telephone."""
    at = clock.now()
    call = calls.start(by=request.actor, person=reference, at=at)
    acting.start_call(request, person=call.person, at=at)
    return HttpResponseRedirect("/")


@require_POST
@signed_in
def call_end(request: Request) -> HttpResponse:
    """Put the telephone down and go back to the record; without a call this does nothing."""
    call = request.acting.call
    if call is None:
        return HttpResponseRedirect("/")
    calls.end(by=request.actor, at=clock.now())
    acting.end_call(request)
    return redirect("accounts:person-detail", reference=call.person)
