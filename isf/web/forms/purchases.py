"""Forms of a purchase outside the marketplace: what was bought, and the person's answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from accounts.web.forms.fields import DayField, PenceField, WordsField
from isf.operations.purchases import Bought
from isf.rules import receipts

PAYEE, PERSON = "PAYEE", "PERSON"
YES, NO = "YES", "NO"
# What a form sends for money that is not tied; no code of a part has capitals.
UNTIED = "UNTIED"
ORDER = [
    "what",
    "listed",
    "payee",
    "bought_on",
    "pence",
    "part",
    "paid",
    "receipt",
    "file",
    "token",
]
LONG = "Use at most %(limit_value)d characters"


def part_field(parts: Sequence[tuple[str, str]]) -> forms.ChoiceField:
    """Which part of the budget pays; money that is not tied has no code, and is never assumed."""
    return forms.ChoiceField(
        label="Which part of the budget is it for?",
        choices=[(code or UNTIED, words) for code, words in parts],
        widget=forms.RadioSelect,
        help_text="What is for one purpose never pays for another.",
        error_messages={"required": "Choose which part of the budget it is for"},
    )


def listed_field(may_not_buy: Sequence[str]) -> forms.ChoiceField:
    """Whether it is something the council's published list refuses."""
    return forms.ChoiceField(
        label="Is it something a budget may not buy?",
        choices=[("", "No, none of these"), *((item, item) for item in may_not_buy)],
        widget=forms.RadioSelect,
        required=False,
        help_text="This is the list the council publishes.",
    )


class ReceiptForm(forms.Form):
    """From whom something was bought and when, and its receipt, as a file too."""

    payee = WordsField(
        label="From whom?",
        max_length=200,
        help_text="The shop, the taxi firm or the person who helped",
        error_messages={"required": "Say from whom it was bought", "max_length": LONG},
    )
    bought_on = DayField(
        label="On which day?",
        help_text="For example, 3 4 2026",
        error_messages={"required": "Enter the day it was bought"},
    )
    receipt = WordsField(
        label="Where is the receipt?",
        max_length=200,
        help_text="Its number, or where it is kept. For example, in the blue folder",
        error_messages={"required": "Say where the receipt is", "max_length": LONG},
    )
    file = forms.FileField(
        label="A picture of the receipt",
        required=False,
        help_text="A photo (JPEG or PNG) or a PDF, at most 3 MB.",
        allow_empty_file=True,
        max_length=1000,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,application/pdf"}),
    )
    token = forms.UUIDField(widget=forms.HiddenInput)

    def clean_file(self) -> bytes | None:
        """The bytes of a receipt, or what to do about them."""
        sent: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if not sent:
            return None
        content: bytes = sent.read(receipts.MOST_BYTES + 1)
        try:
            receipts.media_type(content=content)
        except receipts.ReceiptUnreadable as unreadable:
            words = (
                "The file is larger than 3 MB. Take the picture again with less detail."
                if unreadable.too_large
                else "Choose a photo (JPEG or PNG) or a PDF."
            )
            raise forms.ValidationError(words) from unreadable
        return content


class PurchaseForm(ReceiptForm):
    """Something bought that no provider of the marketplace bills."""

    what = WordsField(
        label="What was bought?",
        max_length=200,
        help_text="For example, a taxi to the day centre",
        error_messages={"required": "Say what was bought", "max_length": LONG},
    )
    pence = PenceField(
        label="How much did it cost?",
        smallest_pence=1,
        help_text="For example, 12.50",
        error_messages={"required": "Enter what it cost"},
    )
    paid = forms.ChoiceField(
        label="Who has to be paid?",
        choices=[(PAYEE, "Whoever it was bought from"), (PERSON, "The person, who paid already")],
        widget=forms.RadioSelect,
        initial=PAYEE,
    )

    def __init__(
        self,
        *args: Any,
        may_not_buy: Sequence[str],
        parts: Sequence[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if parts:
            self.fields["part"] = part_field(parts)
        if may_not_buy:
            self.fields["listed"] = listed_field(may_not_buy)
        self.order_fields(ORDER)

    def bought(self, *, approved_by_id: int | None) -> Bought:
        """What was typed, as the operation takes it; a listed thing is asked for by its name."""
        said = self.cleaned_data
        day: date = said["bought_on"]
        return Bought(
            payee=said["payee"],
            what=said.get("listed") or said["what"],
            pence=said["pence"],
            receipt=said["receipt"],
            approved_by_id=approved_by_id,
            reimburse=said["paid"] == PERSON,
            bought_on=day,
            part=said.get("part", UNTIED).replace(UNTIED, ""),
        )


class AnswerForm(forms.Form):
    """The person's yes or no."""

    answer = forms.ChoiceField(
        label="May it be paid from the fund?",
        choices=[(YES, "Yes, pay it"), (NO, "No")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose yes or no"},
    )
    words = WordsField(
        label="Why not?",
        required=False,
        max_length=2000,
        help_text="Only for a no. Whoever asked reads it.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        """A no needs words."""
        cleaned = super().clean() or {}
        if cleaned.get("answer") == NO and not cleaned.get("words"):
            self.add_error("words", "Say why it should not be paid")
        return cleaned
