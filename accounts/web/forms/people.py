"""The record of a person: looking one up, opening one, changing one."""

from __future__ import annotations

from typing import Any

from django import forms

from accounts.enums import LettersBy
from accounts.models import Person
from accounts.operations.people import Contact, Details
from accounts.web.forms.fields import DayField
from accounts.web.forms.filters import Filter
from accounts.web.presenters import words

NOT_AN_ADDRESS = {"invalid": "Enter an e-mail address, such as name@example.org"}


class SearchForm(Filter):
    """Words to look people up by."""

    names_people = True

    q = forms.CharField(
        label="Name or postcode",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )


class ContactForm(forms.Form):
    """How somebody is called, and reached."""

    known_as = forms.CharField(
        label="Likes to be called", required=False, max_length=100, help_text="If not the full name"
    )
    address = forms.CharField(
        label="Address",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    postcode = forms.CharField(
        label="Postcode",
        required=False,
        max_length=10,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )
    phone = forms.CharField(
        label="Telephone number",
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "class": "govuk-input--width-20"}),
    )
    email = forms.EmailField(
        label="E-mail address", required=False, max_length=254, error_messages=NOT_AN_ADDRESS
    )
    letters_by = forms.ChoiceField(
        label="How should we write?",
        choices=[(code, words.LETTERS[code]) for code in LettersBy],
        initial=LettersBy.POST.value,
        widget=forms.RadioSelect,
    )

    def clean(self) -> dict[str, Any]:
        """Letters need somewhere to go."""
        cleaned = super().clean() or self.cleaned_data
        by_email = cleaned.get("letters_by") == LettersBy.EMAIL
        if by_email and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("email", "Enter an e-mail address, or choose to write by post")
        return cleaned

    def contact(self) -> Contact:
        """What was entered, once the form is valid."""
        return Contact(**self._entered())

    def _entered(self) -> dict[str, Any]:
        return {**self.cleaned_data, "letters_by": LettersBy(self.cleaned_data["letters_by"])}


class PersonForm(ContactForm):
    """What a record says of a person."""

    full_name = forms.CharField(label="Full name", max_length=200)
    born_on = DayField(label="Date of birth", required=False, help_text="For example, 31 3 1980")
    field_order = ("full_name", "known_as", "born_on")

    def details(self) -> Details:
        """What was entered, once the form is valid."""
        return Details(**self._entered())


def initial_of(person: Person) -> dict[str, Any]:
    """What the record says now."""
    return {name: getattr(person, name) for name in PersonForm.base_fields}


class EmailForm(forms.Form):
    """Whom to invite."""

    email = forms.EmailField(
        label="E-mail address",
        max_length=254,
        error_messages=NOT_AN_ADDRESS,
        help_text="We will send a link to this address. It works once, for 7 days.",
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
