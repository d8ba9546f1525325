"""Taking an entry back: what was posted, why it is wrong, and the entry that mirrors it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.operations import audit
from accounts.web import clock
from accounts.web.access import signed_in
from accounts.web.acting import Request
from isf.models import Fund
from isf.operations import reversals as operations
from isf.permissions import RUN_ROLES, check_authority
from isf.queries import cases, entry_details, funds
from isf.queries.entry_details import EntryDetail
from isf.web.forms.entries import ReverseForm
from isf.web.presenters import funds as fund_words
from isf.web.presenters import refusals
from isf.web.presenters import reversals as presenters


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def entry_reverse(request: Request, reference: UUID, seq: int) -> HttpResponse:
    """The council's finance takes an entry back, and says why."""
    fund = funds.get(by=request.actor, reference=reference)
    check_authority(by=request.actor, authority_id=fund.authority_id, roles=RUN_ROLES)
    detail = entry_details.get(fund=fund, seq=seq)
    form = ReverseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        done = _reverse(request, fund, detail, form)
        if done is not None:
            return done
    elif why_not := presenters.why_not(detail=detail):
        messages.error(request, why_not)
        return redirect("isf:entry-detail", reference=reference, seq=seq)
    audit.viewed(
        by=request.actor,
        person_id=fund.person_id,
        what="ENTRY",
        at=clock.now(),
        subject=f"fund:{fund.reference}",
    )
    context = {
        "form": form,
        "fund": fund_words.caption(fund=fund, by=request.actor),
        "wrong": presenters.wrong(detail=detail),
    }
    return render(request, "isf/entry/reverse.html", context)


def _reverse(
    request: Request, fund: Fund, detail: EntryDetail, form: ReverseForm
) -> HttpResponse | None:
    try:
        posted = operations.reverse(
            entry_id=detail.entry.pk,
            reason=form.cleaned_data["reason"],
            by=request.actor,
            at=clock.now(),
            on=clock.today(),
        )
    except operations.NotReversible as refusal:
        messages.error(request, str(refusals.words(refusal)))
        return redirect("isf:entry-detail", reference=fund.reference, seq=detail.entry.seq)
    except refusals.KNOWN as refusal:
        form.add_error(None, str(refusals.words(refusal)))
        return None
    if posted is None:
        case = cases.open_about(fund=fund, entry_id=detail.entry.pk)
        messages.error(request, presenters.lacking(case=case))
        return redirect("isf:case-detail", reference=case.reference)
    messages.success(request, f"Entry {detail.entry.seq} was taken back by this one.")
    return redirect("isf:entry-detail", reference=fund.reference, seq=posted.seq)
