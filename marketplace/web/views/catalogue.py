"""A provider writes, previews, publishes and withdraws its offers."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.enums import Role
from accounts.web import clock
from accounts.web.access import for_roles
from accounts.web.acting import Request
from marketplace.operations import offers as offer_operations
from marketplace.queries import offer_content, offers
from marketplace.rules.versions import NotReady
from marketplace.web.forms.catalogue import OfferForm, first_day
from marketplace.web.organisation import organisation_id
from marketplace.web.presenters import catalogue as catalogue_words
from marketplace.web.sending import sent

SELLERS = (Role.PROVIDER_OWNER, Role.PROVIDER_MANAGER)


@require_safe
@for_roles(*SELLERS)
def catalogue_list(request: Request) -> HttpResponse:
    own = offers.list_own(by=request.actor, organisation_id=organisation_id(request))
    rows = catalogue_words.present_rows(offers=own, on=clock.today())
    has_page = offers.find_own_provider(by=request.actor) is not None
    return render(request, "marketplace/catalogue/list.html", {"rows": rows, "has_page": has_page})


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*SELLERS)
def catalogue_create(request: Request) -> HttpResponse:
    if offers.find_own_provider(by=request.actor) is None:
        messages.info(request, "First say who you are. Then write your offer.")
        return redirect("marketplace:provider-edit")
    on = clock.today()
    form = OfferForm(sent(request), initial={"starts_on": first_day(content=None, today=on)})
    if request.method == "POST" and form.is_valid():
        version = offer_operations.draft(
            by=request.actor,
            organisation_id=organisation_id(request),
            content=form.content(),
            at=clock.now(),
        )
        return redirect("marketplace:catalogue-preview", offer=version.offer.reference)
    return render(request, "marketplace/catalogue/create.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*SELLERS)
def catalogue_edit(request: Request, offer: UUID) -> HttpResponse:
    row = offers.get_own(by=request.actor, offer=offer)
    version = catalogue_words.newest(offer=row)
    content = offer_content.read(version=version)
    form = OfferForm(
        sent(request),
        content=content,
        initial={"starts_on": first_day(content=content, today=clock.today())},
    )
    if request.method == "POST" and form.is_valid():
        offer_operations.edit(by=request.actor, offer=offer, content=form.content(), at=clock.now())
        return redirect("marketplace:catalogue-preview", offer=offer)
    return render(
        request,
        "marketplace/catalogue/edit.html",
        {"form": form, "offer": row, "is_published": version.published_at is not None},
    )


@require_safe
@for_roles(*SELLERS)
def catalogue_preview(request: Request, offer: UUID) -> HttpResponse:
    row = offers.get_own(by=request.actor, offer=offer)
    preview = catalogue_words.present_preview(offer=row, on=clock.today())
    return render(request, "marketplace/catalogue/preview.html", {"preview": preview})


@require_POST
@for_roles(*SELLERS)
def catalogue_publish(request: Request, offer: UUID) -> HttpResponse:
    try:
        offer_operations.publish(by=request.actor, offer=offer, at=clock.now(), on=clock.today())
        messages.success(request, "The offer is published.")
    except NotReady:
        messages.error(request, "The offer is not published yet. See what is still missing.")
    return redirect("marketplace:catalogue-preview", offer=offer)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*SELLERS)
def catalogue_withdraw(request: Request, offer: UUID) -> HttpResponse:
    row = offers.get_own(by=request.actor, offer=offer)
    if request.method == "POST":
        offer_operations.withdraw(by=request.actor, offer=offer, at=clock.now())
        messages.success(request, "The offer is withdrawn. Running orders go on as agreed.")
        return redirect("marketplace:catalogue-list")
    (words,) = catalogue_words.present_rows(offers=[row], on=clock.today())
    return render(request, "marketplace/catalogue/withdraw.html", {"row": words})
