"""The form in which somebody says where the money of a fund shall go."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms

from isf.enums import ClosingPlace


class PlaceForm(forms.Form):
    """Another fund, the account the council manages, or back to who paid it in."""

    place = forms.ChoiceField(
        label="Where shall the money go?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose where the money shall go"},
    )
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields["place"]
        choices.choices = places

    def chosen(self) -> ClosingPlace:
        """The kind of place that was chosen."""
        said = self.cleaned_data["place"]
        return ClosingPlace(said) if said in set(ClosingPlace) else ClosingPlace.FUND

    def target(self) -> UUID | None:
        """The fund that was chosen, if one was."""
        said = self.cleaned_data["place"]
        return None if said in set(ClosingPlace) else UUID(said)
