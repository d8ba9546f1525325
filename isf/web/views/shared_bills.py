"""One bill for several people's support: shared in two steps, and what each of them answered."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.operations import audit
from accounts.web import clock
from accounts.web.access import for_roles
from accounts.web.acting import Request
from isf.models import SharedBill
from isf.operations import shared_bills
from isf.operations.shared_bills import Part
from isf.permissions import ASKING_ROLES
from isf.queries import shared_bills as reads
from isf.web.forms.shared_bills import SharedBillForm, chosen
from isf.web.presenters import refusals
from isf.web.presenters import shared_bills as presenters

NOT_SENT_AGAIN = "csrfmiddlewaretoken", "confirmed"


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*ASKING_ROLES)
def shared_bill_create(request: Request) -> HttpResponse:
    """Share a bill over several people: each part is shown before anybody is asked."""
    offered = reads.list_offered(
        by=request.actor,
        words=request.POST.get("words", "").strip(),
        chosen=chosen(request.POST.getlist("funds")),
    )
    form = SharedBillForm(
        request.POST or None,
        request.FILES or None,
        offered=offered.funds,
        may_not_buy=reads.may_not_buy(offered=offered.funds, on=clock.today()),
        initial={"token": uuid4(), "bought_on": clock.today(), "listed": ""},
    )
    audit.listed(
        by=request.actor,
        person_ids=[fund.person_id for fund in offered.funds],
        what="FUND",
        at=clock.now(),
    )
    if "look" in request.POST:
        form.look()
    elif request.method == "POST" and (form.is_valid() or form.only_the_file_is_wrong):
        done = _share(request, form)
        if isinstance(done, SharedBill):
            messages.success(
                request, "Each of them was asked. Nothing is paid before they say yes."
            )
            return redirect("isf:shared-bill-detail", reference=done.reference)
        if done is not None:
            return _check(request, form, done)
    context = {"form": form, "has_more": offered.has_more}
    return render(request, "isf/shared_bill/create.html", context)


def _share(request: Request, form: SharedBillForm) -> SharedBill | tuple[Part, ...] | None:
    confirmed = form.cleaned_data["confirmed"] and not form.errors
    step = shared_bills.ask if confirmed else shared_bills.try_out
    try:
        return step(
            fund_ids=form.fund_ids(),
            bought=form.bought(),
            by=request.actor,
            at=clock.now(),
            on=clock.today(),
            reference=form.cleaned_data["token"],
            paper=form.cleaned_data.get("file"),
        )
    except refusals.KNOWN as refusal:
        form.add_error(None, str(refusals.words(refusal)))
        return None


def _check(request: Request, form: SharedBillForm, parts: tuple[Part, ...]) -> HttpResponse:
    sent = [
        (name, str(value))
        for name, values in request.POST.lists()
        if name not in NOT_SENT_AGAIN
        for value in values
    ]
    check = presenters.check(parts=parts, what=form.cleaned_data["what"], sent=sent)
    return render(request, "isf/shared_bill/_check.html", {"check": check, "form": form})


@require_safe
@for_roles(*ASKING_ROLES)
def shared_bill_detail(request: Request, reference: UUID) -> HttpResponse:
    """One bill, and what each person answered; for who may know them all."""
    shared = reads.get(by=request.actor, reference=reference)
    audit.listed(
        by=request.actor,
        person_ids=[part.fund.person_id for part in shared.parts],
        what="PURCHASES",
        at=clock.now(),
    )
    page = presenters.page(shared=shared)
    return render(request, "isf/shared_bill/detail.html", {"page": page})
