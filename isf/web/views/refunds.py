"""A provider gives money back that it was paid for a line of a bill."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.operations import audit
from accounts.web import clock
from accounts.web.access import signed_in
from accounts.web.acting import Request
from isf.operations import refunds
from isf.operations.posting import KeyReused
from isf.queries import invoices
from isf.rules.refunds import NothingPaid, RefundIncomplete, RefundTooLarge
from isf.web.forms.refunds import RefundForm
from isf.web.presenters import refunds as presenters
from isf.web.presenters import refusals

REFUSED = (KeyReused, NothingPaid, RefundIncomplete)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def invoice_refund(request: Request, reference: UUID, line: int) -> HttpResponse:
    """The finance of the provider that was paid gives back a part of a line, or all of it."""
    by = request.actor
    detail, row = invoices.find_line(by=by, reference=reference, number=line)
    form = RefundForm(request.POST or None, initial={"token": uuid4()})
    if request.method == "POST" and form.is_valid() and _give(request, form, reference, line):
        return redirect("isf:invoice-detail", reference=reference)
    if not row.refundable_pence and not form.is_bound:
        messages.info(request, "Nothing of that line can be given back. See below how it stands.")
        return redirect("isf:invoice-detail", reference=reference)
    audit.viewed(
        by=by,
        person_id=detail.invoice.person_id,
        what="INVOICE",
        at=clock.now(),
        subject=f"invoice:{reference}",
    )
    context = {"form": form, "page": presenters.page(detail=detail, row=row, by=by)}
    return render(request, "isf/invoice/refund.html", context)


def _give(request: Request, form: RefundForm, reference: UUID, line: int) -> bool:
    said = form.cleaned_data
    wish = refunds.Back(reference=said["token"], pence=said["pence"], reason=said["reason"])
    try:
        done = refunds.give(
            invoice=reference,
            number=line,
            wish=wish,
            by=request.actor,
            at=clock.now(),
            on=clock.today(),
        )
    except RefundTooLarge as refusal:
        form.add_error("pence", str(refusals.words(refusal)))
        return False
    except REFUSED as refusal:
        form.add_error(None, str(refusals.words(refusal)))
        return False
    messages.success(request, presenters.given(pence=done.pence))
    return True
