"""Bills: a list by who looks, and one to read or to answer line by line."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.operations import audit
from accounts.web import clock
from accounts.web.access import signed_in
from accounts.web.acting import Request
from isf.operations import answers
from isf.queries import invoices
from isf.queries.invoices import InvoiceDetail
from isf.web.forms.answers import AnswerForm, read_shown
from isf.web.forms.filters import InvoiceFilter
from isf.web.presenters import invoices as presenters
from isf.web.presenters import refusals


@require_safe
@signed_in
def invoice_list(request: Request) -> HttpResponse:
    """The bills to a person, those a provider sent, or those of a council's funds."""
    by = request.actor
    form = InvoiceFilter(request.GET or None)
    found = invoices.visible(by=by)
    if form.is_valid():
        found = invoices.narrow(
            invoices=found, state=form.cleaned_data["state"], fund=form.cleaned_data["fund"]
        )
    page = invoices.page_of(invoices=found, number=request.GET.get("page", "1"))
    rows = invoices.list_rows(invoices=page.object_list)
    audit.listed(
        by=by,
        person_ids=[row.invoice.person_id for row in rows],
        what="INVOICE",
        at=clock.now(),
    )
    context = {
        "form": form,
        "page": page,
        "cards": presenters.cards(rows=rows, by=by),
        "for_person": by.person_id is not None,
    }
    return render(request, "isf/invoice/list.html", context, status=form.status)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def invoice_detail(request: Request, reference: UUID) -> HttpResponse:
    """One bill; whoever may answer it does so here, one line at a time or all at once."""
    detail = invoices.get(by=request.actor, reference=reference)
    form = None
    if detail.obstacle is None:
        form = AnswerForm(
            _lines_answered(request), lines=detail.open_lines, closed=detail.closed_lines
        )
    if request.method == "POST":
        if detail.obstacle is not None:
            messages.error(request, str(refusals.words(detail.obstacle)))
            return redirect("isf:invoice-detail", reference=reference)
        if "all" in request.POST or (form is not None and form.is_valid()):
            return _give(request, detail, form)
    audit.viewed(
        by=request.actor,
        person_id=detail.invoice.person_id,
        what="INVOICE",
        at=clock.now(),
        subject=f"invoice:{reference}",
    )
    page = presenters.page(detail=detail, form=form, by=request.actor)
    return render(request, "isf/invoice/detail.html", {"page": page, "form": form})


def _lines_answered(request: Request) -> object:
    return request.POST if request.method == "POST" and "all" not in request.POST else None


def _give(request: Request, detail: InvoiceDetail, form: AnswerForm | None) -> HttpResponse:
    shown = read_shown(data=request.POST)
    everything = "all" in request.POST or form is None
    try:
        answered = answers.give(
            invoice_id=detail.invoice.pk,
            approve=list(shown) if everything or form is None else form.approved,
            query={} if everything or form is None else form.queried,
            shown=shown,
            by=request.actor,
            at=clock.now(),
            on=clock.today(),
        )
    except refusals.KNOWN as refusal:
        messages.error(request, str(refusals.words(refusal)))
    else:
        good, bad = presenters.outcome(answered=answered)
        if good:
            messages.success(request, good)
        if bad:
            messages.error(request, bad)
    return redirect("isf:invoice-detail", reference=detail.invoice.reference)
