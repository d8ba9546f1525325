"""A person's orders: placing one in two steps, following it, ending it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.enums import Scope
from accounts.operations import audit
from accounts.web import clock
from accounts.web.access import for_person
from accounts.web.acting import Request
from marketplace import funding
from marketplace.enums import OrderState
from marketplace.models import Order
from marketplace.operations import orders as order_operations
from marketplace.queries import offer_content, offers, orders
from marketplace.rules.orders import Request as Asked
from marketplace.rules.states import NotInThisState
from marketplace.web.forms.order import OrderForm
from marketplace.web.forms.order_end import EndForm
from marketplace.web.person import person_id
from marketplace.web.presenters import check as check_words
from marketplace.web.presenters import ending as ending_words
from marketplace.web.presenters import order as order_words
from marketplace.web.presenters import order_days
from marketplace.web.presenters import refusal as refusal_words
from marketplace.web.presenters.refusal import Refusal
from marketplace.web.sending import sent

PER_PAGE = 20


@require_http_methods(["GET", "HEAD", "POST"])
@for_person(Scope.ORDER)
def order_create(request: Request, offer: UUID) -> HttpResponse:
    on = clock.today()
    version = offers.get_current(offer=offer, on=on)
    funds = funding.list_funds(by=request.actor, on=on)
    saved = funding.list_saved(by=request.actor)
    form = OrderForm(
        request.POST or (request.GET if "token" in request.GET else None),
        version=version,
        funds=funds,
        saved=saved,
        today=on,
        initial={"token": uuid4(), "version": version.number},
    )
    if request.method == "POST" and form.is_valid():
        return redirect(check_words.check_href(offer=str(offer), sent=request.POST))
    context = {"form": form, "version": version, "funds": funds}
    return render(request, "marketplace/order/create.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_person(Scope.ORDER)
def order_check(request: Request, offer: UUID) -> HttpResponse:
    on = clock.today()
    version = offers.get_current(offer=offer, on=on)
    funds = funding.list_funds(by=request.actor, on=on)
    saved = funding.list_saved(by=request.actor)
    sent = request.POST or request.GET
    form = OrderForm(sent, version=version, funds=funds, saved=saved, today=on)
    if not form.is_valid() or form.request is None:
        return redirect(check_words.change_href(offer=str(offer), sent=sent))
    at = clock.now()
    outcome = _place(request, form.request, at) if request.method == "POST" else None
    if isinstance(outcome, Order):
        _say_sent(request, is_new=outcome.placed_at == at)
        return redirect("marketplace:order-detail", order=outcome.reference)
    bought = funding.asked(
        request=form.request,
        prices=offer_content.read_prices(version=version),
        nation=orders.get_nation(person_id=person_id(request)),
    )
    check = check_words.present(
        asked=form.request,
        version=version,
        fund=next(fund for fund in funds if fund.reference == form.request.fund),
        effect=funding.effect_of(
            by=request.actor,
            fund=form.request.fund,
            what=version.category,
            bought=bought,
            set_aside_pence=form.request.set_aside_pence,
            saved=form.request.saved,
            part=form.request.part,
            payee_id=version.offer.provider.organisation_id,
            at=at,
        ),
        saved=next((money for money in saved if money.reference == form.request.saved), None),
        sent=sent,
    )
    return render(request, "marketplace/order/check.html", {"check": check, "refusal": outcome})


def _say_sent(request: Request, *, is_new: bool) -> None:
    if is_new:
        messages.success(request, "Your order was sent to the provider.")
    else:
        messages.info(request, "You sent this order before. It was not ordered a second time.")


def _place(request: Request, asked: Asked, at: datetime) -> Order | Refusal:
    try:
        return order_operations.place(
            by=request.actor,
            person_id=person_id(request),
            request=asked,
            at=at,
            on=clock.today(),
        )
    except refusal_words.REFUSALS as refused:
        return refusal_words.present(refused=refused)


@require_safe
@for_person(Scope.SEE)
def order_list(request: Request) -> HttpResponse:
    rows = orders.list_of_person(by=request.actor, person_id=person_id(request))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    rows_shown = list(page.object_list)
    shown = order_words.present_rows(
        orders=rows_shown,
        paid=funding.list_paid_days(orders=[row.reference for row in rows_shown]),
        on=clock.today(),
        url_name="marketplace:order-detail",
    )
    return render(request, "marketplace/order/list.html", {"rows": shown, "page": page})


@require_safe
@for_person(Scope.SEE)
def order_detail(request: Request, order: UUID) -> HttpResponse:
    row = orders.get_of_person(by=request.actor, order=order)
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
        url_name="marketplace:order-detail",
    )
    may_order = Scope.ORDER in request.actor.scopes
    return render(
        request, "marketplace/order/detail.html", {"order": whole, "may_order": may_order}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_person(Scope.ORDER)
def order_end(request: Request, order: UUID) -> HttpResponse:
    on = clock.today()
    row = orders.get_of_person(by=request.actor, order=order)
    paid = funding.find_paid_days(order=order)
    last_on = order_days.present(order=row, paid=paid, on=on).last_on
    form = EndForm(
        sent(request),
        today=on,
        ends_on=last_on,
        is_running=row.state == OrderState.ACCEPTED,
        initial={"last_day": ending_words.first_choice(order=row, last_on=last_on, on=on)},
    )
    cost = None
    if request.method == "POST" and form.is_valid():
        try:
            order_operations.end(
                by=request.actor,
                order=order,
                last_day=form.cleaned_data.get("last_day") or on,
                reason=form.cleaned_data["reason"],
                at=clock.now(),
                on=on,
                shown_pence=form.cleaned_data["shown_pence"] or 0,
            )
            messages.success(request, "The order ends. The provider can see it now.")
            return redirect("marketplace:order-detail", order=order)
        except NotInThisState:
            messages.info(request, "This order had already ended.")
            return redirect("marketplace:order-detail", order=order)
        except funding.ChargeNotShown as charge:
            cost = ending_words.present_cost(charge=charge, sent=form.cleaned_data)
    words = ending_words.present(order=row, on=on)
    context = {"form": form, "ending": words, "cost": cost}
    return render(request, "marketplace/order/end.html", context)
