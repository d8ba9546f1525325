"""What a provider writes about one offer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from accounts.enums import DayType
from accounts.web.forms.fields import ClockField, DayField, PenceField
from marketplace.enums import CancellationKind, Category, Grade, Unit, VatTreatment
from marketplace.queries import offers
from marketplace.rules.price_rises import PriceGrid
from marketplace.rules.versions import HIGHEST_PRICE_PENCE, MOST_NOTICE_DAYS, Content
from marketplace.web.presenters import wording

CANCELLATION = {
    CancellationKind.NONE: "We charge nothing",
    CancellationKind.AMOUNT: "We charge an amount",
    CancellationKind.DAYS: "We charge the planned visits of some days",
}


class OfferForm(forms.Form):
    """A draft may be incomplete: what is missing is said before it is published."""

    title = forms.CharField(label="Title", max_length=120)
    category = forms.TypedChoiceField(
        label="Kind of support", choices=list(wording.CATEGORIES.items()), coerce=Category
    )
    included = forms.CharField(
        label="What is included",
        help_text="In plain words: what you do, who comes, what it does not cover.",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=2000,
        required=False,
    )
    areas = forms.MultipleChoiceField(
        label="Where do you work?", widget=forms.CheckboxSelectMultiple, required=False
    )
    weekdays = forms.TypedMultipleChoiceField(
        label="On which days?",
        choices=list(enumerate(wording.WEEKDAYS)),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    opens_at = ClockField(
        label="Earliest start", required=False, help_text="Leave both times empty for any time."
    )
    closes_at = ClockField(label="Latest end", required=False)
    availability_note = forms.CharField(
        label="Anything else about when", max_length=300, required=False
    )
    unit = forms.TypedChoiceField(
        label="One price is for one", choices=list(wording.UNITS.items()), coerce=Unit
    )
    notice_days = forms.IntegerField(
        label="Days of notice you ask for",
        help_text=f"0 to {MOST_NOTICE_DAYS}.",
        min_value=0,
        max_value=MOST_NOTICE_DAYS,
        initial=7,
    )
    cancellation = forms.TypedChoiceField(
        label="If somebody gives less notice",
        choices=list(CANCELLATION.items()),
        coerce=CancellationKind,
        widget=forms.RadioSelect,
        initial=CancellationKind.NONE,
    )
    cancellation_pence = PenceField(label="Amount you charge", required=False)
    cancellation_days = forms.IntegerField(
        label="Days you charge",
        help_text="Counted from the day you are told.",
        min_value=0,
        max_value=MOST_NOTICE_DAYS,
        required=False,
    )
    vat = forms.TypedChoiceField(
        label="VAT",
        choices=list(wording.VAT.items()),
        coerce=VatTreatment,
        widget=forms.RadioSelect,
        initial=VatTreatment.EXEMPT,
    )
    vat_reason = forms.CharField(
        label="Why no VAT, or 0%",
        help_text="For example: welfare services by a registered provider.",
        max_length=300,
        required=False,
    )
    starts_on = DayField(label="On offer from", help_text="Today or later.")

    def __init__(self, *args: Any, content: Content | None = None, **kwargs: Any) -> None:
        if content is not None:
            kwargs["initial"] = {**_initial(content), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        areas: Any = self.fields["areas"]
        areas.choices = _areas_by_borough()
        for grade in Grade:
            for day_type in DayType:
                self.fields[_price(grade, day_type)] = PenceField(
                    label=wording.DAY_TYPES[day_type],
                    largest_pence=HIGHEST_PRICE_PENCE,
                    required=False,
                )

    def grades(self) -> Iterator[tuple[str, list[forms.BoundField], bool]]:
        """For each kind of worker its name, its prices, and whether any is filled in."""
        for grade in Grade:
            fields = [self[_price(grade, day_type)] for day_type in DayType]
            filled = any(field.value() not in {None, ""} for field in fields)
            yield wording.GRADES[grade], fields, filled

    def content(self) -> Content:
        """What was written, once the form is valid."""
        answers = self.cleaned_data
        return Content(
            title=answers["title"],
            category=answers["category"],
            included=answers["included"],
            areas=frozenset(UUID(reference) for reference in answers["areas"]),
            unit=answers["unit"],
            notice_days=answers["notice_days"],
            cancellation=answers["cancellation"],
            cancellation_pence=answers["cancellation_pence"] or 0,
            cancellation_days=answers["cancellation_days"] or 0,
            vat=answers["vat"],
            vat_reason=answers["vat_reason"],
            weekdays=frozenset(answers["weekdays"]),
            opens_at=answers["opens_at"],
            closes_at=answers["closes_at"],
            availability_note=answers["availability_note"],
            starts_on=answers["starts_on"],
            prices=self._prices(),
        )

    def _prices(self) -> PriceGrid:
        answers = self.cleaned_data
        return {
            (grade, day_type): answers[_price(grade, day_type)]
            for grade in Grade
            for day_type in DayType
            if answers[_price(grade, day_type)]
        }


def first_day(*, content: Content | None, today: date) -> date:
    """The first day to suggest: the one written before, unless it has passed."""
    return today if content is None else max(content.starts_on, today)


def _price(grade: Grade, day_type: DayType) -> str:
    return f"price_{grade}_{day_type}".lower()


def _areas_by_borough() -> list[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for area in offers.list_areas():
        groups.setdefault(area.authority.name, []).append((str(area.reference), area.name))
    return list(groups.items())


def _initial(content: Content) -> dict[str, Any]:
    names = (
        "title", "category", "included", "unit", "notice_days", "cancellation", "vat",
        "vat_reason", "opens_at", "closes_at", "availability_note",
    )  # fmt: skip
    return {
        **{name: getattr(content, name) for name in names},
        "areas": [str(reference) for reference in content.areas],
        "weekdays": sorted(content.weekdays),
        "cancellation_pence": content.cancellation_pence or None,
        "cancellation_days": content.cancellation_days or None,
        **{_price(*key): pence for key, pence in content.prices.items()},
    }
