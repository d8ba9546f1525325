"""A provider reads and answers the orders it received."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.enums import Role
from accounts.operations import audit
from accounts.web import clock
from accounts.web.access import for_roles
from accounts.web.acting import Request
from marketplace import funding
from marketplace.enums import OrderState
from marketplace.operations import orders as order_operations
from marketplace.queries import orders
from marketplace.rules.states import NotInThisState
from marketplace.web.forms.sale import DeclineForm
from marketplace.web.organisation import organisation_id
from marketplace.web.presenters import order as order_words
from marketplace.web.presenters import sale as sale_words
from marketplace.web.sending import sent

SELLERS = (Role.PROVIDER_OWNER, Role.PROVIDER_MANAGER)
STAFF = (*SELLERS, Role.PROVIDER_FINANCE)
PER_PAGE = 20


@require_safe
@for_roles(*STAFF)
def sale_list(request: Request) -> HttpResponse:
    tab = sale_words.read_tab(text=request.GET.get("show", ""))
    rows = orders.list_received(
        by=request.actor, organisation_id=organisation_id(request), states=tab.states
    )
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    audit.listed(
        by=request.actor,
        person_ids=[row.person_id for row in shown],
        what="ORDERS",
        at=clock.now(),
    )
    words = order_words.present_rows(
        orders=shown,
        paid=funding.list_paid_days(orders=[row.reference for row in shown]),
        on=clock.today(),
        url_name="marketplace:sale-detail",
    )
    context = {"rows": words, "page": page, "tab": tab, "tabs": sale_words.TABS}
    return render(request, "marketplace/sale/list.html", context)


@require_safe
@for_roles(*STAFF)
def sale_detail(request: Request, order: UUID) -> HttpResponse:
    row = orders.get_received(by=request.actor, order=order)
    audit.viewed(
        by=request.actor,
        person_id=row.person_id,
        what="ORDER",
        at=clock.now(),
        subject=f"order:{order}",
    )
    whole = order_words.present_whole(
        order=row,
        deliveries=orders.list_deliveries(order=row),
        paid=funding.find_paid_days(order=row.reference),
        on=clock.today(),
        url_name="marketplace:sale-detail",
    )
    context = {
        "order": whole,
        "customer": sale_words.present_customer(order=row),
        "may_answer": whole.may_answer and not request.actor.roles.isdisjoint(SELLERS),
    }
    return render(request, "marketplace/sale/detail.html", context)


@require_POST
@for_roles(*SELLERS)
def sale_accept(request: Request, order: UUID) -> HttpResponse:
    try:
        order_operations.accept(by=request.actor, order=order, at=clock.now())
        messages.success(request, "You accepted the order. Its visits are in your week now.")
    except NotInThisState:
        messages.info(request, "This order was taken back or answered meanwhile.")
    except funding.NoPaidDay:
        messages.error(request, "The fund ends before the first visit. Decline this order.")
    return redirect("marketplace:sale-detail", order=order)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*SELLERS)
def sale_decline(request: Request, order: UUID) -> HttpResponse:
    row = orders.get_received(by=request.actor, order=order)
    form = DeclineForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            order_operations.decline(
                by=request.actor,
                order=order,
                reason=form.cleaned_data["reason"],
                at=clock.now(),
            )
            messages.success(request, "You declined the order. The person can see why.")
        except NotInThisState:
            messages.info(request, "This order was taken back or answered meanwhile.")
        return redirect("marketplace:sale-detail", order=order)
    if request.method != "POST" and row.state != OrderState.PLACED:
        return redirect("marketplace:sale-detail", order=order)
    words = order_words.present_row(
        order=row,
        paid=funding.find_paid_days(order=row.reference),
        on=clock.today(),
        url_name="marketplace:sale-detail",
    )
    return render(request, "marketplace/sale/decline.html", {"form": form, "row": words})
