"""What a list of cases can be narrowed by, and what is said when one is decided."""

from __future__ import annotations

from django import forms

from accounts.web.forms.filters import Filter
from isf.enums import CaseState
from isf.web.presenters import wording


class CaseFilter(Filter):
    """Cases to decide, decided ones, or all."""

    state = forms.ChoiceField(
        label="Show",
        required=False,
        choices=[("", "All"), *((s.value, wording.CASE_STATES[s]) for s in CaseState)],
    )

    @property
    def chosen_state(self) -> str:
        """The state asked for; what cannot be read asks for nothing."""
        return str(self.cleaned_data.get("state", "")) if self.is_valid() else ""


class DecisionForm(forms.Form):
    """What was decided, and why."""

    decision = forms.CharField(
        label="What was decided",
        help_text="For example: fewer visits were agreed with the person.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reason = forms.CharField(
        label="Why",
        help_text="The person can read this. Leave out what is not theirs to know.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
