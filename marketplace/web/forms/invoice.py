"""What a provider puts on an invoice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from accounts.web.forms.fields import WordsField
from marketplace import funding
from marketplace.operations.invoices import Asked

EXPLAIN, TAKE_BACK = "explain", "take_back"


class ReplyForm(forms.Form):
    """What a provider says about an open line, and whether the line is still asked for."""

    shown = forms.CharField(widget=forms.HiddenInput, required=False)
    do = forms.ChoiceField(
        label="What do you want to do?",
        choices=((EXPLAIN, "Explain the line"), (TAKE_BACK, "Take the line back")),
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether you explain the line or take it back"},
    )
    words = WordsField(
        label="What do you tell the person?",
        help_text="The person, who acts for them and the council can read it.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Write what you tell the person"},
    )

    def __init__(self, *args: Any, is_queried: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_queried:
            del self.fields["do"]

    @property
    def reply(self) -> funding.Reply:
        """The reply, once the form is valid; a line nobody asked about is only taken back."""
        answers = self.cleaned_data
        return funding.Reply(
            words=answers["words"], takes_back=answers.get("do", TAKE_BACK) == TAKE_BACK
        )


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
