"""Form controls that Django lacks: a day in three boxes, an amount after a pound sign."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms


class DayInput(forms.MultiWidget):
    """Day, month and year: three boxes that anybody can type into."""

    template_name = "forms/widgets/day.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        narrow = {"class": "govuk-input--width-2", "inputmode": "numeric", "autocomplete": "off"}
        wide = {**narrow, "class": "govuk-input--width-4"}
        super().__init__(
            {
                "day": forms.TextInput(narrow),
                "month": forms.TextInput(narrow),
                "year": forms.TextInput(wide),
            },
            attrs,
        )

    def decompress(self, value: Any) -> list[Any]:
        """Show a date in its parts."""
        if isinstance(value, date):
            return [value.day, value.month, value.year]
        return [None, None, None]


class PoundsInput(forms.TextInput):
    """A box for an amount, with the pound sign standing before it."""

    template_name = "forms/widgets/pounds.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            {"inputmode": "decimal", "class": "govuk-input--width-10", **(attrs or {})}
        )
