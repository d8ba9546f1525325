"""The form in which a part of a budget moves from one fund of a person to another."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms

from accounts.web.forms.fields import MONEY_DAYS, DayField, PenceField
from accounts.web.presenters.wording import pounds
from isf.operations.part_moves import Wish
from isf.queries.part_moves import Place
from isf.web.forms.budgets import LARGEST_WEEKLY
from isf.web.presenters.funds import title


class PartMoveForm(forms.Form):
    """From where to where, the weekly amounts from a day, and how much moves now."""

    source = forms.TypedChoiceField(
        label="Which fund does it leave?",
        coerce=UUID,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the fund it leaves"},
    )
    target = forms.TypedChoiceField(
        label="Which fund does it go to?",
        coerce=UUID,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the fund it goes to"},
    )
    pence = PenceField(
        label="How much of the money left to use moves now",
        required=False,
        help_text="Leave empty if only the weekly amounts change. For example, 120.00",
    )
    starts_on = DayField(
        label="First day of the new weekly amounts",
        within_days=MONEY_DAYS,
        error_messages={"required": "Enter the first day of the new weekly amounts"},
        help_text="For example, 3 4 2026",
    )
    token = forms.UUIDField(widget=forms.HiddenInput)
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, places: tuple[Place, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = places
        choices = [(str(one.part.fund.reference), _label(one)) for one in places]
        for name in ("source", "target"):
            field: Any = self.fields[name]
            field.choices = choices
        for one in places:
            self.fields[_name(one)] = PenceField(
                label=f"New amount a week for: {title(one.part.fund)}",
                help_text=f"Today {pounds(pence=one.part.weekly_pence)}. "
                "Leave empty if it stays the same",
                required=False,
                largest_pence=LARGEST_WEEKLY,
            )

    def clean(self) -> dict[str, Any]:
        """Two different funds, and something that moves."""
        said = super().clean() or {}
        if said.get("source") and said.get("source") == said.get("target"):
            self.add_error("target", "Choose another fund than the one it leaves")
        rates = [_name(one) for one in self.places]
        asked = [said.get(name) for name in rates]
        if not self.errors and not said.get("pence") and all(one is None for one in asked):
            self.add_error("pence", "Enter how much moves now, or a new amount a week")
        return said

    def wish(self) -> Wish:
        """What shall move; whole pence."""
        said = self.cleaned_data
        typed = {one.part.fund.reference: said[_name(one)] for one in self.places}
        return Wish(
            reference=said["token"],
            target=said["target"],
            weekly_pence={fund: pence for fund, pence in typed.items() if pence is not None},
            pence=said["pence"] or 0,
            starts_on=said["starts_on"],
        )

    def fund_id(self) -> int:
        """The fund it leaves."""
        chosen = self.cleaned_data["source"]
        return next(one.part.fund.pk for one in self.places if one.part.fund.reference == chosen)


def _label(place: Place) -> str:
    return f"{title(place.part.fund)}: {pounds(pence=place.untied_pence)} can move"


def _name(place: Place) -> str:
    return f"part_{place.part.reference.hex}"
