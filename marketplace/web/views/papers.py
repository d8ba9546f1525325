"""What a provider proves, recorded by itself; and what a council finds with the regulator."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.web import clock
from accounts.web.access import for_roles
from accounts.web.acting import Request
from marketplace.enums import Regulator
from marketplace.models import Provider
from marketplace.operations import papers as operations
from marketplace.operations.recorded import ChangedMeanwhile
from marketplace.permissions import COMMISSIONERS, SELLERS
from marketplace.queries import offers, papers
from marketplace.rules.compliance_papers import ChecksOwn
from marketplace.web.forms.papers import FoundForm, InsuranceForm, RegistrationForm
from marketplace.web.organisation import organisation_id
from marketplace.web.presenters import compliance_words
from marketplace.web.sending import sent

MEANWHILE = "Somebody changed this meanwhile. Look at it again before you change it."


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*SELLERS)
def insurance_create(request: Request) -> HttpResponse:
    if offers.find_own_provider(by=request.actor) is None:
        return _first_say_who(request)
    form = InsuranceForm(sent(request))
    if request.method == "POST" and form.is_valid():
        operations.insure(
            by=request.actor,
            organisation_id=organisation_id(request),
            certificate=form.certificate(),
            at=clock.now(),
        )
        messages.success(request, "The insurance is recorded. Councils see it at once.")
        return redirect("marketplace:compliance-own")
    return render(request, "marketplace/insurance/create.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*SELLERS)
def insurance_edit(request: Request, insurance: UUID) -> HttpResponse:
    row = papers.get_insurance(by=request.actor, insurance=insurance)
    form = InsuranceForm(sent(request), insurance=row)
    if request.method == "POST" and form.is_valid():
        try:
            operations.correct_insurance(
                by=request.actor,
                insurance=insurance,
                version=form.cleaned_data["version"],
                certificate=form.certificate(),
                withdraw=form.cleaned_data["withdraw"],
                at=clock.now(),
            )
            messages.success(request, "The insurance is put right. What it said before is kept.")
        except ChangedMeanwhile:
            messages.info(request, MEANWHILE)
        return redirect("marketplace:compliance-own")
    return render(request, "marketplace/insurance/edit.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*SELLERS)
def registration_edit(request: Request) -> HttpResponse:
    provider = offers.find_own_provider(by=request.actor)
    if provider is None:
        return _first_say_who(request)
    form = _registration_form(request, provider)
    if request.method == "POST" and form.is_valid():
        operations.register(
            by=request.actor,
            organisation_id=organisation_id(request),
            at=clock.now(),
            **form.cleaned_data,
        )
        messages.success(request, "Your registration is recorded. A council looks it up.")
        return redirect("marketplace:compliance-own")
    return render(request, "marketplace/registration/edit.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*COMMISSIONERS)
def registration_check(request: Request, provider: UUID) -> HttpResponse:
    council = organisation_id(request)
    row = papers.get_registration(by=request.actor, authority_id=council, provider=provider)
    form = FoundForm(sent(request), today=clock.today(), number=row.number)
    if request.method == "POST" and form.is_valid():
        try:
            operations.confirm(
                by=request.actor,
                authority_id=council,
                provider=provider,
                version=form.cleaned_data["version"],
                found=form.found(),
                at=clock.now(),
            )
            messages.success(request, "What you found is recorded.")
        except ChecksOwn:
            messages.error(request, "You work for this provider, so somebody else looks it up.")
        except ChangedMeanwhile:
            messages.info(request, MEANWHILE)
        return redirect("marketplace:compliance-detail", provider=provider)
    regulator = compliance_words.REGULATORS[Regulator(row.regulator)]
    context = {"form": form, "row": row, "regulator": regulator}
    return render(request, "marketplace/registration/check.html", context)


@require_POST
@for_roles(*COMMISSIONERS)
def registration_undo(request: Request, check: UUID) -> HttpResponse:
    row = operations.take_back(by=request.actor, check=check, at=clock.now())
    messages.success(request, "It is taken back, and stays in the history.")
    provider = row.registration.provider.reference
    return redirect("marketplace:compliance-detail", provider=provider)


def _registration_form(request: Request, provider: Provider) -> RegistrationForm:
    found = papers.find_registration(by=request.actor, organisation_id=organisation_id(request))
    return RegistrationForm(
        sent(request),
        registration=found,
        nation=papers.get_nation(provider=provider),
        known_number=provider.regulator_number,
    )


def _first_say_who(request: Request) -> HttpResponse:
    messages.info(request, "First say who you are. Then record your papers.")
    return redirect("marketplace:provider-edit")
