"""Which offers fit the answers of the search."""

from __future__ import annotations

from datetime import date

import django_filters
from django.db.models import QuerySet

from marketplace.models import OfferVersion
from marketplace.queries import offers
from marketplace.queries.narrowed import Narrowed
from marketplace.web.forms.offer_search import OfferSearch


class OfferFilter(django_filters.FilterSet):
    """Narrows what is on the market by one filter for each answer.

    The form is the page's own: it is written once for each choice, and checks what was typed.
    """

    category = django_filters.CharFilter()
    unit = django_filters.CharFilter()
    area = django_filters.CharFilter(field_name="areas__reference")
    provider = django_filters.CharFilter(field_name="offer__provider__reference")
    weekday = django_filters.CharFilter(field_name="weekdays", lookup_expr="contains")

    class Meta:
        model = OfferVersion
        fields: list[str] = []

    def __init__(self, *, search: OfferSearch, on: date) -> None:
        self.search = search
        super().__init__(search.data, offers.list_published(on=on))

    @property
    def form(self) -> OfferSearch:
        """The form whose answers these are."""
        return self.search

    def filter_queryset(self, queryset: QuerySet[OfferVersion]) -> QuerySet[OfferVersion]:
        """Filter by each answer, and by price, grade and kind of day together."""
        answers, asked = self.search.answers, self.search.asked
        for name, narrowing in self.filters.items():
            queryset = narrowing.filter(queryset, answers.get(name, ""))
        return offers.narrow_by_price(
            versions=queryset,
            day_type=asked.day_type,
            grade=asked.grade,
            at_most_pence=answers.get("max_price"),
        )


_NARROWING = (*OfferFilter.base_filters, "day_type", "grade", "max_price")


def narrow(*, search: OfferSearch, on: date) -> Narrowed:
    """What is on the market on the day and fits the answers; neither words nor order are in it."""
    answers = search.answers
    return Narrowed(
        answers=(on, *(answers.get(name) or None for name in _NARROWING)),
        build=lambda: OfferFilter(search=search, on=on).qs,
    )
