"""What a provider puts on an invoice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from marketplace.operations.invoices import Asked


class InvoiceForm(forms.Form):
    """The provider's own number, and the deliveries that are billed."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    number = forms.CharField(
        label="Invoice number",
        help_text="Your own number. Use each number once.",
        max_length=30,
    )
    deliveries = forms.MultipleChoiceField(
        label="What is billed", error_messages={"required": "Tick at least one visit"}
    )

    def __init__(self, *args: Any, deliveries: Sequence[UUID], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].widget.attrs["class"] = "govuk-input--width-20"
        choices = [(str(reference), str(reference)) for reference in deliveries]
        self.fields["deliveries"].choices = choices  # type: ignore[attr-defined]

    def asked(self, *, person: UUID, fund: UUID) -> Asked:
        """What is to be billed, once the form is valid."""
        answers = self.cleaned_data
        return Asked(
            token=answers["token"],
            person=person,
            fund=fund,
            number=answers["number"],
            deliveries=[UUID(reference) for reference in answers["deliveries"]],
        )

    @property
    def ticked(self) -> frozenset[str]:
        """The deliveries that are ticked as the page is shown: all of them at first."""
        if self.is_bound:
            return frozenset(self["deliveries"].value() or ())
        choices: Any = self.fields["deliveries"]
        return frozenset(key for key, _ in choices.choices)
