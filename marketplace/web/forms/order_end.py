"""When and why an order ends."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from accounts.web.forms.fields import DayField
from marketplace.enums import EndReason
from marketplace.rules import ending
from marketplace.web.presenters import wording


class EndForm(forms.Form):
    """The last day (not for an order nobody accepted yet), the reason, and the cost shown."""

    last_day = DayField(
        label="Last day", help_text="Visits on this day still take place. Later ones do not."
    )
    reason = forms.TypedChoiceField(
        label="Why does it end?",
        choices=list(wording.END_REASONS.items()),
        coerce=EndReason,
        widget=forms.RadioSelect,
    )

    shown_pence = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(
        self, *args: Any, today: date, ends_on: date | None, is_running: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.ends_on = ends_on
        if not is_running:
            del self.fields["last_day"]

    def clean_last_day(self) -> date:
        """Refuse a day that has passed, and one after the end there already is."""
        last_day: date = self.cleaned_data["last_day"]
        try:
            ending.check_last_day(told_on=self.today, last_day=last_day, ends_on=self.ends_on)
        except ending.EndsInThePast as refused:
            raise forms.ValidationError("The last day must be today or later") from refused
        except ending.EndsAfterItsEnd as refused:
            raise forms.ValidationError(
                "The order already ends before that. Enter an earlier day"
            ) from refused
        return last_day
