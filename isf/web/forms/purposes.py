"""Forms around saved money: for what and until when, how much more, how much back."""

from __future__ import annotations

from typing import Any, Final

from django import forms

from accounts.web.forms.fields import DayField, PenceField, QuantityField, WordsField
from isf.rules.banking import hours_pence

MONEY, HOURS = "MONEY", "HOURS"
# How far away somebody can have meant the day to be, whoever agrees to it.
TARGET_DAYS = 3660


class PurposeForm(forms.Form):
    """For what money is saved, how much, and until when."""

    name = WordsField(
        label="What are you saving for?",
        max_length=100,
        error_messages={
            "required": "Say what you are saving for",
            "max_length": "Use at most %(limit_value)d characters",
        },
        help_text="In your own words. For example, respite in August",
    )
    target_on = DayField(
        within_days=TARGET_DAYS,
        error_messages={"required": "Enter the day by when you want to use it"},
        label="By when do you want to use it?",
        help_text="You can take the money back at any time before. For example, 31 8 2027",
    )
    as_what = forms.ChoiceField(
        label="How much do you want to save?",
        choices=[(MONEY, "An amount of money"), (HOURS, "Hours of support")],
        widget=forms.RadioSelect,
        initial=MONEY,
    )
    pence = PenceField(
        label="The amount",
        required=False,
        smallest_pence=1,
        help_text="Only for an amount of money. For example, 150.00",
    )
    hours = QuantityField(
        label="How many hours", required=False, help_text="Only for hours. For example, 6"
    )
    price = PenceField(
        label="Price of an hour",
        required=False,
        smallest_pence=1,
        help_text="Only for hours: what an hour costs today. It is saved as money. "
        "For example, 24.10",
    )
    token = forms.UUIDField(widget=forms.HiddenInput)
    missing: Final = {
        "pence": "Enter how much money you want to save",
        "hours": "Enter how many hours you want to save",
        "price": "Enter what an hour costs",
    }

    def clean(self) -> dict[str, Any]:
        """The figures that belong to the way have to be there."""
        cleaned = super().clean() or {}
        wanted = {MONEY: ["pence"], HOURS: ["hours", "price"]}.get(cleaned.get("as_what", ""), [])
        for name in wanted:
            if cleaned.get(name) is None and name not in self.errors:
                self.add_error(name, self.missing[name])
        return cleaned

    def amount_pence(self) -> int:
        """What is to be saved, in whole pence."""
        said = self.cleaned_data
        if said["as_what"] == HOURS:
            return hours_pence(hours=said["hours"], price_pence=said["price"])
        pence: int = said["pence"]
        return pence


class MoreForm(forms.Form):
    """How much more is saved."""

    pence = PenceField(label="How much more?", smallest_pence=1, help_text="For example, 25.00")
    token = forms.UUIDField(widget=forms.HiddenInput)


class BackForm(forms.Form):
    """How much of it is taken back; all of it without an amount."""

    pence = PenceField(
        label="How much?",
        required=False,
        smallest_pence=1,
        help_text="Leave empty to take all of it back.",
    )
    token = forms.UUIDField(widget=forms.HiddenInput)
