"""Forms around a death: the day, and what was wrong about it before."""

from __future__ import annotations

from typing import Any

from django import forms

from accounts.web.forms.fields import MONEY_DAYS, DayField, WordsField
from isf.operations.deaths import Said

REASON_LENGTH = 500


class DeathForm(forms.Form):
    """The day somebody died; what it means is shown before it is recorded."""

    day = DayField(
        within_days=MONEY_DAYS,
        label="On which day did the person die?",
        help_text="Support on that day counts. For example, 10 4 2026",
        error_messages={"required": "Enter the day the person died"},
    )
    token = forms.UUIDField(widget=forms.HiddenInput)
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def said(self) -> Said:
        """The death as it was typed."""
        return Said(reference=self.cleaned_data["token"], day=self.cleaned_data["day"])


class CorrectionForm(forms.Form):
    """Another day, or that nobody has died, and why it is said anew."""

    day = DayField(
        within_days=MONEY_DAYS,
        required=False,
        label="On which day did the person die?",
        help_text="For example, 10 4 2026",
    )
    never = forms.BooleanField(
        required=False, label="It was recorded by mistake: this person has not died"
    )
    reason = WordsField(
        max_length=REASON_LENGTH,
        label="Why is it corrected?",
        help_text="What was recorded before is kept.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why it is corrected"},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    token = forms.UUIDField(widget=forms.HiddenInput)
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """A day, unless nobody has died."""
        cleaned = super().clean() or {}
        if not cleaned.get("never") and not cleaned.get("day") and "day" not in self.errors:
            self.add_error("day", "Enter the day the person died, or say that they have not")
        return cleaned

    def said(self) -> Said:
        """What is known now."""
        typed = self.cleaned_data
        return Said(
            reference=typed["token"],
            day=None if typed["never"] else typed["day"],
            seen=typed["seen"],
            reason=typed["reason"],
        )
