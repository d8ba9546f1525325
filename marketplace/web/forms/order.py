"""What a person says when they order: from which money, who comes, when, and how much."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time
from fractions import Fraction
from typing import Any
from uuid import UUID

from django import forms

from accounts.web.forms.fields import ClockField, DayField, PenceField, QuantityField
from accounts.web.presenters.wording import pounds
from marketplace.enums import Grade, Unit
from marketplace.funding import Fund, SavedMoney
from marketplace.models import OfferVersion
from marketplace.queries import offer_content
from marketplace.rules import orders
from marketplace.web.presenters import problems, wording
from marketplace.web.presenters.effect import fund_title, part_left

# Visits at different times that one order can have; more is another order.
MOST_VISITS = 3
MORNING = time(9)

_QUANTITY_LABELS = {
    Unit.HOUR: "How long is each visit, in hours?",
    Unit.ITEM: "How many each time?",
}
_TIMED = frozenset({Unit.HOUR, Unit.VISIT, Unit.ITEM})
_STAFFED = frozenset({Unit.HOUR, Unit.VISIT})


def moneys(fund: Fund) -> list[tuple[str, str]]:
    """A fund as a choice of money, or each part of it where it is tied to purposes (ISF-RES-5)."""
    title = fund_title(fund=fund)
    if not fund.parts:
        return [(str(fund.reference), title)]
    return [
        (f"{fund.reference}:{part.code}", f"{title}, {part_left(part=part)}") for part in fund.parts
    ]


class OrderForm(forms.Form):
    """One order; when it is valid, `request` is what the person asks for."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)
    starts_on = DayField(label="First day")
    ends_on = DayField(
        label="Last day",
        required=False,
        help_text="Leave this empty if it goes on until you end it.",
    )
    set_aside = PenceField(
        label="Money from earlier weeks that this order may use",
        required=False,
        help_text="Only if it costs more than one week brings. It is set aside when you order.",
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        version: OfferVersion,
        funds: Sequence[Fund],
        saved: Sequence[SavedMoney],
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.offer = version
        self.unit = Unit(version.unit)
        self.offered = offer_content.read_offered(version=version)
        self.today = today
        self.request: orders.Request | None = None
        self.numbers = range(1, MOST_VISITS + 1 if self.unit in _TIMED else 2)
        self._saved = {str(money.reference): money for money in saved}
        self._add_choices(funds)
        self._add_saved()
        for number in self.numbers:
            self._add_visit(number)
        last = ("starts_on", "ends_on", "saved", "set_aside")
        self.order_fields([*(name for name in self.fields if name not in last), *last])

    def visits(self) -> Iterator[list[forms.BoundField]]:
        """The controls of each visit, for the page."""
        for number in self.numbers:
            yield [self[name] for name in self.fields if name.endswith(f"_{number}")]

    def clean(self) -> dict[str, Any]:
        """Hold the whole order against what is offered."""
        answers = super().clean() or {}
        filled = [number for number in self.numbers if number == 1 or self._is_filled(number)]
        for number in filled[1:]:
            self._check_complete(number)
        if not self.errors:
            self.request = self._read(answers, filled)
            self._check(self.request, filled)
        return answers

    def _add_choices(self, funds: Sequence[Fund]) -> None:
        choices = [choice for fund in funds for choice in moneys(fund)]
        self.fields["fund"] = forms.ChoiceField(
            label="Which money pays for it?",
            choices=choices,
            widget=forms.RadioSelect if len(choices) > 1 else forms.HiddenInput,
            initial=choices[0][0] if len(choices) == len(funds) and choices else None,
        )
        grades = [grade for grade in Grade if grade in self.offered.grades]
        self.fields["grade"] = forms.ChoiceField(
            label="Who should come?",
            choices=[(grade.value, wording.GRADES[grade]) for grade in grades],
            widget=forms.RadioSelect if len(grades) > 1 else forms.HiddenInput,
            initial=grades[0].value,
        )

    def _add_saved(self) -> None:
        if not self._saved:
            return
        choices = [
            (reference, f"{money.name}: {pounds(pence=money.pence)} is saved")
            for reference, money in self._saved.items()
        ]
        self.fields["saved"] = forms.ChoiceField(
            label="Use money that is saved?",
            choices=[("", "No"), *choices],
            widget=forms.RadioSelect,
            required=False,
            help_text="It is used where this order costs more than the fund has for it. What is "
            "not needed stays saved.",
        )

    def clean_saved(self) -> str:
        """Saved money pays only from the fund it is in."""
        chosen: str = self.cleaned_data["saved"]
        fund = self.cleaned_data.get("fund", "").partition(":")[0]
        if chosen and str(self._saved[chosen].fund) != fund:
            raise forms.ValidationError("This is saved in another fund. Choose that fund to pay.")
        return chosen

    def _add_visit(self, number: int) -> None:
        required = number == 1
        if self.unit is not Unit.WEEK:
            self.fields[f"weekdays_{number}"] = forms.MultipleChoiceField(
                label="On which days?",
                choices=[(str(d), wording.WEEKDAYS[d]) for d in sorted(self.offered.weekdays)],
                widget=forms.CheckboxSelectMultiple,
                required=required,
            )
        if self.unit in _TIMED:
            self.fields[f"starts_at_{number}"] = ClockField(
                label="At what time?", required=required, help_text=self._hours()
            )
        if self.unit in _QUANTITY_LABELS:
            self.fields[f"quantity_{number}"] = QuantityField(
                label=_QUANTITY_LABELS[self.unit],
                required=required,
                help_text="For example 1.5 is an hour and a half." if self._is_hourly() else "",
            )
        if self.unit in _STAFFED:
            self.fields[f"workers_{number}"] = forms.TypedChoiceField(
                label="How many workers come each time?",
                choices=[(n, str(n)) for n in range(1, orders.MOST_WORKERS + 1)],
                coerce=int,
                required=required,
            )

    def _is_hourly(self) -> bool:
        return self.unit is Unit.HOUR

    def _hours(self) -> str:
        opens, closes = self.offered.opens_at, self.offered.closes_at
        if opens is None or closes is None:
            return "For example 9:30am."
        return f"This is offered from {wording.clock(at=opens)} to {wording.clock(at=closes)}."

    def _is_filled(self, number: int) -> bool:
        names = (f"weekdays_{number}", f"starts_at_{number}", f"quantity_{number}")
        return any(self.cleaned_data.get(name) for name in names) or any(
            name in self.errors for name in names
        )

    def _check_complete(self, number: int) -> None:
        for name in (f"weekdays_{number}", f"starts_at_{number}", f"quantity_{number}"):
            if name in self.fields and not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, "Answer this too, or clear the rest of this visit")

    def _read(self, answers: Mapping[str, Any], filled: Sequence[int]) -> orders.Request:
        return orders.Request(
            token=answers["token"],
            offer=self.offer.offer.reference,
            version=answers["version"],
            grade=Grade(answers["grade"]),
            fund=UUID(answers["fund"].partition(":")[0]),
            part=answers["fund"].partition(":")[2],
            starts_on=answers["starts_on"],
            ends_on=answers["ends_on"],
            lines=tuple(self._read_line(answers, number) for number in filled),
            set_aside_pence=answers["set_aside"] or 0,
            saved=UUID(answers["saved"]) if answers.get("saved") else None,
        )

    def _read_line(self, answers: Mapping[str, Any], number: int) -> orders.Line:
        days = answers.get(f"weekdays_{number}") or [answers["starts_on"].weekday()]
        return orders.Line(
            weekdays=frozenset(int(day) for day in days),
            starts_at=answers.get(f"starts_at_{number}") or self.offered.opens_at or MORNING,
            quantity=answers.get(f"quantity_{number}") or Fraction(1),
            workers=answers.get(f"workers_{number}") or 1,
        )

    def _check(self, request: orders.Request, filled: Sequence[int]) -> None:
        try:
            orders.check(offered=self.offered, request=request, today=self.today)
        except orders.NotOrderable as refused:
            for refusal in refused.refusals:
                field, words = problems.ORDER[refusal.problem]
                if refusal.line is not None:
                    field = f"{field}_{filled[refusal.line]}"
                self.add_error(field if field in self.fields else None, words)
