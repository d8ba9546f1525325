"""What is asked when somebody adds money for one order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from accounts.web.forms.fields import PenceField, WordsField

PERSON, OTHER = "PERSON", "OTHER"
LOST = "Open this page again and fill it in once more"


class TopUpForm(forms.Form):
    """For which order, who paid, and how much."""

    order = forms.ChoiceField(
        label="For which support?",
        help_text="The money pays this first, and nothing else.",
        error_messages={
            "required": "Choose what the money is for",
            "invalid_choice": "Choose one of the orders that run",
        },
    )
    by_whom = forms.ChoiceField(
        label="Who paid?",
        choices=[(PERSON, "The person"), (OTHER, "Somebody else, for example a daughter")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say who paid", "invalid_choice": "Say who paid"},
    )
    payer = WordsField(
        label="Their name",
        required=False,
        max_length=100,
        help_text="Only for somebody else. What is not used goes back to them.",
    )
    pence = PenceField(label="How much was paid?", smallest_pence=1, help_text="For example, 50.00")
    token = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages={"required": LOST, "invalid": LOST},
    )

    def __init__(self, *args: Any, orders: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields["order"]
        choices.choices = list(orders)

    def clean(self) -> dict[str, Any]:
        """Somebody else has a name; a name beside the person's own payment is asked about."""
        cleaned = super().clean() or {}
        if cleaned.get("by_whom") == OTHER and not cleaned.get("payer"):
            self.add_error("payer", "Enter the name of who paid")
        if cleaned.get("by_whom") == PERSON and cleaned.get("payer"):
            said = "Choose “Somebody else”, or leave the name empty if the person paid"
            self.add_error("payer", said)
        return cleaned

    def payer_name(self) -> str:
        """The name of somebody else; empty for the person."""
        said = self.cleaned_data
        return str(said["payer"]) if said["by_whom"] == OTHER else ""
