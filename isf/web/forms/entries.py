"""What is said when an entry is taken back."""

from __future__ import annotations

from django import forms

from accounts.web.forms.fields import WordsField


class ReverseForm(forms.Form):
    """Why an entry is taken back."""

    reason = WordsField(
        label="Why is it taken back?",
        max_length=2000,
        help_text="In your own words. Everybody who sees the fund can read it. For example, the "
        "receipt says £12.50 and £1,250.00 was typed.",
        error_messages={"required": "Say in your own words why it is taken back"},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
