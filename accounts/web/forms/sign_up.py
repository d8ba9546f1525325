"""The question sign-up asks besides an e-mail address."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest

from accounts.models import User


class SignUpForm(forms.Form):
    """Part of allauth's sign-up form, which adds the address."""

    full_name = forms.CharField(
        label="Your full name",
        help_text="People you act for will see this name when they ask who looked at their record.",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
    )
    field_order = ("full_name", "email")

    def signup(self, request: HttpRequest, user: User) -> None:
        """Called by allauth once the user is made."""
        del request
        user.full_name = self.cleaned_data["full_name"]
        user.save(update_fields=["full_name"])
