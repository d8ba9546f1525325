"""Forms around notice: giving it, asking to change it, answering."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from accounts.web import clock
from accounts.web.forms.fields import DayField, WordsField
from isf.enums import NoticeChange, NoticeParty
from isf.operations.notices import Said

# How far away somebody can have meant a last day, or a day on which notice came, to be.
NOTICE_DAYS = 800
REASON_LENGTH = 2000


class NoticeForm(forms.Form):
    """Who gives notice, when it was received, and until when the fund runs."""

    party = forms.TypedChoiceField(
        label="Who gives notice?",
        coerce=NoticeParty,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who gives notice"},
    )
    received_on = DayField(
        label="On which day was it received?",
        within_days=NOTICE_DAYS,
        error_messages={"required": "Enter the day it was received"},
        help_text="The day of the letter, the call or the e-mail. For example, 27 4 2026",
    )
    last_day = DayField(
        label="Last day, if it shall be a later one",
        required=False,
        within_days=NOTICE_DAYS,
        help_text="Leave empty for the earliest day the agreement allows.",
    )
    for_safeguarding = forms.BooleanField(
        label="Safeguarding needs an earlier last day",
        required=False,
        help_text="Only where the notice of the agreement would put the person at risk. "
        "Enter the last day above, and say why below.",
    )
    reason = WordsField(
        label="Why it must be earlier",
        required=False,
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    token = forms.UUIDField(widget=forms.HiddenInput)
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        side: NoticeParty,
        parties: list[tuple[NoticeParty, str]],
        may_safeguard: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.side = side
        choices: Any = self.fields["party"]
        choices.choices = parties
        if side is not NoticeParty.COUNCIL:
            del self.fields["party"], self.fields["received_on"]
        if not may_safeguard:
            del self.fields["for_safeguarding"], self.fields["reason"]

    def said(self) -> Said:
        """The notice as it was given."""
        said = self.cleaned_data
        received: date = said.get("received_on") or clock.today()
        return Said(
            reference=said["token"],
            party=said.get("party") or self.side,
            received_on=received,
            last_day=said["last_day"],
            for_safeguarding=said.get("for_safeguarding", False),
            reason=said.get("reason", ""),
        )


class ChangeForm(forms.Form):
    """What one side asks of the other about a notice."""

    change = forms.TypedChoiceField(
        label="What do you want to ask for?",
        coerce=NoticeChange,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you want to ask for"},
    )
    last_day = DayField(
        label="The earlier last day",
        required=False,
        within_days=NOTICE_DAYS,
        help_text="Only where you ask for an earlier last day. For example, 18 5 2026",
    )
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, changes: list[tuple[NoticeChange, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields["change"]
        choices.choices = changes

    def clean(self) -> dict[str, Any]:
        """An earlier last day has to be said."""
        cleaned = super().clean() or {}
        shorter = cleaned.get("change") is NoticeChange.SHORTER
        if shorter and not cleaned.get("last_day") and "last_day" not in self.errors:
            self.add_error("last_day", "Enter the earlier last day")
        return cleaned


class AnswerForm(forms.Form):
    """Yes or no to what the other side asks."""

    agrees = forms.TypedChoiceField(
        label="Do you agree?",
        choices=[("yes", "Yes, I agree"), ("no", "No")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        empty_value=None,
        error_messages={"required": "Say whether you agree"},
    )
