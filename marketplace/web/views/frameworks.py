"""A council's framework agreements, and who is on them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.web import clock
from accounts.web.access import for_roles
from accounts.web.acting import Request
from marketplace.operations import frameworks as operations
from marketplace.operations.recorded import ChangedMeanwhile
from marketplace.permissions import COMMISSIONERS
from marketplace.queries import papers
from marketplace.web.forms.papers import FrameworkForm, ListingForm
from marketplace.web.organisation import organisation_id
from marketplace.web.sending import sent
from marketplace.web.views.papers import MEANWHILE


@require_safe
@for_roles(*COMMISSIONERS)
def framework_list(request: Request) -> HttpResponse:
    rows = papers.list_frameworks(by=request.actor, authority_id=organisation_id(request))
    return render(request, "marketplace/framework/list.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*COMMISSIONERS)
def framework_create(request: Request) -> HttpResponse:
    form = FrameworkForm(sent(request))
    if request.method == "POST" and form.is_valid():
        operations.create(
            by=request.actor,
            authority_id=organisation_id(request),
            terms=form.terms(),
            at=clock.now(),
        )
        messages.success(request, "The framework agreement is recorded.")
        return redirect("marketplace:framework-list")
    return render(request, "marketplace/framework/create.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*COMMISSIONERS)
def framework_edit(request: Request, framework: UUID) -> HttpResponse:
    row = papers.get_framework(by=request.actor, framework=framework)
    form = FrameworkForm(sent(request), framework=row)
    if request.method == "POST" and form.is_valid():
        try:
            operations.correct(
                by=request.actor,
                framework=framework,
                version=form.cleaned_data["version"],
                terms=form.terms(),
                withdraw=form.cleaned_data["withdraw"],
                at=clock.now(),
            )
            messages.success(request, "The framework agreement is put right.")
        except ChangedMeanwhile:
            messages.info(request, MEANWHILE)
        return redirect("marketplace:framework-list")
    return render(request, "marketplace/framework/edit.html", {"form": form, "row": row})


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*COMMISSIONERS)
def listing_create(request: Request, provider: UUID) -> HttpResponse:
    seller = papers.get_provider(provider=provider)
    frameworks = papers.list_frameworks(by=request.actor, authority_id=organisation_id(request))
    if not frameworks:
        messages.info(request, "First record a framework agreement. Then put providers on it.")
        return redirect("marketplace:framework-create")
    form = ListingForm(sent(request), frameworks=frameworks)
    if request.method == "POST" and form.is_valid():
        operations.admit(by=request.actor, provider=provider, listed=form.listed(), at=clock.now())
        messages.success(request, "The provider is on the framework from that day.")
        return redirect("marketplace:compliance-detail", provider=provider)
    return render(request, "marketplace/listing/create.html", {"form": form, "provider": seller})


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*COMMISSIONERS)
def listing_edit(request: Request, listing: UUID) -> HttpResponse:
    row = papers.get_listing(by=request.actor, listing=listing)
    frameworks = papers.list_frameworks(by=request.actor, authority_id=organisation_id(request))
    form = ListingForm(sent(request), frameworks=frameworks, listing=row)
    if request.method == "POST" and form.is_valid():
        try:
            operations.correct_listing(
                by=request.actor,
                listing=listing,
                version=form.cleaned_data["version"],
                listed=form.listed(),
                withdraw=form.cleaned_data["withdraw"],
                at=clock.now(),
            )
            messages.success(request, "It is put right. What was recorded before is kept.")
        except ChangedMeanwhile:
            messages.info(request, MEANWHILE)
        return redirect("marketplace:compliance-detail", provider=row.provider.reference)
    context = {"form": form, "provider": row.provider}
    return render(request, "marketplace/listing/edit.html", context)
