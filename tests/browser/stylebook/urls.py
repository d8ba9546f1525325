"""Pages that show every layout, component and control: only tests and developers see them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path
from django.views import csrf, defaults
from django_cotton.compiler_regex import CottonCompiler

from accounts.web.forms import fields
from accounts.web.presenters import chart

DAYS = [("MON", "Monday"), ("TUE", "Tuesday"), ("WED", "Wednesday")]


class EveryControl(forms.Form):
    """One of each control."""

    name = forms.CharField(label="Full name", help_text="As it is on your agreement")
    email = forms.EmailField(label="E-mail address", required=False)
    notes = forms.CharField(label="What is included", widget=forms.Textarea({"rows": 4}))
    category = forms.ChoiceField(
        label="Kind of support", choices=[("", "Choose one"), ("HOME", "Help at home")]
    )
    days = forms.MultipleChoiceField(
        label="On which days",
        choices=DAYS,
        widget=forms.CheckboxSelectMultiple,
        help_text="Choose all that apply",
    )
    day = forms.ChoiceField(label="On which day", choices=DAYS, widget=forms.RadioSelect)
    starts_on = fields.DayField(label="Start date", help_text="For example, 3 4 2026")
    price = fields.PenceField(label="Price for an hour", smallest_pence=1)
    hours = fields.QuantityField(label="Hours each time")
    starts_at = fields.ClockField(label="Start time", help_text="For example, 9:30am")
    workers = forms.IntegerField(label="How many workers", min_value=1, max_value=9)
    receipt = forms.FileField(label="Receipt", required=False)
    agreed = forms.BooleanField(label="I have read the terms", help_text="They are short")


class Filters(forms.Form):
    """As a list page has them."""

    q = forms.CharField(label="Words", required=False)
    days = forms.MultipleChoiceField(
        label="Days", choices=DAYS, widget=forms.CheckboxSelectMultiple, required=False
    )


def show(request: HttpRequest, name: str) -> HttpResponse:
    source = (Path(__file__).parent / f"{name}.html").read_text(encoding="utf-8")
    template = engines["django"].from_string(CottonCompiler().process(source))
    return HttpResponse(template.render(context(request), request))


def context(request: HttpRequest) -> dict[str, Any]:
    asked = request.GET if "error" in request.GET else None
    return {
        "form": EveryControl(request.POST or asked, request.FILES or None),
        "filters": Filters(request.GET or None),
        "page": Paginator(range(100), 10).get_page(3),
        "today": date(2026, 4, 3),
        "later": date(2026, 4, 30),
        "instant": datetime(2026, 7, 3, 13, 5, tzinfo=UTC),
        "chart": chart.line(
            key="lasts",
            title="How long the money lasts",
            meaning="At this pace the money lasts until 12 October 2026.",
            points=[
                chart.Point(label=f"{month} 2026", pence=pence)
                for month, pence in zip(
                    ("Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov"),
                    (192_000, 168_040, 151_000, 120_500, 87_000, 50_010, 12_345, -9_000),
                    strict=True,
                )
            ],
        ),
        "long": "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch " * 3,
    }


def fail(request: HttpRequest, status: str) -> HttpResponse:
    """Show the page of an error as the site would."""
    if status == "csrf":
        return csrf.csrf_failure(request)
    handler = {
        "400": defaults.bad_request,
        "403": defaults.permission_denied,
        "404": defaults.page_not_found,
    }.get(status)
    return handler(request, Exception()) if handler else defaults.server_error(request)


urlpatterns = [
    path("style/fails/<slug:status>/", fail),
    path("style/<slug:name>/", show, name="stylebook"),
    path("", include("marketplace.config.urls")),
]
