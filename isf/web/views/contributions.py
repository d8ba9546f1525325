"""What a person contributes: shown, agreed, and taken in when it was paid."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.operations import audit
from accounts.permissions import NotAllowed
from accounts.web import clock
from accounts.web.access import signed_in
from accounts.web.acting import Request
from accounts.web.presenters import wording as words_for
from isf.enums import ContributionMode
from isf.models import Fund
from isf.operations import contributions
from isf.permissions import BUDGET_ROLES, RUN_ROLES, check_authority
from isf.queries import contribution_positions, funds
from isf.web.forms.contributions import ContributionForm, ContributionPaidForm
from isf.web.presenters import contributions as presenters
from isf.web.presenters import funds as fund_words
from isf.web.presenters import refusals


@require_safe
@signed_in
def contribution_detail(request: Request, reference: UUID) -> HttpResponse:
    """What is agreed, and week by week what is due, why, and what was paid."""
    fund = funds.get(by=request.actor, reference=reference)
    standing = contribution_positions.find(fund=fund, on=clock.today())
    audit.viewed(
        by=request.actor,
        person_id=fund.person_id,
        what="CONTRIBUTION",
        at=clock.now(),
        subject=f"fund:{fund.reference}",
    )
    page = presenters.page(
        fund=fund,
        standing=standing,
        weeks=(
            contribution_positions.list_weeks(fund=fund, owed=standing.owed) if standing else ()
        ),
        payments=contribution_positions.list_payments(fund=fund),
        by=request.actor,
    )
    return render(request, "isf/contribution/detail.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def contribution_create(request: Request, reference: UUID) -> HttpResponse:
    """Agree how much, where it is paid, and from when."""
    fund = funds.get(by=request.actor, reference=reference)
    check_authority(by=request.actor, authority_id=fund.authority_id, roles=BUDGET_ROLES)
    form = ContributionForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _agreed(request, fund, form):
        return redirect("isf:contribution-detail", reference=reference)
    context = {"form": form, "caption": fund_words.caption(fund=fund, by=request.actor)}
    return render(request, "isf/contribution/create.html", context)


def _agreed(request: Request, fund: Fund, form: ContributionForm) -> bool:
    try:
        contributions.agree(
            fund_id=fund.pk,
            wanted=form.wanted(),
            by=request.actor,
            at=clock.now(),
            on=clock.today(),
        )
    except refusals.KNOWN as refusal:
        form.add_error(None, str(refusals.words(refusal)))
        return False
    messages.success(request, "The contribution was agreed.")
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def contribution_receive(request: Request, reference: UUID) -> HttpResponse:
    """Write down what the person paid; for whoever keeps the money they pay."""
    fund = funds.get(by=request.actor, reference=reference)
    standing = contribution_positions.find(fund=fund, on=clock.today())
    modes = presenters.places(fund=fund, standing=standing, by=request.actor)
    if not modes:
        raise NotAllowed(rule="RECEIVES-CONTRIBUTION", needed="finance where it is paid")
    form = ContributionPaidForm(request.POST or None, modes=modes, initial={"token": uuid4()})
    if request.method == "POST" and form.is_valid() and _received(request, fund, form):
        return redirect("isf:contribution-detail", reference=reference)
    context = {"form": form, "caption": fund_words.caption(fund=fund, by=request.actor)}
    return render(request, "isf/contribution/receive.html", context)


def _received(request: Request, fund: Fund, form: ContributionPaidForm) -> bool:
    said = form.cleaned_data
    paid = contributions.Paid(
        reference=said["token"], pence=said["pence"], mode=ContributionMode(said["mode"])
    )
    try:
        done = contributions.receive(
            fund_id=fund.pk, paid=paid, by=request.actor, at=clock.now(), on=clock.today()
        )
    except refusals.KNOWN as refusal:
        form.add_error(None, str(refusals.words(refusal)))
        return False
    messages.success(request, f"{words_for.pounds(pence=done.pence)} was taken in.")
    return True


@require_POST
@signed_in
def contribution_take_out(request: Request, reference: UUID, payment: UUID) -> HttpResponse:
    """Take out a payment to the council that was written down by mistake."""
    fund = funds.get(by=request.actor, reference=reference)
    check_authority(by=request.actor, authority_id=fund.authority_id, roles=RUN_ROLES)
    contributions.take_out(
        fund_id=fund.pk, payment=payment, by=request.actor, at=clock.now(), on=clock.today()
    )
    messages.success(request, "The payment was taken out.")
    return redirect("isf:contribution-detail", reference=reference)
