"""Letting somebody act for a person: by the person themself, or recorded by the council."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.enums import Basis, Scope
from accounts.operations.representatives import Power
from accounts.rules import roles
from accounts.web.forms.fields import DayField
from accounts.web.forms.people import EmailForm
from accounts.web.presenters import words


def _choices(bases: Iterable[Basis]) -> list[tuple[str, str]]:
    return [(basis.value, words.BASES[basis]) for basis in Basis if basis in set(bases)]


class PowerForm(EmailForm):
    """Who, why, for what and until when."""

    basis = forms.ChoiceField(
        label="Who are they?",
        choices=[
            (Basis.CHOSEN.value, "Somebody I choose, such as family or a friend"),
            (Basis.BROKER.value, "A support broker, who helps me plan and buy support"),
            (Basis.ADVOCATE.value, "An advocate, who speaks up for me"),
        ],
        widget=forms.RadioSelect,
    )
    scopes = forms.MultipleChoiceField(
        label="What may they do?",
        choices=[(scope.value, words.SCOPES[scope]) for scope in Scope],
        widget=forms.CheckboxSelectMultiple,
        help_text="Choose all that apply. You can end this at any time.",
    )
    ends_on = DayField(
        label="Last day they may act",
        required=False,
        help_text="Leave empty if it should last until you end it. For example, 31 3 2027",
    )
    field_order: tuple[str, ...] = ("basis", "email", "scopes", "ends_on")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_scopes(self) -> list[str]:
        """Whoever acts for a person also sees what they act on."""
        chosen = set(self.cleaned_data["scopes"]) | {Scope.SEE.value}
        return sorted(chosen)

    def clean_ends_on(self) -> date | None:
        """A power that is over cannot be given."""
        last: date | None = self.cleaned_data["ends_on"]
        if last is not None and last < self.today:
            raise ValidationError("The last day must be today or later")
        return last

    def power(self) -> Power:
        """What was entered, once the form is valid."""
        return Power(
            basis=Basis(self.cleaned_data["basis"]),
            scopes=frozenset(Scope(scope) for scope in self.cleaned_data["scopes"]),
            evidence=self.cleaned_data.get("evidence", ""),
            ends_on=self.cleaned_data["ends_on"],
        )


class RecordedPowerForm(PowerForm):
    """The same where council staff record a power that rests on a document or a decision."""

    basis = forms.ChoiceField(
        label="On what basis do they act?",
        choices=_choices(roles.RECORDED_WITH_EVIDENCE),
        widget=forms.RadioSelect,
    )
    evidence = forms.CharField(
        label="What did you see?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For example: order of the Court of Protection of 3 April 2026, seen by me",
    )
    field_order = ("basis", "evidence", "email", "scopes", "ends_on")
