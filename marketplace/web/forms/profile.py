"""What a provider says about itself."""

from __future__ import annotations

from typing import Any

from django import forms

from marketplace.models import Provider
from marketplace.operations.providers import Profile


class ProfileForm(forms.Form):
    """The public page of a provider."""

    about = forms.CharField(
        label="About you",
        help_text="Who you are, what you are good at, and how you work with people.",
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=4000,
        required=False,
    )
    phone = forms.CharField(
        label="Telephone", max_length=30, widget=forms.TextInput({"type": "tel"}), required=False
    )
    email = forms.EmailField(label="E-mail", max_length=254, required=False)
    company_number = forms.CharField(label="Company number", max_length=20, required=False)
    charity_number = forms.CharField(label="Charity number", max_length=20, required=False)

    def __init__(self, *args: Any, provider: Provider | None, **kwargs: Any) -> None:
        if provider is not None:
            names = self.base_fields
            kwargs["initial"] = {name: getattr(provider, name) for name in names}
        super().__init__(*args, **kwargs)

    def profile(self) -> Profile:
        """What was written, once the form is valid."""
        return Profile(**self.cleaned_data)
