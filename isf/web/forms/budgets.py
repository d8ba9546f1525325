"""What is asked when a budget is recorded or changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from accounts.web.forms.fields import MONEY_DAYS, DayField, PenceField
from accounts.web.forms.filters import Filter
from isf.queries.budgets import Part
from isf.web.presenters.funds import title

LARGEST_WEEKLY = 99_999_999
WHOLE_BUDGET = "All of it, what the person pays towards it included. For example, 480.00"


class PersonSearch(Filter):
    """Whose budget it is: a name or a postcode to look for, then one person."""

    names_people = True

    q = forms.CharField(label="Name or postcode of the person", required=False, max_length=100)
    person = forms.UUIDField(required=False, widget=forms.HiddenInput)


class BudgetForm(forms.Form):
    """The weekly amount from a day."""

    weekly = PenceField(
        label="Budget for each week",
        help_text=WHOLE_BUDGET,
        smallest_pence=1,
        largest_pence=LARGEST_WEEKLY,
        error_messages={"small": "A budget begins with more than nothing. For example, 480.00"},
    )
    starts_on = DayField(
        within_days=MONEY_DAYS, label="First day", help_text="For example, 3 4 2026"
    )

    def said(self) -> tuple[int, date]:
        """The weekly amount in whole pence, and the day."""
        return self.cleaned_data["weekly"], self.cleaned_data["starts_on"]


class BudgetChangeForm(BudgetForm):
    """The new weekly amount, and with it the amount of every part; it may end at nothing."""

    weekly = PenceField(
        label="Budget for each week", help_text=WHOLE_BUDGET, largest_pence=LARGEST_WEEKLY
    )

    def __init__(self, *args: Any, parts: Iterable[Part], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = tuple(part for part in parts if not part.is_over)
        for part in self.parts:
            self.fields[_name(part)] = PenceField(
                label=f"Of it for: {title(part.fund)}",
                help_text="Leave it as it is where it stays the same",
                initial=part.weekly_pence,
                largest_pence=LARGEST_WEEKLY,
                error_messages={"required": f"Enter how much of it is for: {title(part.fund)}"},
            )

    def wanted(self) -> dict[int, int]:
        """The weekly pence of each part as the form says."""
        return {part.deployment_id: self.cleaned_data[_name(part)] for part in self.parts}


def _name(part: Part) -> str:
    return f"part_{part.reference.hex}"
