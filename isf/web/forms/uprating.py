"""The form that raises many budgets alike: from when, and by how much."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms

from accounts.web.forms.fields import MONEY_DAYS, DayField, PenceField
from isf.rules.uprating import Terms, Uplift
from isf.web.forms.budgets import LARGEST_WEEKLY
from isf.web.forms.policies import percent_field

_BP_IN_A_PERCENT = 100
ONE_OF_TWO = "Enter a percentage or an amount, not both"


class UpratingForm(forms.Form):
    """A percentage or an amount for budgets, and for contributions."""

    starts_on = DayField(
        label="First day of the new amounts",
        within_days=MONEY_DAYS,
        help_text="For example, 6 4 2026",
        error_messages={"required": "Enter the first day of the new amounts"},
    )
    percent = percent_field(
        label="Raise each budget by this percentage", help_text="For example, 3.5"
    )
    amount = PenceField(
        label="Or by this amount a week",
        required=False,
        largest_pence=LARGEST_WEEKLY,
        help_text="The same for everybody. For example, 12.00",
    )
    contribution_percent = percent_field(
        label="Raise each contribution by this percentage",
        help_text="Only people who contribute already. Leave empty if contributions stay",
    )
    contribution_amount = PenceField(
        label="Or each contribution by this amount a week",
        required=False,
        largest_pence=LARGEST_WEEKLY,
        help_text="The same for each fund that somebody contributes to. For example, 2.00",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("percent", "contribution_percent"):
            self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        """One way each, and something that rises."""
        said = super().clean() or {}
        pairs = (("percent", "amount"), ("contribution_percent", "contribution_amount"))
        for percent, amount in pairs:
            if said.get(percent) and said.get(amount):
                self.add_error(amount, ONE_OF_TWO)
        if not self.errors and not any(said.get(name) for pair in pairs for name in pair):
            self.add_error("percent", "Enter by how much budgets or contributions rise")
        return said

    def terms(self) -> Terms:
        """What was typed; whole pence and basis points."""
        said = self.cleaned_data
        return Terms(
            starts_on=said["starts_on"],
            budget=_uplift(said["percent"], said["amount"]),
            contribution=_uplift(said["contribution_percent"], said["contribution_amount"]),
        )


def _uplift(percent: Any, pence: int | None) -> Uplift:
    return Uplift(rate_bp=int((percent or 0) * _BP_IN_A_PERCENT), weekly_pence=pence or 0)


def seen(values: Iterable[str]) -> dict[UUID, str]:
    """The budgets that were shown, each with its new amounts; what names none is left out."""
    found = {}
    for value in values:
        reference, _, figures = value.partition(":")
        try:
            found[UUID(reference)] = figures
        except ValueError:
            continue
    return found
