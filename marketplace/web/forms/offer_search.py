"""The filters of the search, read from the query string."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import QuerySet

from accounts.enums import DayType
from accounts.web.forms.fields import PenceField, QuantityField
from marketplace.enums import Grade
from marketplace.funding import Fund
from marketplace.models import OfferVersion
from marketplace.queries import offers
from marketplace.queries.search import Sort
from marketplace.web.presenters import wording
from marketplace.web.presenters.effect import fund_title
from marketplace.web.presenters.offer import Asked

LONGEST_TEXT = 100
MOST_A_WEEK = 168
SORTS = {
    Sort.BEST: "Best match",
    Sort.PRICE: "Lowest price first",
    Sort.NEWEST: "Newest first",
    Sort.NAME: "Provider, A to Z",
}


class _PenceFilter(django_filters.Filter):
    field_class = PenceField


class _QuantityFilter(django_filters.Filter):
    field_class = QuantityField


def _kept(queryset: QuerySet[OfferVersion], _name: str, _value: Any) -> QuerySet[OfferVersion]:
    """These fields say how results are shown, or are used together below."""
    return queryset


def _on_weekday(queryset: QuerySet[OfferVersion], _name: str, value: str) -> QuerySet[OfferVersion]:
    return queryset.filter(weekdays__contains=value)


class OfferFilter(django_filters.FilterSet):
    """What to look for; every field may be left empty, and an unusable one is said and ignored."""

    q = django_filters.CharFilter(label="Words", method=_kept, max_length=LONGEST_TEXT)
    category = django_filters.ChoiceFilter(
        label="Kind of support", choices=list(wording.CATEGORIES.items()), empty_label="Any"
    )
    area = django_filters.ModelChoiceFilter(
        label="Area",
        field_name="areas",
        to_field_name="reference",
        queryset=lambda _: offers.list_areas(),
        empty_label="Any",
    )
    weekday = django_filters.ChoiceFilter(
        label="Available on",
        choices=[(str(day), name) for day, name in enumerate(wording.WEEKDAYS)],
        method=_on_weekday,
        empty_label="Any day",
    )
    day_type = django_filters.ChoiceFilter(
        label="Show prices for",
        choices=list(wording.DAY_TYPES.items()),
        method=_kept,
        empty_label="Any kind of day",
    )
    max_price = _PenceFilter(label="Price up to", method=_kept)
    unit = django_filters.ChoiceFilter(
        label="Priced by the", choices=list(wording.UNITS.items()), empty_label="Any"
    )
    grade = django_filters.ChoiceFilter(
        label="Who comes", choices=list(wording.GRADES.items()), method=_kept, empty_label="Anyone"
    )
    provider = django_filters.ModelChoiceFilter(
        label="Provider",
        field_name="offer__provider",
        to_field_name="reference",
        queryset=lambda _: offers.list_sellers(),
        empty_label="Any",
    )
    sort = django_filters.ChoiceFilter(
        label="Sort by", choices=list(SORTS.items()), method=_kept, empty_label=None
    )

    class Meta:
        model = OfferVersion
        fields: list[str] = []

    def __init__(self, *args: Any, funds: Sequence[Fund] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.funds = {str(fund.reference): fund for fund in funds}
        if funds:
            self._add(
                "quantity",
                _QuantityFilter(
                    label="How many hours, visits or items a week?",
                    method=_kept,
                    largest=MOST_A_WEEK,
                ),
            )
        if len(funds) > 1:
            self._add(
                "fund",
                django_filters.ChoiceFilter(
                    label="Paid from",
                    choices=[(key, fund_title(fund=fund)) for key, fund in self.funds.items()],
                    method=_kept,
                    empty_label=None,
                ),
            )

    def _add(self, name: str, added: django_filters.Filter) -> None:
        """Ask it right after the words to look for."""
        added.parent, added.model = self, OfferVersion
        self.filters[name] = added
        for other in [other for other in self.filters if other not in {"q", "quantity", "fund"}]:
            self.filters.move_to_end(other)

    def filter_queryset(self, queryset: QuerySet[OfferVersion]) -> QuerySet[OfferVersion]:
        """Filter by each field, and by price, grade and kind of day together."""
        versions: QuerySet[OfferVersion] = super().filter_queryset(queryset)
        ceiling = self._answers.get("max_price")
        asked = self.asked
        if not (ceiling or asked.grade or asked.day_type):
            return versions
        return offers.narrow_by_price(
            versions=versions,
            day_type=asked.day_type,
            grade=asked.grade,
            at_most_pence=ceiling,
        )

    @property
    def text(self) -> str:
        """The words to look for."""
        return self._answers.get("q") or ""

    @property
    def order(self) -> Sort:
        """The order to show results in."""
        return Sort(self._answers.get("sort") or Sort.BEST)

    @property
    def asked(self) -> Asked:
        """What to show prices for."""
        answers = self._answers
        first = next(iter(self.funds), "")
        return Asked(
            day_type=DayType(answers["day_type"]) if answers.get("day_type") else None,
            grade=Grade(answers["grade"]) if answers.get("grade") else None,
            quantity=answers.get("quantity") or Asked().quantity,
            fund=self.funds.get(answers.get("fund") or first),
        )

    @property
    def _answers(self) -> dict[str, Any]:
        self.form.is_valid()
        answers: dict[str, Any] = getattr(self.form, "cleaned_data", {})
        return answers
