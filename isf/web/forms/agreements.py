"""Forms around an agreement: made, its fee changed, suspended, its fee approved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms

from accounts.models import Organisation
from accounts.web.forms.fields import MONEY_DAYS, DayField, PenceField
from isf.enums import DeploymentKind, NoticeKind, Schedule
from isf.rules.fees import FeeVersion
from isf.rules.tied_parts import ReadyParts
from isf.web.forms.policies import percent_field, whole_field
from isf.web.forms.tied_parts import TiedForm
from isf.web.presenters import wording

_BP_IN_A_PERCENT = 100
RATE, WEEKLY, NOTHING = "RATE", "WEEKLY", "NOTHING"


class FeeForm(forms.Form):
    """What managing the money costs: a share of it, or an amount a week."""

    fee_kind = forms.ChoiceField(
        label="How is the management fee stated?",
        choices=[(RATE, "As a share of the weekly money"), (WEEKLY, "As an amount a week")],
        widget=forms.RadioSelect,
        help_text="Everything but the fee is for the person's support.",
    )
    fee_percent = percent_field(
        label="The share, in percent", help_text="Only for a share. For example, 10"
    )
    fee_weekly = PenceField(
        label="The amount a week",
        required=False,
        help_text="Only for an amount a week. For example, 48.00",
    )
    fee_from = DayField(
        within_days=MONEY_DAYS,
        label="First day of this fee",
        help_text="A change begins after the day it is agreed. For example, 1 4 2027",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fee_percent"].required = False

    def clean(self) -> dict[str, Any]:
        """The figure that belongs to the kind has to be there."""
        cleaned = super().clean() or {}
        wanted = {RATE: "fee_percent", WEEKLY: "fee_weekly"}.get(cleaned.get("fee_kind", ""))
        if wanted and cleaned.get(wanted) is None and wanted not in self.errors:
            self.add_error(wanted, f"Enter {str(self.fields[wanted].label).lower()}.")
        return cleaned

    def version(self, *, starts_on: date | None = None) -> FeeVersion | None:
        """The fee as the rules take it, or None for no fee."""
        said = self.cleaned_data
        first = starts_on or said["fee_from"]
        if said["fee_kind"] == RATE:
            rate = int(said["fee_percent"] * _BP_IN_A_PERCENT)
            return FeeVersion(starts_on=first, rate_bp=rate)
        if said["fee_kind"] == WEEKLY:
            return FeeVersion(starts_on=first, weekly_pence=said["fee_weekly"])
        return None


class AgreementForm(FeeForm, TiedForm):
    """How one part of a budget is taken, and on which terms."""

    kind = forms.ChoiceField(
        label="How is this part of the budget taken?",
        choices=[(kind.value, wording.FUND_KINDS[kind]) for kind in DeploymentKind],
        widget=forms.RadioSelect,
    )
    holder: forms.ModelChoiceField[Organisation] = forms.ModelChoiceField(
        label="Which provider holds the money?",
        queryset=None,
        required=False,
        empty_label="Choose a provider",
        to_field_name="reference",
        help_text="Only for an individual service fund. The person chooses.",
    )
    weekly = PenceField(
        label="Amount a week",
        smallest_pence=1,
        help_text="The person's own contribution included. For example, 480.00",
    )
    starts_on = DayField(
        within_days=MONEY_DAYS, label="First day", help_text="For example, 6 4 2027"
    )
    schedule = forms.ChoiceField(
        label="How often is money paid in?",
        choices=[(kind.value, wording.SCHEDULES[kind]) for kind in Schedule],
        widget=forms.RadioSelect,
        help_text="Always in advance.",
    )
    notice_kind = forms.ChoiceField(
        label="How long is notice?",
        choices=[(kind.value, wording.NOTICES[kind]) for kind in NoticeKind],
        widget=forms.RadioSelect,
    )
    notice_days = whole_field(
        label="Days of notice", help_text="Used where notice is a number of days.", most=365
    )
    silence = forms.BooleanField(
        label="The person agrees that bills they do not answer in time are approved",
        required=False,
        help_text="Leave empty unless they have said so. They can still query any line.",
    )
    token = forms.UUIDField(required=False, widget=forms.HiddenInput)
    field_order = (
        "token", "kind", "holder", "weekly", "starts_on", "fee_kind", "fee_percent", "fee_weekly",
        "tied", "own_parts", "fee_parts", "schedule", "notice_kind", "notice_days", "silence",
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        holders: Iterable[Organisation],
        ready: Sequence[ReadyParts] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer(ready)
        del self.fields["fee_from"]
        self.fields["holder"].queryset = holders  # type: ignore[attr-defined]
        self.fields["fee_kind"].choices = [  # type: ignore[attr-defined]
            *FeeForm.base_fields["fee_kind"].choices,  # type: ignore[attr-defined]
            (NOTHING, "No fee: a direct payment, or managed by the council"),
        ]

    def clean(self) -> dict[str, Any]:
        """An individual service fund has a holder and says its fee; the others have neither."""
        cleaned = super().clean()
        is_isf = cleaned.get("kind") == DeploymentKind.ISF
        if is_isf and not cleaned.get("holder") and "holder" not in self.errors:
            self.add_error("holder", "Choose the provider that holds the money.")
        if is_isf and cleaned.get("fee_kind") == NOTHING:
            self.add_error("fee_kind", "Say the management fee before any money is paid in.")
        if cleaned.get("kind") and not is_isf and cleaned.get("holder"):
            self.add_error("holder", "Only an individual service fund is held by a provider.")
        self.clean_parts(cleaned)
        return cleaned


class SuspensionForm(forms.Form):
    """Days on which nobody manages the money, and no fee is earned."""

    starts_on = DayField(label="First day without a fee", help_text="Today or later.")
    ends_on = DayField(
        label="Last day without a fee", required=False, help_text="Leave empty if not known yet."
    )
    reason = forms.CharField(label="Why", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "The last day must not be before the first.")
        return cleaned


class ApprovalForm(SuspensionForm):
    """A fee above the limit: for which days, and why it is needed."""

    starts_on = DayField(
        within_days=MONEY_DAYS,
        label="First day of the higher fee",
        help_text="Today or later, on a day for which no fee was charged. For example, 1 4 2027",
    )
    ends_on = DayField(
        label="Last day of the higher fee", required=False, help_text="Leave empty if not limited."
    )


class ApprovalDecisionForm(forms.Form):
    """Yes or no, and why."""

    approve = forms.ChoiceField(
        label="Do you approve the higher fee?",
        choices=[("yes", "Yes, up to the higher limit"), ("no", "No")],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label="Why", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
