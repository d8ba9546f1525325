"""Saved money: saved for a purpose, added to, taken back in one step."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.operations import audit
from accounts.web import clock
from accounts.web.access import signed_in
from accounts.web.acting import Request
from isf.models import Fund, Purpose
from isf.operations import banking
from isf.operations.posting import InsufficientFunds, KeyReused, ReservationTooSmall
from isf.permissions import check_bank
from isf.queries import balances, funds, purposes
from isf.queries.purposes import Saved
from isf.rules.banking import BankedForThePast, BankedNothing, BankedTooLong
from isf.rules.deaths import PersonDied
from isf.rules.placing import FundNotOpen
from isf.web.forms.purposes import BackForm, MoreForm, PurposeForm
from isf.web.presenters import funds as fund_words
from isf.web.presenters import purposes as presenters
from isf.web.presenters import refusals

REFUSED = (
    BankedNothing,
    BankedForThePast,
    FundNotOpen,
    InsufficientFunds,
    KeyReused,
    PersonDied,
    ReservationTooSmall,
)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def purpose_create(request: Request, reference: UUID) -> HttpResponse:
    """Save money of a fund for something."""
    fund = funds.get(by=request.actor, reference=reference)
    check_bank(by=request.actor, fund=fund)
    form = PurposeForm(request.POST or None, initial={"token": uuid4()})
    if request.method == "POST" and form.is_valid():
        purpose = _bank(request, fund, form)
        if purpose is not None:
            messages.success(request, f"The money is saved for “{purpose.name}”.")
            return redirect("isf:purpose-detail", reference=purpose.reference)
    context = {
        "form": form,
        "caption": fund_words.caption(fund=fund, by=request.actor),
        "available_pence": balances.untied_balance(fund=fund).available_pence,
    }
    return render(request, "isf/purpose/create.html", context)


def _bank(request: Request, fund: Fund, form: PurposeForm) -> Purpose | None:
    said = form.cleaned_data
    wish = banking.Wish(
        reference=said["token"],
        name=said["name"],
        target_on=said["target_on"],
        pence=form.amount_pence(),
    )
    try:
        return banking.bank(
            fund_id=fund.pk, wish=wish, by=request.actor, at=clock.now(), on=clock.today()
        )
    except (BankedTooLong, BankedForThePast) as refusal:
        form.add_error("target_on", str(refusals.words(refusal)))
    except REFUSED as refusal:
        form.add_error(None, str(refusals.words(refusal)))
    return None


@require_safe
@signed_in
def purpose_detail(request: Request, reference: UUID) -> HttpResponse:
    """What is saved for one thing, and the two ways to change it."""
    saved = purposes.get(by=request.actor, reference=reference)
    audit.viewed(
        by=request.actor,
        person_id=saved.purpose.fund.person_id,
        what="PURPOSE",
        at=clock.now(),
        subject=f"purpose:{reference}",
    )
    page = presenters.page(saved=saved, by=request.actor, on=clock.today())
    return render(request, "isf/purpose/detail.html", {"page": page, "token": uuid4()})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def purpose_add(request: Request, reference: UUID) -> HttpResponse:
    """Save more for it."""
    saved = _to_change(request, reference)
    form = MoreForm(request.POST or None, initial={"token": uuid4()})
    if request.method == "POST" and form.is_valid():
        try:
            added = banking.add(
                purpose_id=saved.purpose.pk,
                pence=form.cleaned_data["pence"],
                token=form.cleaned_data["token"],
                by=request.actor,
                at=clock.now(),
                on=clock.today(),
            )
        except REFUSED as refusal:
            form.add_error("pence", str(refusals.words(refusal)))
        else:
            messages.success(request, presenters.added(pence=added, name=saved.purpose.name))
            return redirect("isf:purpose-detail", reference=reference)
    page = presenters.page(saved=saved, by=request.actor, on=clock.today())
    return render(request, "isf/purpose/add.html", {"page": page, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def purpose_back(request: Request, reference: UUID) -> HttpResponse:
    """Take it back, all or some of it."""
    saved = _to_change(request, reference)
    form = BackForm(request.POST or None, initial={"token": uuid4()})
    if request.method == "POST" and form.is_valid():
        try:
            taken = banking.unbank(
                purpose_id=saved.purpose.pk,
                pence=form.cleaned_data["pence"],
                token=form.cleaned_data["token"],
                by=request.actor,
                at=clock.now(),
                on=clock.today(),
            )
        except REFUSED as refusal:
            form.add_error("pence", str(refusals.words(refusal)))
        else:
            messages.success(request, presenters.taken_back(pence=taken))
            return redirect("isf:fund-detail", reference=saved.purpose.fund.reference)
    page = presenters.page(saved=saved, by=request.actor, on=clock.today())
    return render(request, "isf/purpose/back.html", {"page": page, "form": form})


def _to_change(request: Request, reference: UUID) -> Saved:
    """A purpose, for who may change it; to all others it does not exist."""
    saved = purposes.get(by=request.actor, reference=reference)
    check_bank(by=request.actor, fund=saved.purpose.fund)
    return saved
