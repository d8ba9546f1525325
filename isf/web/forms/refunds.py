"""What is asked when a provider gives money back."""

from __future__ import annotations

from django import forms

from accounts.web.forms.fields import PenceField, WordsField
from isf.web.forms.topups import LOST


class RefundForm(forms.Form):
    """How much comes back, and why; the token makes sending it twice harmless."""

    pence = PenceField(label="How much do you give back?", smallest_pence=1)
    reason = WordsField(
        label="Why?",
        help_text="The person, who acts for them, the holder and the council can read it.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why the money goes back"},
    )
    token = forms.UUIDField(
        widget=forms.HiddenInput, error_messages={"required": LOST, "invalid": LOST}
    )
