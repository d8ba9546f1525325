"""How a provider answers an order."""

from __future__ import annotations

from django import forms

from marketplace.enums import DeclineReason
from marketplace.web.presenters import wording


class DeclineForm(forms.Form):
    """Why the provider cannot take an order on; the person reads it."""

    reason = forms.TypedChoiceField(
        label="Why can you not take this order?",
        help_text="The person who ordered reads this.",
        choices=list(wording.DECLINE_REASONS.items()),
        coerce=DeclineReason,
        widget=forms.RadioSelect,
    )
