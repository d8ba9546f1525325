"""The form that ends all funds of a holder."""

from __future__ import annotations

from django import forms

from accounts.models import Organisation
from accounts.web.forms.fields import MONEY_DAYS, DayField, PenceField, WordsField
from isf.operations.holder_exits import Said


class HolderExitForm(forms.Form):
    """Its last day, why, and what its bank account holds."""

    last_day = DayField(
        label="Last day of its funds",
        within_days=MONEY_DAYS,
        help_text="Today or later. For example, 3 4 2026",
        error_messages={"required": "Enter the last day of its funds"},
    )
    bank = PenceField(
        label="What does its bank account hold?",
        help_text="All that it keeps for the funds of the council, as the bank says. "
        "It is compared with the sum of the funds. For example, 12,500.00",
        error_messages={"required": "Enter what its bank account holds"},
    )
    reason = WordsField(
        label="Why do its funds end?",
        help_text="Kept with the record. Write nothing about a person.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why its funds end"},
    )
    token = forms.UUIDField(widget=forms.HiddenInput)
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def said(self, *, holder: Organisation) -> Said:
        """What was typed; whole pence."""
        typed = self.cleaned_data
        return Said(
            reference=typed["token"],
            holder_id=holder.pk,
            last_day=typed["last_day"],
            reason=typed["reason"],
            bank_pence=typed["bank"],
        )
