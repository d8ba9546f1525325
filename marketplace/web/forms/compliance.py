"""Narrowing the compliance board, and what a council asks of providers."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from accounts.web.forms.fields import DayField, PenceField
from accounts.web.forms.filters import Filter
from marketplace.enums import Check, CheckState
from marketplace.rules.compliance import Numbers
from marketplace.web.presenters import compliance_words as words

LONGEST_TEXT = 100
ON, OFF = "on", "off"
_BP_IN_A_PERCENT = 100


class BoardFilter(Filter):
    """Which providers to show; every field may be left empty."""

    q = forms.CharField(label="Provider", required=False, max_length=LONGEST_TEXT)
    framework = forms.ChoiceField(
        label="Framework",
        required=False,
        choices=[("", "On or off"), (ON, "On the framework"), (OFF, "Off the framework")],
    )
    check = forms.ChoiceField(
        label="Check", required=False, choices=[("", "Any"), *words.CHECKS.items()]
    )
    state = forms.ChoiceField(
        label="State", required=False, choices=[("", "Any"), *words.STATES.items()]
    )

    @property
    def text(self) -> str:
        """Part of a name to look for."""
        return self._answers.get("q") or ""

    @property
    def asked(self) -> dict[str, Any]:
        """What to narrow by, in the words of the query."""
        answers = self._answers
        framework = answers.get("framework")
        return {
            "is_on": framework == ON if framework else None,
            "check": Check(answers["check"]) if answers.get("check") else None,
            "state": CheckState(answers["state"]) if answers.get("state") else None,
        }

    @property
    def _answers(self) -> dict[str, Any]:
        self.is_valid()
        answers: dict[str, Any] = getattr(self, "cleaned_data", {})
        return answers


def _days(label: str, help_text: str, *, most: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        min_value=0,
        max_value=most,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}),
    )


class NumbersForm(forms.Form):
    """What a council asks of providers, from a day on."""

    starts_on = DayField(
        label="First day these numbers hold",
        help_text="From today on. For example, 1 4 2027",
        within_days=400,
    )
    soon_days = _days(
        "Days before an end from which a check is at risk",
        "For insurances, registrations and looking up a registration again.",
        most=365,
    )
    recheck_days = _days(
        "Days after which a registration is looked up again",
        "Counted from the day the council looked.",
        most=1_000,
    )
    bill_soon_days = _days(
        "Days before a bill is late from which it is at risk",
        "How long a bill may take is in the policy of the council on funds.",
        most=90,
    )
    fee_near_percent = forms.IntegerField(
        label="Share of the cap from which a fee is close to it, in percent",
        help_text="For example, 95",
        min_value=1,
        max_value=100,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}),
    )
    public_liability_pence = PenceField(
        label="Least cover of public liability insurance",
        help_text="0 where you do not ask for it.",
        largest_pence=100_000_000_000,
    )
    employers_liability_pence = PenceField(
        label="Least cover of employer liability insurance",
        help_text="0 where you do not ask for it.",
        largest_pence=100_000_000_000,
    )

    def __init__(self, *args: Any, numbers: Numbers, today: date, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "starts_on": today,
            "soon_days": numbers.soon_days,
            "recheck_days": numbers.recheck_days,
            "bill_soon_days": numbers.bill_soon_days,
            "fee_near_percent": numbers.fee_near_bp // _BP_IN_A_PERCENT,
            "public_liability_pence": numbers.public_liability_pence,
            "employers_liability_pence": numbers.employers_liability_pence,
        }
        super().__init__(*args, **kwargs)

    def numbers(self) -> Numbers:
        """The numbers, once the form is valid."""
        said = self.cleaned_data
        return Numbers(
            soon_days=said["soon_days"],
            recheck_days=said["recheck_days"],
            bill_soon_days=said["bill_soon_days"],
            fee_near_bp=said["fee_near_percent"] * _BP_IN_A_PERCENT,
            public_liability_pence=said["public_liability_pence"],
            employers_liability_pence=said["employers_liability_pence"],
        )
