"""What is asked when unspent money is to be taken back, and when it is saved instead."""

from __future__ import annotations

from django import forms

from accounts.web.forms.fields import DayField, PenceField, WordsField
from isf.web.forms.purposes import TARGET_DAYS


class RecoveryForm(forms.Form):
    """How much is to be taken back, and why."""

    pence = PenceField(
        label="How much should be taken back?",
        smallest_pence=1,
        help_text="At most what is without plans. For example, 100.00",
    )
    reason = forms.CharField(
        label="Why",
        help_text="The person reads this in the letter. Leave out what is not theirs to know.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class InsteadForm(forms.Form):
    """What the money is saved for instead of going back."""

    name = WordsField(
        label="What do you want to save it for?",
        max_length=100,
        help_text="In your own words. For example, respite in August",
    )
    pence = PenceField(
        label="How much do you want to save?", smallest_pence=1, help_text="For example, 100.00"
    )
    target_on = DayField(
        within_days=TARGET_DAYS,
        label="By when do you want to use it?",
        help_text="For example, 31 8 2027",
    )
    token = forms.UUIDField(widget=forms.HiddenInput)
