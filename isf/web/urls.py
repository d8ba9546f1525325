"""The addresses of the pages of isf."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path, register_converter

from isf.web import converters
from isf.web.views import entries, funds, statements

app_name = "isf"

register_converter(converters.Month, "month")
register_converter(converters.Sequence, "seq")

_FUND = "money/funds/<uuid:reference>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("money/funds/", funds.fund_list, name="fund-list"),
    path(_FUND, funds.fund_detail, name="fund-detail"),
    path(f"{_FUND}entries/", entries.entry_list, name="entry-list"),
    path(f"{_FUND}entries/<seq:seq>/", entries.entry_detail, name="entry-detail"),
    path(f"{_FUND}statements/<month:month>/", statements.statement_detail, name="statement-detail"),
]
