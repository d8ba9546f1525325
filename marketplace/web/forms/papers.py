"""What is recorded about providers: insurances, registrations, frameworks and who is on them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from accounts.enums import Nation
from accounts.fields import to_pence
from accounts.web.forms.fields import DayField, PenceField
from marketplace.enums import InsuranceKind, RegistrationStatus, Regulator
from marketplace.models import FrameworkListing, FrameworkVersion, Insurance, Registration
from marketplace.operations.frameworks import Listed, Terms
from marketplace.operations.papers import Certificate, Found
from marketplace.web.presenters import compliance_words as words

# How far from today a day that is recorded may lie: nobody means the year 2206.
DAYS = 20 * 366
NEEDS_NUMBER, NEEDS_NONE = "NUMBER", "NONE"


def _correcting(form: forms.Form, number: int) -> None:
    """Ask whether the whole of it was a mistake, and remember which version was read."""
    form.fields["withdraw"] = forms.BooleanField(
        label="This was recorded by mistake: take it back",
        help_text="It stays in the history and counts no more.",
        required=False,
    )
    form.fields["version"] = _version(number)


def _version(number: int) -> forms.IntegerField:
    return forms.IntegerField(initial=number, min_value=1, widget=forms.HiddenInput)


class _Days(forms.Form):
    """A first day, and a last one that is not before it."""

    def clean(self) -> dict[str, Any]:
        """Refuse a last day before the first."""
        said: dict[str, Any] = super().clean() or {}
        first, last = said.get("starts_on"), said.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "The last day cannot be before the first day")
        return said


class InsuranceForm(_Days):
    """What a certificate says."""

    kind = forms.TypedChoiceField(
        label="What is insured?",
        choices=list(words.INSURANCES.items()),
        coerce=InsuranceKind,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what is insured"},
    )
    insurer = forms.CharField(label="Insurer", max_length=120)
    policy_number = forms.CharField(label="Number of the policy", max_length=60, required=False)
    cover_pence = PenceField(
        label="Cover for any one claim",
        help_text="For example, 5,000,000",
        error_messages={"required": "Enter the cover for any one claim, for example 5,000,000"},
        smallest_pence=1,
        largest_pence=100_000_000_000,
    )
    starts_on = DayField(label="First day", within_days=DAYS)
    ends_on = DayField(
        label="Last day",
        help_text="The last day that is covered. For example, 31 3 2027",
        within_days=DAYS,
    )

    def __init__(self, *args: Any, insurance: Insurance | None = None, **kwargs: Any) -> None:
        if insurance is not None:
            names = ("kind", "insurer", "policy_number", "starts_on", "ends_on")
            kwargs["initial"] = {name: getattr(insurance, name) for name in names}
            kwargs["initial"]["cover_pence"] = to_pence(insurance.cover)
        super().__init__(*args, **kwargs)
        if insurance is not None:
            _correcting(self, insurance.number)

    def certificate(self) -> Certificate:
        """What was said, once the form is valid."""
        said = self.cleaned_data
        return Certificate(**{column.name: said[column.name] for column in fields(Certificate)})


class RegistrationForm(forms.Form):
    """With whom a provider is registered, or that it needs no registration."""

    regulator = forms.TypedChoiceField(
        label="Regulator",
        choices=[(code, words.sentence(text=name)) for code, name in words.REGULATORS.items()],
        coerce=Regulator,
        widget=forms.RadioSelect,
    )
    needed = forms.ChoiceField(
        label="Are you registered?",
        choices=[
            (NEEDS_NUMBER, "Yes, and this is the number"),
            (NEEDS_NONE, "No: nothing we sell needs a registration"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether you are registered"},
    )
    number = forms.CharField(
        label="Number with the regulator (if registered)", max_length=20, required=False
    )

    def __init__(
        self,
        *args: Any,
        registration: Registration | None,
        nation: Nation,
        known_number: str,
        **kwargs: Any,
    ) -> None:
        kwargs["initial"] = {"regulator": words.REGULATOR_OF[nation], "number": known_number}
        if registration is not None:
            number = registration.registration_number
            kwargs["initial"] = {
                "regulator": registration.regulator,
                "needed": NEEDS_NUMBER if number else NEEDS_NONE,
                "number": number,
            }
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Ask for the number where there is one, and keep none where there is none."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("needed") == NEEDS_NUMBER and not said.get("number"):
            self.add_error("number", "Enter the number with the regulator")
        if said.pop("needed", None) == NEEDS_NONE:
            said["number"] = ""
        return said


class FoundForm(forms.Form):
    """What a council found with the regulator."""

    status = forms.TypedChoiceField(
        label="What did you find?",
        choices=list(words.STATUSES.items()),
        coerce=RegistrationStatus,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you found"},
    )
    checked_on = DayField(label="On which day did you look?", within_days=DAYS)
    ends_on = DayField(
        label="Last day of the registration (if it ends or has ended)",
        required=False,
        within_days=DAYS,
    )

    def __init__(self, *args: Any, today: date, number: int, **kwargs: Any) -> None:
        kwargs["initial"] = {"checked_on": today}
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["version"] = _version(number)

    def clean(self) -> dict[str, Any]:
        """Refuse days that do not go with what was found."""
        said: dict[str, Any] = super().clean() or {}
        status, looked, last = said.get("status"), said.get("checked_on"), said.get("ends_on")
        if looked and looked > self.today:
            self.add_error("checked_on", "Enter the day you looked: it cannot be in the future")
        if last and status in {RegistrationStatus.NOT_FOUND, RegistrationStatus.NOT_NEEDED}:
            self.add_error("ends_on", "Leave this empty: there is no registration that could end")
        if last and looked and status is RegistrationStatus.ENDED and last > looked:
            self.add_error("ends_on", "The last day cannot be after the day you looked")
        return said

    def found(self) -> Found:
        """What was said, once the form is valid."""
        said = self.cleaned_data
        return Found(**{column.name: said[column.name] for column in fields(Found)})


class FrameworkForm(_Days):
    """The name of a framework agreement and its days."""

    name = forms.CharField(
        label="Name", help_text="As everybody calls it, for example Home care 2027", max_length=120
    )
    starts_on = DayField(label="First day", within_days=DAYS)
    ends_on = DayField(label="Last day (if it ends)", required=False, within_days=DAYS)

    def __init__(
        self, *args: Any, framework: FrameworkVersion | None = None, **kwargs: Any
    ) -> None:
        if framework is not None:
            names = ("name", "starts_on", "ends_on")
            kwargs["initial"] = {name: getattr(framework, name) for name in names}
        super().__init__(*args, **kwargs)
        if framework is not None:
            _correcting(self, framework.number)

    def terms(self) -> Terms:
        """What was said, once the form is valid."""
        said = self.cleaned_data
        return Terms(name=said["name"], starts_on=said["starts_on"], ends_on=said["ends_on"])


class ListingForm(_Days):
    """From when to when a provider is on a framework agreement, and why."""

    framework = forms.TypedChoiceField(label="Framework agreement", coerce=UUID)
    starts_on = DayField(label="First day on it", within_days=DAYS)
    ends_on = DayField(
        label="Last day on it (if it leaves)",
        help_text="Leave this empty while the provider is on it.",
        required=False,
        within_days=DAYS,
    )
    reason = forms.CharField(
        label="Why",
        help_text="The provider reads this. Please name nobody.",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        *args: Any,
        frameworks: Iterable[FrameworkVersion],
        listing: FrameworkListing | None = None,
        **kwargs: Any,
    ) -> None:
        if listing is not None:
            kwargs["initial"] = {
                "framework": listing.framework.reference,
                "starts_on": listing.starts_on,
                "ends_on": listing.ends_on,
                "reason": listing.reason,
            }
        super().__init__(*args, **kwargs)
        field: Any = self.fields["framework"]
        field.choices = [(row.framework.reference, row.name) for row in frameworks]
        if listing is not None:
            _correcting(self, listing.number)

    def listed(self) -> Listed:
        """What was said, once the form is valid."""
        said = self.cleaned_data
        return Listed(
            framework=said["framework"],
            starts_on=said["starts_on"],
            ends_on=said["ends_on"],
            reason=said["reason"],
        )
