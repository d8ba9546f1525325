"""Money somebody adds for one order: taken in, and what is left of it given back."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.web import clock
from accounts.web.access import signed_in
from accounts.web.acting import Request
from isf.models import Fund
from isf.operations import topups
from isf.operations.posting import KeyReused
from isf.permissions import check_issue
from isf.queries import fund_details, funds
from isf.rules.deaths import PersonDied
from isf.rules.holds import OnHold
from isf.rules.placing import FundNotOpen
from isf.web.forms.topups import TopUpForm
from isf.web.presenters import funds as fund_words
from isf.web.presenters import refusals
from isf.web.presenters import topups as presenters

REFUSED = (FundNotOpen, KeyReused, PersonDied, topups.TopUpNothing)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def topup_create(request: Request, reference: UUID) -> HttpResponse:
    """Write down that somebody added money for one order."""
    fund = _of_finance(request, reference)
    orders = fund_details.list_running(fund=fund, on=clock.today())
    form = TopUpForm(
        request.POST or None,
        initial={"token": uuid4()},
        orders=presenters.choices(orders=orders),
    )
    if request.method == "POST" and form.is_valid() and _received(request, fund, form):
        return redirect("isf:fund-detail", reference=reference)
    context = {
        "form": form,
        "caption": fund_words.caption(fund=fund, by=request.actor),
        "has_orders": bool(orders),
    }
    return render(request, "isf/topup/create.html", context)


def _received(request: Request, fund: Fund, form: TopUpForm) -> bool:
    said = form.cleaned_data
    paid = topups.Paid(
        reference=said["token"],
        order=UUID(said["order"]),
        pence=said["pence"],
        payer=form.payer_name(),
    )
    try:
        done = topups.receive(
            fund_id=fund.pk, paid=paid, by=request.actor, at=clock.now(), on=clock.today()
        )
    except REFUSED as refusal:
        form.add_error(None, str(refusals.words(refusal)))
        return False
    messages.success(request, presenters.received(pence=done.pence))
    return True


@require_POST
@signed_in
def topup_back(request: Request, reference: UUID, order: UUID) -> HttpResponse:
    """Give what is left of it back to who paid."""
    fund = _of_finance(request, reference)
    try:
        given = topups.give_back(
            fund_id=fund.pk, order=order, by=request.actor, at=clock.now(), on=clock.today()
        )
    except (OnHold, topups.TopUpNothing) as refusal:
        messages.info(request, str(refusals.words(refusal)))
    else:
        messages.success(request, presenters.given_back(pence=given))
    return redirect("isf:fund-detail", reference=reference)


def _of_finance(request: Request, reference: UUID) -> Fund:
    """The fund, for the finance of the council or the holder; to all others there is no page."""
    fund = funds.get(by=request.actor, reference=reference)
    check_issue(by=request.actor, fund=fund)
    return fund
