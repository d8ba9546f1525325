"""A provider's public page, and how its own people write it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.web import clock
from accounts.web.access import public
from accounts.web.acting import Request
from marketplace import funding
from marketplace.queries import offers
from marketplace.web.forms.offer_search import OfferFilter
from marketplace.web.presenters import offer as offer_words


@require_safe
@public
def provider_detail(request: Request, provider: UUID) -> HttpResponse:
    on = clock.today()
    seller = offers.get_provider(provider=provider)
    filters = OfferFilter(request.GET or None, funds=funding.list_funds(by=request.actor, on=on))
    cards = offer_words.present_cards(
        versions=offers.list_of_provider(provider=seller, on=on), asked=filters.asked, on=on
    )
    return render(request, "marketplace/provider/detail.html", {"provider": seller, "cards": cards})
