"""Forms of safeguarding holds: on what and why; why it is lifted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from accounts.models import Organisation
from accounts.web.forms.fields import WordsField
from isf.models import Fund
from isf.operations.safeguards import Target

FUND, PERSON = "FUND", "PERSON"


def why(*, label: str, help_text: str) -> WordsField:
    """A reason that only few read."""
    return WordsField(
        label=label,
        help_text=help_text,
        max_length=1000,
        error_messages={"required": "Say why"},
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class HoldForm(forms.Form):
    """What stands still, and why."""

    on_what = forms.ChoiceField(
        label="What do you want to stop?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you want to stop"},
    )
    reason = why(
        label="Why?",
        help_text="Care managers, team managers and the safeguarding lead read this; nobody else.",
    )
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, fund: Fund, providers: Sequence[Organisation], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fund = fund
        self.fields["on_what"].choices = [  # type: ignore[attr-defined]
            (FUND, "This fund only"),
            (PERSON, f"All funds of {fund.person.full_name}"),
            *((str(one.reference), f"{one.name}, for everybody") for one in providers),
        ]
        self.providers = {str(one.reference): one.pk for one in providers}

    def target(self) -> Target:
        """What was chosen."""
        chosen: str = self.cleaned_data["on_what"]
        if chosen == FUND:
            return Target(fund_id=self.fund.pk)
        if chosen == PERSON:
            return Target(person_id=self.fund.person_id)
        return Target(provider_id=self.providers[chosen])

    def reference(self) -> UUID:
        """What makes a second sending the same."""
        token: UUID = self.cleaned_data["token"]
        return token


class LiftForm(forms.Form):
    """Why payments and orders may go on."""

    reason = why(label="Why may it go on?", help_text="What was found out, and by whom.")
