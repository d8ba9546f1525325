"""A provider raises invoices and follows what becomes of them."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.enums import Role
from accounts.operations import audit
from accounts.web import clock
from accounts.web.access import for_roles
from accounts.web.acting import Request
from marketplace import funding
from marketplace.models import Order
from marketplace.operations import invoices
from marketplace.queries import invoicing
from marketplace.web.forms.invoice import InvoiceForm, ReplyForm
from marketplace.web.organisation import organisation_id
from marketplace.web.presenters import charges as charge_words
from marketplace.web.presenters import invoice as invoice_words
from marketplace.web.sending import sent

BILLERS = (Role.PROVIDER_OWNER, Role.PROVIDER_FINANCE)
PER_PAGE = 20


@require_safe
@for_roles(*BILLERS)
def invoice_list(request: Request) -> HttpResponse:
    rows = list(funding.list_invoices(by=request.actor, payee_id=organisation_id(request)))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    people = [row.person_id for row in shown]
    audit.listed(by=request.actor, person_ids=people, what="INVOICES", at=clock.now())
    names = invoicing.list_people(ids=people)
    words = invoice_words.present_rows(invoices=shown, names=names)
    return render(request, "marketplace/invoice/list.html", {"rows": words, "page": page})


@require_safe
@for_roles(*BILLERS)
def invoice_new(request: Request) -> HttpResponse:
    rows = invoicing.list_to_bill(by=request.actor, organisation_id=organisation_id(request))
    charges, ended = _charges(request)
    audit.listed(
        by=request.actor,
        person_ids={
            *(row.person.pk for row in rows),
            *(ended[charge.order].person_id for charge in charges),
        },
        what="DELIVERIES",
        at=clock.now(),
    )
    people = (
        *invoice_words.present_people(rows=rows),
        *charge_words.present_people(charges=charges, orders=ended),
    )
    return render(request, "marketplace/invoice/new.html", {"people": people})


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*BILLERS)
def invoice_create(request: Request, person: UUID, fund: UUID) -> HttpResponse:
    by, payee_id = request.actor, organisation_id(request)
    rows = invoicing.list_unbilled(by=by, organisation_id=payee_id, person=person, fund=fund)
    customer = invoicing.get_customer(by=by, organisation_id=payee_id, person=person)
    used = funding.list_invoices(by=by, payee_id=payee_id)
    charges, ended = _charges(request, fund)
    form = InvoiceForm(
        sent(request),
        deliveries=[*(row.reference for row in rows), *(one.reference for one in charges)],
        initial={"token": uuid4(), "number": invoice_words.next_number(invoices=used)},
    )
    if request.method == "POST" and _sent_before(request, used):
        messages.info(request, "You sent this invoice before. Nothing was sent a second time.")
        return redirect("marketplace:invoice-detail", invoice=request.POST["token"])
    if request.method == "POST" and form.is_valid() and _raise(request, form, person, fund):
        return redirect("marketplace:invoice-detail", invoice=form.cleaned_data["token"])
    audit.viewed(by=by, person_id=customer.pk, what="DELIVERIES", at=clock.now())
    draft = charge_words.add(
        draft=invoice_words.present_draft(person=customer.full_name, rows=rows),
        lines=charge_words.present_lines(charges=charges, orders=ended),
    )
    return render(request, "marketplace/invoice/create.html", {"form": form, "draft": draft})


def _charges(
    request: Request, fund: UUID | None = None
) -> tuple[list[funding.ChargeToBill], Mapping[UUID, Order]]:
    """What may be billed for orders that ended early, and those orders; of one fund, or all."""
    by, payee_id = request.actor, organisation_id(request)
    found = funding.list_charges(by=by, payee_id=payee_id, at=clock.now())
    ended = invoicing.list_ended(
        by=by, organisation_id=payee_id, references=[charge.order for charge in found]
    )
    known = [charge for charge in found if charge.order in ended and fund in {None, charge.fund}]
    return known, ended


@require_safe
@for_roles(*BILLERS)
def invoice_detail(request: Request, invoice: UUID) -> HttpResponse:
    whole = funding.get_invoice(
        by=request.actor, payee_id=organisation_id(request), invoice=invoice
    )
    person_id = whole.summary.person_id
    audit.viewed(
        by=request.actor,
        person_id=person_id,
        what="INVOICE",
        at=clock.now(),
        subject=f"invoice:{invoice}",
    )
    words = invoice_words.present_whole(invoice=whole, names=invoicing.list_people(ids=[person_id]))
    return render(request, "marketplace/invoice/detail.html", {"invoice": words})


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*BILLERS)
def invoice_reply(request: Request, invoice: UUID, line: int) -> HttpResponse:
    """An open line, answered or taken back; one decided meanwhile leads back to its invoice.

    What is sent says itself what it answers, so that a second click says the same and no more.
    """
    by, payee_id, today = request.actor, organisation_id(request), clock.today()
    whole = funding.get_invoice(by=by, payee_id=payee_id, invoice=invoice)
    person_id = whole.summary.person_id
    names = invoicing.list_people(ids=[person_id])
    answer = invoice_words.present_open(invoice=whole, number=line, names=names, today=today)
    form = ReplyForm(
        sent(request),
        is_queried="do" in request.POST or (answer is not None and answer.is_queried),
        initial={"shown": answer.shown if answer else ""},
    )
    if request.method == "POST" and form.is_valid():
        can_bill_again = invoice_words.can_bill_again(invoice=whole, today=today)
        _reply(request, form, invoice, line, can_bill_again=can_bill_again)
        return redirect("marketplace:invoice-detail", invoice=invoice)
    if answer is None:
        messages.info(request, "That line does not wait for you. See below how it stands.")
        return redirect("marketplace:invoice-detail", invoice=invoice)
    audit.viewed(
        by=by, person_id=person_id, what="INVOICE", at=clock.now(), subject=f"invoice:{invoice}"
    )
    return render(request, "marketplace/invoice/reply.html", {"form": form, "answer": answer})


def _reply(
    request: Request, form: ReplyForm, invoice: UUID, line: int, *, can_bill_again: bool
) -> None:
    try:
        invoices.answer_query(
            by=request.actor,
            organisation_id=organisation_id(request),
            invoice=invoice,
            line=line,
            reply=form.reply,
            shown=form.cleaned_data["shown"],
            at=clock.now(),
        )
    except funding.NothingToAnswer:
        messages.error(request, "That line changed while you wrote. See below how it stands now.")
        return
    done = "Your answer was sent. The person decides about the line again."
    if form.reply.takes_back:
        done = "The line was taken back."
        if can_bill_again:
            done += " You can correct its visit and bill it again."
    messages.success(request, done)


def _sent_before(request: Request, used: funding.Invoices) -> bool:
    """Whether this very form was sent already: a second click shows the first answer."""
    return request.POST.get("token") in {str(row.reference) for row in used}


def _raise(request: Request, form: InvoiceForm, person: UUID, fund: UUID) -> bool:
    try:
        received = invoices.raise_invoice(
            by=request.actor,
            organisation_id=organisation_id(request),
            asked=form.asked(person=person, fund=fund),
            at=clock.now(),
        )
    except funding.BillTooLate as late:
        form.add_error(None, invoice_words.too_late(accepted_until=late.accepted_until))
        return False
    except funding.NumberUsed:
        form.add_error("number", "You have used this number before. Enter another one")
        return False
    except (invoices.NothingToBill, funding.KeyReused):
        form.add_error(None, "These visits were billed meanwhile. Look at your invoices")
        return False
    if received.refused:
        messages.warning(request, "Some lines were refused. Each says why and who must act.")
    else:
        messages.success(request, "The invoice was sent to the person who decides about it.")
    return True
