"""What is asked when a contribution is agreed, and when it was paid."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, Final

from django import forms

from accounts.web.forms.fields import MONEY_DAYS, DayField, PenceField
from isf.enums import ContributionMode
from isf.rules.contributions import Contribution
from isf.web.forms.budgets import LARGEST_WEEKLY
from isf.web.forms.topups import LOST

WAYS: Final = (
    (ContributionMode.NET.value, "Into the fund; the council pays in the rest (net)"),
    (ContributionMode.GROSS.value, "To the council; it pays in the whole amount (gross)"),
)
PLACES: Final = {
    ContributionMode.NET: "Into the fund",
    ContributionMode.GROSS: "To the council",
}


class ContributionForm(forms.Form):
    """How much each week, to whom, and from when."""

    weekly = PenceField(
        label="Contribution each week",
        help_text="What the financial assessment says. 0 where nothing is paid. For example, 40.00",
        largest_pence=LARGEST_WEEKLY,
    )
    mode = forms.ChoiceField(
        label="Where does the person pay it?",
        choices=WAYS,
        widget=forms.RadioSelect,
        help_text="The money for support is the same either way.",
        error_messages={
            "required": "Say where the contribution is paid",
            "invalid_choice": "Say where the contribution is paid",
        },
    )
    starts_on = DayField(
        within_days=MONEY_DAYS,
        label="First day of this contribution",
        help_text="The first may begin with the agreement, a change tomorrow or later. "
        "For example, 3 4 2026",
    )

    def wanted(self) -> Contribution:
        """What was said, as the rules take it."""
        said = self.cleaned_data
        day: date = said["starts_on"]
        return Contribution(
            starts_on=day,
            weekly_pence=said["weekly"],
            mode=ContributionMode(said["mode"]),
        )


class ContributionPaidForm(forms.Form):
    """How much was paid, and where to, if that can be more than one place."""

    mode = forms.ChoiceField(
        label="Where was it paid?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Say where it was paid",
            "invalid_choice": "Say where it was paid: into the fund, or to the council if that "
            "was agreed",
        },
    )
    pence = PenceField(label="How much was paid?", smallest_pence=1, help_text="For example, 40.00")
    token = forms.UUIDField(
        widget=forms.HiddenInput, error_messages={"required": LOST, "invalid": LOST}
    )

    def __init__(self, *args: Any, modes: Collection[ContributionMode], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [(mode.value, PLACES[mode]) for mode in ContributionMode if mode in modes]
        field: Any = self.fields["mode"]
        field.choices = places
        if len(places) == 1:
            field.initial, field.widget = places[0][0], forms.HiddenInput()
