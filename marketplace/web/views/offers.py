"""Finding, reading and comparing offers, signed in or not."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.web import clock
from accounts.web.access import public
from accounts.web.acting import Request
from marketplace import funding
from marketplace.enums import Unit
from marketplace.permissions import can_orders_for
from marketplace.queries import offers, reviews, search, spelling
from marketplace.web.forms.chosen import read_references
from marketplace.web.forms.offer_filter import narrow
from marketplace.web.forms.offer_search import OfferSearch
from marketplace.web.presenters import offer as offer_words
from marketplace.web.presenters import results as results_words
from marketplace.web.presenters import review as review_words

MOST_COMPARED = 4


@require_safe
@public
def offer_list(request: Request) -> HttpResponse:
    on = clock.today()
    form = OfferSearch(request.GET, funds=funding.list_funds(by=request.actor, on=on))
    asked = form.asked
    found = search.find(
        filtered=narrow(search=form, on=on),
        text=form.text,
        sort=form.order,
        page=request.GET.get("page", "1"),
        day_type=asked.day_type,
        grade=asked.grade,
    )
    suggestion = spelling.suggest(text=form.text) if form.text and not found.total else None
    results = results_words.present(
        found=found, asked=asked, on=on, query=request.GET, suggestion=suggestion
    )
    context = {"form": form, "results": results}
    return render(request, "marketplace/offer/list.html", context, status=form.status)


@require_safe
@public
def offer_detail(request: Request, offer: UUID) -> HttpResponse:
    on = clock.today()
    version = offers.get_current(offer=offer, on=on)
    form = OfferSearch(request.GET, funds=funding.list_funds(by=request.actor, on=on))
    form.ask_in(unit=Unit(version.unit))
    sheet = offer_words.present_sheet(version=version, asked=form.asked, on=on)
    person_id = request.actor.person_id
    may_order = person_id is not None and can_orders_for(by=request.actor, person_id=person_id)
    latest = reviews.list_latest(provider=version.offer.provider)
    context = {
        "sheet": sheet,
        "may_order": may_order,
        "form": form,
        "provider": version.offer.provider,
        "reviews": review_words.present_list(versions=latest),
    }
    return render(request, "marketplace/offer/detail.html", context, status=form.status_for_money)


@require_safe
@public
def offer_compare(request: Request) -> HttpResponse:
    on = clock.today()
    chosen = read_references(values=request.GET.getlist("offer"), most=MOST_COMPARED)
    form = OfferSearch(request.GET, funds=funding.list_funds(by=request.actor, on=on))
    sheets = tuple(
        offer_words.present_sheet(version=version, asked=form.asked, on=on)
        for version in offers.list_chosen(offers=chosen, on=on)
    )
    asked_for = len(set(request.GET.getlist("offer")))
    return render(
        request,
        "marketplace/offer/compare.html",
        {"sheets": sheets, "too_many": asked_for > MOST_COMPARED},
    )
