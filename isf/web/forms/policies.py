"""The form of an authority's numbers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from accounts.enums import Role
from accounts.web.forms.fields import DayField
from accounts.web.presenters import words
from isf.enums import NoticeKind, Schedule
from isf.models import Policy
from isf.operations.policies import Numbers
from isf.queries.policies import ready_parts
from isf.web.forms.tied_parts import ReadyPartsField
from isf.web.presenters import tied_parts, wording

_BP_IN_A_PERCENT = 100
_WHOLE = 100
LIFTERS = (Role.SAFEGUARDING_LEAD, Role.TEAM_MANAGER, Role.COMMISSIONER)


# What many councils publish, proposed to one that has published nothing: box 1 and the councils of
# `isf-rules.md`. Only what is sent with the form holds.
PROPOSED = {
    "soft_cap": "10",
    "hard_cap": "15",
    "notice_kind": NoticeKind.DAYS,
    "notice_days": 28,
    "schedule": Schedule.FOUR_WEEKLY,
    "approval_days": 10,
    "tolerance": "0",
    "late_bill_days": 28,
    "case_days": 14,
    "bank_months": 12,
    "absence_funded_days": 28,
    "absence_apart_days": 7,
    "absence_review_day": 56,
    "contribution_days": 1,
    "lifts_hold": Role.SAFEGUARDING_LEAD,
    "surplus_weeks_isf": 4,
    "surplus_weeks_dp": 8,
    "recovery_notice_days": 14,
}


def percent_field(*, label: str, help_text: str) -> forms.DecimalField:
    """A percentage with up to two decimals, typed as 10 or 12.5."""
    return forms.DecimalField(
        label=label,
        help_text=help_text,
        min_value=0,
        max_value=_WHOLE,
        decimal_places=2,
        max_digits=5,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--width-4"}),
    )


def whole_field(
    *, label: str, help_text: str, most: int, required: bool = True
) -> forms.IntegerField:
    """A whole number of days, weeks or months."""
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        required=required,
        min_value=0,
        max_value=most,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}),
    )


class PolicyForm(forms.Form):
    """Every number, each with what it does."""

    starts_on = DayField(
        label="First day these numbers hold",
        help_text="Days that have passed keep the numbers they had. For example, 1 4 2027",
    )
    soft_cap = percent_field(
        label="Highest fee without approval, in percent",
        help_text="What a holder may charge of the weekly money for managing it. For example, 10",
    )
    hard_cap = percent_field(
        label="Highest fee with a commissioner's approval, in percent",
        help_text="Nothing above this is possible, whoever approves it. For example, 15",
    )
    notice_kind = forms.ChoiceField(
        label="How notice is counted",
        choices=[(kind.value, wording.NOTICES[kind]) for kind in NoticeKind],
        widget=forms.RadioSelect,
        help_text="For new agreements; those already made keep theirs.",
    )
    notice_days = whole_field(
        label="Days of notice", help_text="Used where notice is a number of days.", most=365
    )
    schedule = forms.ChoiceField(
        label="How often money is paid in",
        choices=[(kind.value, wording.SCHEDULES[kind]) for kind in Schedule],
        widget=forms.RadioSelect,
        help_text="Always in advance. For new agreements.",
    )
    approval_days = whole_field(
        label="Days before silence approves a bill",
        help_text="Only for people who have agreed to that.",
        most=90,
    )
    tolerance = percent_field(
        label="How much more than was ordered may be billed, in percent",
        help_text="0 means never more than was ordered.",
    )
    late_bill_days = whole_field(
        label="Days a provider has to send or correct a bill",
        help_text="Counted from the day a line was refused or a fund's last day.",
        most=365,
    )
    case_days = whole_field(
        label="Days to decide a case", help_text="After that it is shown as late.", most=365
    )
    bank_months = whole_field(
        label="Months a person may save money for a purpose",
        help_text="Counted from the day they save it. Longer needs the care manager.",
        most=120,
    )
    absence_funded_days = whole_field(
        label="Days away that are funded",
        help_text="In hospital or elsewhere, counted from the first full day away.",
        most=365,
    )
    absence_apart_days = whole_field(
        label="Days at home that part one time away from the next",
        help_text="Home for fewer days, and both count as one.",
        most=365,
    )
    absence_review_day = whole_field(
        label="Day away on which support is looked at again",
        help_text="A case opens for the care manager on that day.",
        most=730,
    )
    contribution_days = whole_field(
        label="Days after a Sunday before what a person contributes to that week is settled",
        help_text="A visit recorded later counts in the week that is open then.",
        most=90,
    )
    lifts_hold = forms.ChoiceField(
        label="Who lifts a safeguarding hold",
        choices=[(role.value, words.ROLES[role]) for role in LIFTERS],
        widget=forms.RadioSelect,
        help_text="While a hold is on, nothing new is ordered there and nothing is paid.",
    )
    surplus_weeks_isf = whole_field(
        label="Weeks of unspent money before a review, individual service fund",
        help_text="Nothing is taken without a decision and notice.",
        most=52,
    )
    surplus_weeks_dp = whole_field(
        label="Weeks of unspent money before a review, direct payment",
        help_text="Nothing is taken without a decision and notice.",
        most=52,
    )
    recovery_notice_days = whole_field(
        label="Days of written notice before unspent money is taken back",
        help_text="Counted from the day the letter was sent or posted.",
        most=365,
    )
    expiry_months = whole_field(
        label="Months after which money expires",
        help_text="Expired money stays, can be spent, and is looked at in every review. "
        "Leave it empty for money that never expires.",
        most=120,
        required=False,
    )
    may_not_buy = forms.CharField(
        label="What a budget may not buy",
        help_text="The published list, one thing on each line.",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    ready_parts = ReadyPartsField(
        label="Purposes that are ready to choose for an agreement",
        help_text="One set on each line, its shares together 100. "
        "For example, Residential: Core 75, Personal hours 20, Cash 5",
        required=False,
        max_length=2000,
    )

    def clean(self) -> dict[str, Any]:
        """The two caps must not cross."""
        cleaned = super().clean() or {}
        soft, hard = cleaned.get("soft_cap"), cleaned.get("hard_cap")
        if soft is not None and hard is not None and soft > hard:
            self.add_error(
                "soft_cap", "The fee without approval must not be higher than the one with it."
            )
        return cleaned

    def first_day(self) -> date:
        """The day the numbers begin."""
        day: date = self.cleaned_data["starts_on"]
        return day

    def numbers(self) -> Numbers:
        """What was typed, as the operation takes it."""
        said = self.cleaned_data
        return Numbers(
            soft_cap_bp=_bp(said["soft_cap"]),
            hard_cap_bp=_bp(said["hard_cap"]),
            notice_kind=NoticeKind(said["notice_kind"]),
            notice_days=said["notice_days"],
            surplus_weeks_isf=said["surplus_weeks_isf"],
            surplus_weeks_dp=said["surplus_weeks_dp"],
            tolerance_bp=_bp(said["tolerance"]),
            approval_days=said["approval_days"],
            late_bill_days=said["late_bill_days"],
            case_days=said["case_days"],
            bank_months=said["bank_months"],
            recovery_notice_days=said["recovery_notice_days"],
            expiry_months=said["expiry_months"],
            absence_funded_days=said["absence_funded_days"],
            absence_apart_days=said["absence_apart_days"],
            absence_review_day=said["absence_review_day"],
            contribution_days=said["contribution_days"],
            lifts_hold=Role(said["lifts_hold"]),
            schedule=Schedule(said["schedule"]),
            may_not_buy=tuple(line.strip() for line in said["may_not_buy"].splitlines() if line),
            ready_parts=said["ready_parts"],
        )


def initial(policy: Policy | None) -> dict[str, Any]:
    """What holds now, to be changed where it should; what is usual for a council that begins."""
    if policy is None:
        return PROPOSED
    return {
        "soft_cap": _percent(policy.soft_cap_bp),
        "hard_cap": _percent(policy.hard_cap_bp),
        "tolerance": _percent(policy.tolerance_bp),
        "may_not_buy": "\n".join(policy.may_not_buy),
        "ready_parts": "\n".join(tied_parts.in_words(one) for one in ready_parts(policy=policy)),
        **{
            name: getattr(policy, name)
            for name in (
                "notice_kind", "notice_days", "schedule", "approval_days", "late_bill_days",
                "case_days", "bank_months", "expiry_months", "surplus_weeks_isf",
                "surplus_weeks_dp", "recovery_notice_days", "absence_funded_days",
                "absence_apart_days", "absence_review_day",
                "contribution_days", "lifts_hold",
            )
        },
    }  # fmt: skip


def _bp(percent: Decimal) -> int:
    return int(percent * _BP_IN_A_PERCENT)


def _percent(bp: int) -> str:
    return wording.percent(bp=bp).rstrip("%")
