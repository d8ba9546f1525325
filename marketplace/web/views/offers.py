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
from marketplace.permissions import can_orders_for
from marketplace.queries import offers, search, spelling
from marketplace.web.forms.chosen import read_references
from marketplace.web.forms.offer_search import OfferFilter
from marketplace.web.presenters import offer as offer_words
from marketplace.web.presenters import results as results_words

MOST_COMPARED = 4


@require_safe
@public
def offer_list(request: Request) -> HttpResponse:
    on = clock.today()
    filters = OfferFilter(
        request.GET or None,
        queryset=offers.list_current(on=on),
        funds=funding.list_funds(by=request.actor, on=on),
    )
    found = search.find(
        filtered=filters.qs,
        text=filters.text,
        sort=filters.order,
        page=request.GET.get("page", "1"),
        day_type=filters.asked.day_type,
        grade=filters.asked.grade,
    )
    suggestion = spelling.suggest(text=filters.text) if filters.text and not found.total else None
    results = results_words.present(
        found=found, asked=filters.asked, on=on, query=request.GET, suggestion=suggestion
    )
    return render(
        request, "marketplace/offer/list.html", {"form": filters.form, "results": results}
    )


@require_safe
@public
def offer_detail(request: Request, offer: UUID) -> HttpResponse:
    on = clock.today()
    version = offers.get_current(offer=offer, on=on)
    filters = OfferFilter(request.GET or None, funds=funding.list_funds(by=request.actor, on=on))
    sheet = offer_words.present_sheet(version=version, asked=filters.asked, on=on)
    person_id = request.actor.person_id
    may_order = person_id is not None and can_orders_for(by=request.actor, person_id=person_id)
    return render(
        request,
        "marketplace/offer/detail.html",
        {"sheet": sheet, "may_order": may_order, "form": filters.form},
    )


@require_safe
@public
def offer_compare(request: Request) -> HttpResponse:
    on = clock.today()
    chosen = read_references(values=request.GET.getlist("offer"), most=MOST_COMPARED)
    filters = OfferFilter(request.GET or None, funds=funding.list_funds(by=request.actor, on=on))
    sheets = tuple(
        offer_words.present_sheet(version=version, asked=filters.asked, on=on)
        for version in offers.list_chosen(offers=chosen, on=on)
    )
    asked_for = len(set(request.GET.getlist("offer")))
    return render(
        request,
        "marketplace/offer/compare.html",
        {"sheets": sheets, "too_many": asked_for > MOST_COMPARED},
    )
