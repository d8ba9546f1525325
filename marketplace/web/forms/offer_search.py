"""The filters of the search, read from the query string."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict

from accounts.enums import DayType
from accounts.web.forms.fields import PenceField, QuantityField
from accounts.web.forms.filters import BAD_REQUEST, OK, Filter
from marketplace.enums import Grade, Unit
from marketplace.funding import Fund
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
    Sort.REVIEWED: "Best reviewed",
    Sort.NEWEST: "Newest first",
    Sort.NAME: "Provider, A to Z",
}
Choices = Iterable[tuple[str, str]]
_FIRST = ("q", "quantity", "fund")


class _Choice(forms.ChoiceField):
    """A select of which nothing need be chosen.

    Its choices are behind a function: Django copies a list of them for every form, entry by entry.
    """

    def __init__(self, label: str, choices: Choices = (), *, none: str = "Any") -> None:
        every = (("", none), *choices) if none else tuple(choices)
        super().__init__(label=label, required=False)
        self.read(lambda: every)

    def read(self, list_all: Callable[[], Choices]) -> None:
        """Offer what this lists when somebody asks."""
        self.list_all = list_all
        self.choices = list_all


class OfferSearch(Filter):
    """What to look for; every field may be left empty, and an unusable one is said and ignored."""

    is_written_once = True

    q = forms.CharField(label="Words", required=False, max_length=LONGEST_TEXT)
    category = _Choice("Kind of support", wording.CATEGORIES.items(), none="Any")
    area = _Choice("Area", none="Any")
    weekday = _Choice(
        "Available on",
        [(str(day), name) for day, name in enumerate(wording.WEEKDAYS)],
        none="Any day",
    )
    day_type = _Choice("Show prices for", wording.DAY_TYPES.items(), none="Any kind of day")
    max_price = PenceField(label="Price up to", required=False)
    unit = _Choice("Priced by the", wording.UNITS.items(), none="Any")
    grade = _Choice("Who comes", wording.GRADES.items(), none="Anyone")
    provider = _Choice("Provider", none="Any")
    sort = _Choice("Sort by", SORTS.items(), none="")

    def __init__(self, data: QueryDict, *, funds: Sequence[Fund] = ()) -> None:
        super().__init__(data or None)
        self.funds = {str(fund.reference): fund for fund in funds}
        names = cache(offers.list_names)
        self._choose("area", lambda: names().areas)
        self._choose("provider", lambda: names().sellers)
        if funds:
            self.fields["quantity"] = QuantityField(
                label="How many hours, visits or items a week?", required=False, largest=MOST_A_WEEK
            )
        if len(funds) > 1:
            self.fields["fund"] = forms.ChoiceField(
                label="Paid from",
                required=False,
                choices=[(key, fund_title(fund=fund)) for key, fund in self.funds.items()],
            )
        if funds:
            self.order_fields(_FIRST)

    def _choose(self, name: str, read: Callable[[], Iterable[tuple[UUID, str]]]) -> None:
        """Offer these in a select; they are read once, and not before somebody asks."""

        @cache
        def choices() -> tuple[tuple[str, str], ...]:
            return (("", "Any"), *((str(value), label) for value, label in read()))

        field = self.fields[name]
        assert isinstance(field, _Choice)
        field.read(choices)

    def ask_in(self, *, unit: Unit) -> None:
        """Ask how much in the unit of the one offer the page is about; a week is always one."""
        if unit is Unit.WEEK:
            self.fields.pop("quantity", None)
        elif "quantity" in self.fields:
            self.fields["quantity"].label = f"How many {wording.many(unit=unit)} a week?"

    @property
    def status_for_money(self) -> int:
        """The same for a page that asks for nothing but how much, and out of which fund."""
        return BAD_REQUEST if {"quantity", "fund"} & set(self.errors) else OK

    @property
    def text(self) -> str:
        """The words to look for."""
        return self.answers.get("q") or ""

    @property
    def order(self) -> Sort:
        """The order to show results in."""
        return Sort(self.answers.get("sort") or Sort.BEST)

    @property
    def asked(self) -> Asked:
        """What to show prices for."""
        answers = self.answers
        first = next(iter(self.funds), "")
        return Asked(
            day_type=DayType(answers["day_type"]) if answers.get("day_type") else None,
            grade=Grade(answers["grade"]) if answers.get("grade") else None,
            quantity=answers.get("quantity"),
            fund=self.funds.get(answers.get("fund") or first),
        )

    @property
    def answers(self) -> dict[str, Any]:
        """Every answer that could be read."""
        self.is_valid()
        answers: dict[str, Any] = getattr(self, "cleaned_data", {})
        return answers
