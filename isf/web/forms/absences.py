"""Forms around time away: from when, until when, and what was wrong before."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from accounts.web.forms.fields import MONEY_DAYS, DayField, WordsField
from isf.operations.absences import Correction
from isf.rules.absences import Stay


class AwayForm(forms.Form):
    """A time away: its first full day, and the day of return if it is over."""

    first_on = DayField(
        within_days=MONEY_DAYS,
        label="What was the first full day away?",
        help_text=(
            "The day after the person went to hospital or left home. It may be tomorrow. "
            "For example, 4 5 2026"
        ),
        error_messages={"required": "Enter the first full day away"},
    )
    returned_on = DayField(
        within_days=MONEY_DAYS,
        required=False,
        label="When did the person come back?",
        help_text="Leave empty while they are away. For example, 10 6 2026",
    )
    token = forms.UUIDField(widget=forms.HiddenInput)

    def stay(self) -> Stay:
        """The days as they were typed."""
        return Stay(
            first_on=self.cleaned_data["first_on"], returned_on=self.cleaned_data["returned_on"]
        )

    def reference(self) -> UUID:
        """What makes a second sending the same."""
        token: UUID = self.cleaned_data["token"]
        return token


class ChangeForm(forms.Form):
    """The return, or what was wrong before."""

    first_on = DayField(
        within_days=MONEY_DAYS,
        label="What was the first full day away?",
        error_messages={"required": "Enter the first full day away"},
    )
    returned_on = DayField(
        within_days=MONEY_DAYS,
        required=False,
        label="When did the person come back?",
        help_text="Leave empty while they are away. For example, 10 6 2026",
    )
    never = forms.BooleanField(
        required=False, label="It was recorded by mistake: the person was not away"
    )
    reason = WordsField(
        required=False,
        max_length=500,
        label="Why is it corrected?",
        help_text="Not needed to record a return. What was recorded before is kept.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def said(self) -> Correction:
        """What is known now."""
        typed: dict[str, Any] = self.cleaned_data
        first_on: date = typed["first_on"]
        stay = None if typed["never"] else Stay(first_on=first_on, returned_on=typed["returned_on"])
        return Correction(stay=stay, reason=typed["reason"])
