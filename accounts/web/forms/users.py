"""What somebody who signs in says of themself."""

from __future__ import annotations

from django import forms


class NameForm(forms.Form):
    """The name others see."""

    full_name = forms.CharField(
        label="Your full name",
        max_length=200,
        help_text="People you act for see this name when they ask who looked at their record.",
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
    )
