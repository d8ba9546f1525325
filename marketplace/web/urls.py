"""The addresses of the pages of marketplace."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from marketplace.web.views import (
    catalogue,
    invoices,
    moderation,
    offers,
    orders,
    pages,
    price_lists,
    providers,
    reviews,
    sales,
    visits,
)

app_name = "marketplace"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.home, name="home"),
    path("about/", pages.page_about, name="page-about"),
    path("accessibility/", pages.page_accessibility, name="page-accessibility"),
    path("help/", pages.page_contact, name="page-contact"),
    path("privacy/", pages.page_privacy, name="page-privacy"),
    path("offers/", offers.offer_list, name="offer-list"),
    path("offers/compare/", offers.offer_compare, name="offer-compare"),
    path("offers/<uuid:offer>/", offers.offer_detail, name="offer-detail"),
    path("offers/<uuid:offer>/order/", orders.order_create, name="order-create"),
    path("offers/<uuid:offer>/order/check/", orders.order_check, name="order-check"),
    path("orders/", orders.order_list, name="order-list"),
    path("orders/<uuid:order>/", orders.order_detail, name="order-detail"),
    path("orders/<uuid:order>/end/", orders.order_end, name="order-end"),
    path("catalogue/", catalogue.catalogue_list, name="catalogue-list"),
    path("catalogue/new/", catalogue.catalogue_create, name="catalogue-create"),
    path("catalogue/<uuid:offer>/", catalogue.catalogue_preview, name="catalogue-preview"),
    path("catalogue/<uuid:offer>/edit/", catalogue.catalogue_edit, name="catalogue-edit"),
    path("catalogue/<uuid:offer>/publish/", catalogue.catalogue_publish, name="catalogue-publish"),
    path(
        "catalogue/<uuid:offer>/withdraw/", catalogue.catalogue_withdraw, name="catalogue-withdraw"
    ),
    path("prices/", price_lists.price_list_create, name="price-list-create"),
    path("prices/template/", price_lists.price_list_template, name="price-list-template"),
    path("prices/<uuid:price_list>/", price_lists.price_list_detail, name="price-list-detail"),
    path("prices/<uuid:price_list>/apply/", price_lists.price_list_apply, name="price-list-apply"),
    path("sales/", sales.sale_list, name="sale-list"),
    path("sales/<uuid:order>/", sales.sale_detail, name="sale-detail"),
    path("sales/<uuid:order>/accept/", sales.sale_accept, name="sale-accept"),
    path("sales/<uuid:order>/decline/", sales.sale_decline, name="sale-decline"),
    path("visits/", visits.visit_list, name="visit-list"),
    path("visits/confirm/", visits.visit_confirm, name="visit-confirm"),
    path("visits/<uuid:line>/<str:day>/", visits.visit_record, name="visit-record"),
    path("invoices/", invoices.invoice_list, name="invoice-list"),
    path("invoices/new/", invoices.invoice_new, name="invoice-new"),
    path("invoices/new/<uuid:person>/<uuid:fund>/", invoices.invoice_create, name="invoice-create"),
    path("invoices/<uuid:invoice>/", invoices.invoice_detail, name="invoice-detail"),
    path("providers/own/", providers.provider_edit, name="provider-edit"),
    path("providers/<uuid:provider>/", providers.provider_detail, name="provider-detail"),
    path("providers/<uuid:provider>/reviews/", reviews.review_list, name="review-list"),
    path("providers/<uuid:provider>/reviews/own/", reviews.review_edit, name="review-edit"),
    path("reviews/own/", reviews.review_own, name="review-own"),
    path("reviews/received/", reviews.review_received, name="review-received"),
    path("reviews/<uuid:review>/answer/", reviews.review_answer, name="review-answer"),
    path("reviews/<uuid:review>/appeal/", reviews.review_appeal, name="review-appeal"),
    path("moderation/", moderation.moderation_list, name="moderation-list"),
    path("moderation/<uuid:review>/hide/", moderation.moderation_hide, name="moderation-hide"),
    path(
        "moderation/<uuid:review>/decide/",
        moderation.moderation_decide,
        name="moderation-decide",
    ),
]
