"""The addresses of the pages of marketplace."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from marketplace.web.views import offers, orders, pages, providers

app_name = "marketplace"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.home, name="home"),
    path("about/", pages.page_about, name="page-about"),
    path("accessibility/", pages.page_accessibility, name="page-accessibility"),
    path("privacy/", pages.page_privacy, name="page-privacy"),
    path("offers/", offers.offer_list, name="offer-list"),
    path("offers/compare/", offers.offer_compare, name="offer-compare"),
    path("offers/<uuid:offer>/", offers.offer_detail, name="offer-detail"),
    path("offers/<uuid:offer>/order/", orders.order_create, name="order-create"),
    path("offers/<uuid:offer>/order/check/", orders.order_check, name="order-check"),
    path("orders/", orders.order_list, name="order-list"),
    path("orders/<uuid:order>/", orders.order_detail, name="order-detail"),
    path("orders/<uuid:order>/end/", orders.order_end, name="order-end"),
    path("providers/<uuid:provider>/", providers.provider_detail, name="provider-detail"),
]
