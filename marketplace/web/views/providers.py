"""A provider's public page, and how its own people write it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.enums import Role
from accounts.web import clock
from accounts.web.access import for_roles, public
from accounts.web.acting import Request
from marketplace import funding
from marketplace.operations import providers as provider_operations
from marketplace.permissions import can_orders_for
from marketplace.queries import offers, reviews
from marketplace.web.forms.offer_search import OfferSearch
from marketplace.web.forms.profile import ProfileForm
from marketplace.web.organisation import organisation_id
from marketplace.web.presenters import offer as offer_words
from marketplace.web.presenters import review as review_words
from marketplace.web.sending import sent


@require_safe
@public
def provider_detail(request: Request, provider: UUID) -> HttpResponse:
    on = clock.today()
    seller = offers.get_provider(provider=provider)
    form = OfferSearch(request.GET, funds=funding.list_funds(by=request.actor, on=on))
    results = offer_words.present_results(
        offers=offers.list_of_provider(provider=seller, on=on), asked=form.asked, on=on
    )
    person = request.actor.person_id
    context = {
        "provider": seller,
        "results": results,
        "summary": review_words.summary(given=reviews.read_given(provider=seller)),
        "reviews": review_words.present_list(versions=reviews.list_latest(provider=seller)),
        "may_order": person is not None and can_orders_for(by=request.actor, person_id=person),
    }
    return render(request, "marketplace/provider/detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.PROVIDER_OWNER, Role.PROVIDER_MANAGER)
def provider_edit(request: Request) -> HttpResponse:
    provider = offers.find_own_provider(by=request.actor)
    form = ProfileForm(sent(request), provider=provider)
    if request.method == "POST" and form.is_valid():
        written = provider_operations.describe(
            by=request.actor,
            organisation_id=organisation_id(request),
            profile=form.profile(),
            at=clock.now(),
        )
        messages.success(request, "Your page is changed. This is how the public sees it.")
        return redirect("marketplace:provider-detail", provider=written.reference)
    return render(request, "marketplace/provider/edit.html", {"form": form})
