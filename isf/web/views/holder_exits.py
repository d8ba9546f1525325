"""A holder that fails: all its funds are ended at once, beside what its bank holds."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Organisation
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
    """Who holds funds, and the holders whose funds the council ended at once."""
    authority_id = request.actor.organisation_id or 0
    context = {
        "holders": holders.list_holders(authority_id=authority_id),
        "rows": presenters.rows(exits=holders.list_exits(authority_id=authority_id)),
    }
    return render(request, "isf/holder_exit/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*POLICY_ROLES)
def holder_exit_create(request: Request, reference: UUID) -> HttpResponse:
    """End them all: first the funds and the sums, then the record."""
    authority_id = request.actor.organisation_id or 0
    holder = holders.get_holder(authority_id=authority_id, reference=reference)
    form = HolderExitForm(
        request.POST or None, initial={"token": uuid4(), "last_day": clock.today()}
    )
    done = _end(request, form, holder) if request.method == "POST" and form.is_valid() else None
    if done is not None and form.cleaned_data["confirmed"]:
        words = presenters.ended(row=done.row)
        messages.success(request, f"The funds of {words.holder} end. {words.compared}")
        return redirect("isf:holder-exit-list")
    if done is not None:
        context = {"check": _check(request, form.said(holder=holder), done), "holder": holder}
        return render(request, "isf/holder_exit/_check.html", context)
    return render(request, "isf/holder_exit/create.html", {"form": form, "holder": holder})


def _end(request: Request, form: HolderExitForm, holder: Organisation) -> operations.Exit | None:
    try:
        return operations.end_all(
            authority_id=request.actor.organisation_id or 0,
            said=form.said(holder=holder),
            by=request.actor,
            at=clock.now(),
            on=clock.today(),
            keep=form.cleaned_data["confirmed"],
        )
    except refusals.KNOWN as refusal:
        form.add_error(None, str(refusals.words(refusal)))
    return None


def _check(request: Request, said: operations.Said, tried: operations.Exit) -> presenters.Check:
    """The funds as they would end; whose they are is written down as seen."""
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
