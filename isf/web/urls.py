"""The addresses of the pages of isf."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path, register_converter

from isf.web import converters
from isf.web.views import funds

app_name = "isf"

register_converter(converters.Month, "month")
register_converter(converters.Sequence, "seq")

_FUND = "money/funds/<uuid:reference>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("money/funds/", funds.fund_list, name="fund-list"),
]
