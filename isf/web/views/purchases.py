"""Things bought outside the marketplace: recorded, asked for, answered, with their receipts."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.enums import Scope
from accounts.operations import audit
from accounts.permissions import can_acts_for, check_acts_for
from accounts.web import clock
from accounts.web.access import signed_in
from accounts.web.acting import Request
from isf.enums import FundState
from isf.models import Fund, PurchaseRequest
from isf.operations import purchase_requests
from isf.operations import purchases as operations
from isf.permissions import can_ask_purchase, check_ask_purchase
from isf.queries import funds, policies, purchases, shared_bills, tied_parts
from isf.rules import receipts
from isf.web.forms.purchases import YES, AnswerForm, PurchaseForm
from isf.web.presenters import funds as fund_words
from isf.web.presenters import purchases as presenters
from isf.web.presenters import refusals
from isf.web.presenters import tied_parts as tied_words


@require_safe
@signed_in
def purchase_list(request: Request, reference: UUID) -> HttpResponse:
    """What was bought from a fund outside the marketplace, and what waits for an answer."""
    by = request.actor
    fund = funds.get(by=by, reference=reference)
    page = purchases.page_of(fund=fund, number=request.GET.get("page", "1"))
    waiting = purchases.list_requests(fund=fund)
    files = purchases.with_receipt(
        fund=fund, references=[row.reference for row in page.object_list]
    )
    reversed_ids = purchases.taken_back(entry_ids=[row.entry_id for row in page.object_list])
    _viewed(request, fund)
    context = {
        "page": page,
        "caption": fund_words.caption(fund=fund, by=by),
        "lines": presenters.lines(
            purchases=page.object_list,
            with_file=files,
            taken_back=reversed_ids,
            shared=shared_bills.of_parts(references=[row.reference for row in page.object_list]),
            parts=tied_parts.list_parts(fund_id=fund.pk),
        ),
        "requests": [presenters.asked(request=row, has_file=False, by=by) for row in waiting],
        "may_record": _may_record(request, fund),
    }
    return render(request, "isf/purchase/list.html", context)


def _may_record(request: Request, fund: Fund) -> bool:
    takes_new = fund.state == FundState.OPEN and fund.person.died_on is None
    return takes_new and (
        can_acts_for(by=request.actor, person_id=fund.person_id, scope=Scope.MONEY)
        or can_ask_purchase(by=request.actor, fund=fund)
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def purchase_create(request: Request, reference: UUID) -> HttpResponse:
    """The person's side records a purchase; the holder and the council ask for one."""
    by = request.actor
    fund = funds.get(by=by, reference=reference)
    decides = can_acts_for(by=by, person_id=fund.person_id, scope=Scope.MONEY)
    if not decides:
        check_ask_purchase(by=by, fund=fund)
    policy = policies.get_policy(authority_id=fund.authority_id, on=clock.today())
    form = PurchaseForm(
        request.POST or None,
        request.FILES or None,
        may_not_buy=policy.may_not_buy,
        parts=tied_words.choices(balances=tied_parts.list_balances(fund=fund, on=clock.today())),
        initial={"token": uuid4(), "bought_on": clock.today(), "listed": ""},
    )
    if request.method == "POST" and form.is_valid():
        done = _record(request, fund, form) if decides else _ask(request, fund, form)
        if done is not None:
            return done
    context = {
        "form": form,
        "caption": fund_words.caption(fund=fund, by=by),
        "decides": decides,
    }
    return render(request, "isf/purchase/create.html", context)


def _record(request: Request, fund: Fund, form: PurchaseForm) -> HttpResponse | None:
    try:
        operations.record(
            fund_id=fund.pk,
            bought=form.bought(approved_by_id=request.actor.user_id),
            by=request.actor,
            at=clock.now(),
            on=clock.today(),
            reference=form.cleaned_data["token"],
            paper=form.cleaned_data["file"],
        )
    except refusals.KNOWN as refusal:
        form.add_error(None, str(refusals.words(refusal)))
        return None
    messages.success(request, "It was recorded and is paid from the fund.")
    return redirect("isf:purchase-list", reference=fund.reference)


def _ask(request: Request, fund: Fund, form: PurchaseForm) -> HttpResponse | None:
    try:
        asked = purchase_requests.ask(
            fund_id=fund.pk,
            bought=form.bought(approved_by_id=None),
            by=request.actor,
            at=clock.now(),
            on=clock.today(),
            reference=form.cleaned_data["token"],
            paper=form.cleaned_data["file"],
        )
    except refusals.KNOWN as refusal:
        form.add_error(None, str(refusals.words(refusal)))
        return None
    messages.success(request, "The person was asked. Nothing is paid before they say yes.")
    return redirect("isf:purchase-decide", reference=asked.reference)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def purchase_decide(request: Request, reference: UUID) -> HttpResponse:
    """What somebody wants to buy for the person, and the person's answer."""
    asked = purchases.get_request(by=request.actor, reference=reference)
    form = AnswerForm(request.POST or None)
    if request.method == "POST":
        check_acts_for(by=request.actor, person_id=asked.fund.person_id, scope=Scope.MONEY)
        if form.is_valid():
            _answer(request, asked, form)
            return redirect("isf:purchase-decide", reference=reference)
    _viewed(request, asked.fund)
    files = purchases.with_receipt(fund=asked.fund, references=[reference])
    page = presenters.asked(
        request=asked,
        has_file=reference in files,
        by=request.actor,
        sees_bill=shared_bills.can_see(by=request.actor, bill=asked.shared_bill),
        parts=tied_parts.list_parts(fund_id=asked.fund_id),
    )
    return render(request, "isf/purchase/decide.html", {"page": page, "form": form})


def _answer(request: Request, asked: PurchaseRequest, form: AnswerForm) -> None:
    yes = form.cleaned_data["answer"] == YES
    try:
        purchase_requests.decide(
            request_id=asked.pk,
            approve=yes,
            words=form.cleaned_data["words"],
            by=request.actor,
            at=clock.now(),
            on=clock.today(),
        )
    except refusals.KNOWN as refusal:
        messages.error(request, str(refusals.words(refusal)))
    else:
        said = "It is paid from the fund." if yes else "You said no. Nothing is paid."
        messages.success(request, said)


@require_POST
@signed_in
def purchase_withdraw(request: Request, reference: UUID) -> HttpResponse:
    """Take a request back before it was answered."""
    asked = purchases.get_request(by=request.actor, reference=reference)
    check_ask_purchase(by=request.actor, fund=asked.fund)
    try:
        purchase_requests.withdraw(request_id=asked.pk, by=request.actor, at=clock.now())
    except refusals.KNOWN as refusal:
        messages.error(request, str(refusals.words(refusal)))
    else:
        messages.success(request, "The request was taken back. Nothing is paid.")
    return redirect("isf:purchase-decide", reference=reference)


@require_safe
@signed_in
def purchase_receipt(request: Request, reference: UUID) -> HttpResponse:
    """The file of a receipt, to download."""
    receipt = purchases.get_receipt(by=request.actor, reference=reference)
    _viewed(request, receipt.fund)
    name = f"receipt-{str(reference)[:8]}.{receipts.SUFFIXES[receipt.media_type]}"
    return HttpResponse(
        bytes(receipt.content),
        content_type=receipt.media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _viewed(request: Request, fund: Fund) -> None:
    audit.viewed(
        by=request.actor,
        person_id=fund.person_id,
        what="PURCHASES",
        at=clock.now(),
        subject=f"fund:{fund.reference}",
    )
