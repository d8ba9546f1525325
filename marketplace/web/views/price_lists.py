"""A provider sends a price list, sees what it would do, and publishes it."""

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
from marketplace.operations import price_lists as price_list_operations
from marketplace.queries import offers, price_lists
from marketplace.web.forms.price_list import PriceListForm
from marketplace.web.organisation import organisation_id
from marketplace.web.presenters import price_list as words
from marketplace.web.sending import sent

SELLERS = (Role.PROVIDER_OWNER, Role.PROVIDER_MANAGER)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*SELLERS)
def price_list_create(request: Request) -> HttpResponse:
    if offers.find_own_provider(by=request.actor) is None:
        messages.info(request, "First say who you are. Then write your offers.")
        return redirect("marketplace:provider-edit")
    form = PriceListForm(sent(request), request.FILES if request.method == "POST" else None)
    context: dict[str, object] = {"form": form}
    if request.method == "POST" and form.is_valid():
        checked = price_list_operations.check(
            by=request.actor,
            organisation_id=organisation_id(request),
            content=form.cleaned_data["file"],
            grades=words.GRADES,
            at=clock.now(),
            on=clock.today(),
        )
        if checked.price_list is not None:
            return redirect(
                "marketplace:price-list-detail", price_list=checked.price_list.reference
            )
        context["problems"] = words.present_problems(plan=checked.plan)
        context["has_more_problems"] = checked.plan.has_more_problems
        context["nothing"] = not checked.plan.problems
    return render(request, "marketplace/price_list/create.html", context)


@require_safe
@for_roles(*SELLERS)
def price_list_template(request: Request) -> HttpResponse:
    current = price_lists.list_current(
        by=request.actor, organisation_id=organisation_id(request), on=clock.today()
    )
    return HttpResponse(
        words.template(offers=current),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="price-list.csv"'},
    )


@require_safe
@for_roles(*SELLERS)
def price_list_detail(request: Request, price_list: UUID) -> HttpResponse:
    checked = price_lists.get_checked(
        by=request.actor, price_list=price_list, grades=words.GRADES, on=clock.today()
    )
    context = {
        "price_list": checked.price_list,
        "is_stale": checked.is_stale and checked.price_list.applied_at is None,
        "changes": words.present_changes(plan=checked.plan),
        "unchanged": checked.plan.unchanged,
    }
    return render(request, "marketplace/price_list/detail.html", context)


@require_POST
@for_roles(*SELLERS)
def price_list_apply(request: Request, price_list: UUID) -> HttpResponse:
    try:
        price_list_operations.apply(
            by=request.actor,
            price_list=price_list,
            grades=words.GRADES,
            at=clock.now(),
            on=clock.today(),
        )
        messages.success(request, "The prices are published. Running orders keep theirs.")
    except price_list_operations.Stale:
        messages.error(request, "Nothing was published. See below why.")
    return redirect("marketplace:price-list-detail", price_list=price_list)
