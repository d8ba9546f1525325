"""A holder that fails: all its funds are ended at once, beside what its bank holds."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.operations import audit
from accounts.web import clock
from accounts.web.access import for_roles
from accounts.web.acting import Request
from isf.operations import holder_exits as operations
from isf.permissions import POLICY_ROLES
from isf.queries import holders
from isf.web.forms.holder_exits import HolderExitForm
from isf.web.presenters import holder_exits as presenters
from isf.web.presenters import refusals

SENT_AGAIN = "csrfmiddlewaretoken", "confirmed"


@require_safe
@for_roles(*POLICY_ROLES)
def holder_exit_list(request: Request) -> HttpResponse:
    """The holders whose funds the council ended at once."""
    exits = holders.list_exits(authority_id=request.actor.organisation_id or 0)
    return render(request, "isf/holder_exit/list.html", {"rows": presenters.rows(exits=exits)})


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*POLICY_ROLES)
def holder_exit_create(request: Request) -> HttpResponse:
    """End them all: first the funds and the sums, then the record."""
    authority_id = request.actor.organisation_id or 0
    known = holders.list_holders(authority_id=authority_id)
    form = HolderExitForm(
        request.POST or None,
        holders=known,
        initial={"token": uuid4(), "last_day": clock.today()},
    )
    done = _end(request, form) if request.method == "POST" and form.is_valid() else None
    if done is not None and form.cleaned_data["confirmed"]:
        words = presenters.ended(row=done.row)
        messages.success(request, f"The funds of {words.holder} end. {words.compared}")
        return redirect("isf:holder-exit-list")
    if done is not None:
        check = _check(request, form, done)
        return render(request, "isf/holder_exit/_check.html", {"check": check})
    context = {"form": form, "is_possible": bool(known)}
    return render(request, "isf/holder_exit/create.html", context)


def _end(request: Request, form: HolderExitForm) -> operations.Exit | None:
    try:
        return operations.end_all(
            authority_id=request.actor.organisation_id or 0,
            said=form.said(),
            by=request.actor,
            at=clock.now(),
            on=clock.today(),
            keep=form.cleaned_data["confirmed"],
        )
    except refusals.KNOWN as refusal:
        form.add_error(None, str(refusals.words(refusal)))
    return None


def _check(request: Request, form: HolderExitForm, tried: operations.Exit) -> presenters.Check:
    """The funds as they would end; whose they are is written down as seen."""
    said = form.said()
    held = holders.list_held_sums(
        authority_id=request.actor.organisation_id or 0, holder_id=said.holder_id
    )
    audit.listed(
        by=request.actor,
        person_ids=[one.fund.person_id for one in held],
        what="FUNDS",
        at=clock.now(),
    )
    sent = [(n, str(v)) for n, v in request.POST.items() if n not in SENT_AGAIN]
    return presenters.check(tried=tried, held=held, said=said, sent=sent)
