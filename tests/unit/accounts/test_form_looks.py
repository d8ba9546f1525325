"""Every form control is dressed in one place, and tied to its label, hint and errors."""

from __future__ import annotations

import re

import pytest
from django import forms

from accounts.web.forms import fields


class Form(forms.Form):
    name = forms.CharField(label="Full name", help_text="As on <b>paper</b>")
    nickname = forms.CharField(label="Nickname", required=False)
    days = forms.MultipleChoiceField(
        label="Days", choices=[("MON", "Monday")], widget=forms.CheckboxSelectMultiple
    )
    day = forms.ChoiceField(label="Day", choices=[("MON", "Monday")], widget=forms.RadioSelect)
    kind = forms.ChoiceField(label="Kind", choices=[("HOME", "Home")])
    starts_on = fields.DayField(label="Start date")
    price = fields.PenceField(label="Price")
    workers = forms.IntegerField(label="Workers", min_value=1, max_value=9)
    rate = forms.DecimalField(label="Rate", decimal_places=2)
    agreed = forms.BooleanField(label="I agree")


class Optional(forms.Form):
    name = forms.CharField(label="Full name", required=False)


HTML = str(Form())
BAD = str(Form({}))


@pytest.mark.parametrize(
    ("control", "look"),
    [
        ('name="name"', "govuk-input"),
        ('name="days"', "govuk-checkboxes__input"),
        ('name="day"', "govuk-radios__input"),
        ('name="kind"', "govuk-select"),
        ('name="starts_on_day"', "govuk-input govuk-input--width-2"),
        ('name="price"', "govuk-input govuk-input--width-10"),
        ('name="agreed"', "govuk-checkboxes__input"),
    ],
)
def test_each_control_has_its_look(control: str, look: str) -> None:
    tags = [tag for tag in re.findall(r"<[^>]+>", HTML) if control in tag]
    assert tags
    assert f'class="{look}"' in tags[0]


def test_numbers_are_typed_as_text() -> None:
    whole = next(tag for tag in re.findall(r"<[^>]+>", HTML) if 'name="workers"' in tag)
    part = next(tag for tag in re.findall(r"<[^>]+>", HTML) if 'name="rate"' in tag)
    assert 'type="text"' in whole
    assert 'inputmode="numeric"' in whole
    assert 'inputmode="decimal"' in part
    assert "min=" not in whole + part


def test_hint_is_text_and_never_markup() -> None:
    assert "As on &lt;b&gt;paper&lt;/b&gt;" in HTML


def test_only_what_is_optional_among_required_is_marked() -> None:
    assert "Nickname (optional)" in HTML
    assert "Full name (optional)" not in HTML
    assert "(optional)" not in str(Optional())


@pytest.mark.parametrize(
    "words",
    [
        "Enter full name",
        "Choose days",
        "Choose day",
        "Enter start date, for example 3 4 2026",
        "Enter price, for example 24.10",
        "Tick the box to go on: I agree",
    ],
)
def test_what_is_missing_is_named(words: str) -> None:
    assert words in BAD
    assert "This field is required" not in BAD


class Asking(forms.Form):
    who = forms.ChoiceField(
        label="Who should come?", choices=[("A", "Anybody")], widget=forms.RadioSelect
    )
    at = fields.ClockField(label="At what time?")
    email = forms.EmailField(label="E-mail")
    days = forms.IntegerField(label="Days", min_value=1, max_value=100)
    share = forms.IntegerField(label="Share")


def test_what_is_wrong_is_said_in_whole_sentences_and_not_in_djangos() -> None:
    missing = str(Asking({}))
    assert "Answer “Who should come?”" in missing
    assert "Answer “At what time?”, for example 9:30am" in missing
    wrong = str(Asking({"email": "x", "days": "300", "share": "much"}))
    assert "Enter an e-mail address, such as name@example.org" in wrong
    assert "Enter 100 or less" in wrong
    assert "Enter a whole number, such as 14" in wrong
    assert "Enter 1 or more" in str(Asking({"days": "0"}))


def test_every_description_exists() -> None:
    described = {
        part for ids in re.findall(r'aria-describedby="([^"]+)"', BAD) for part in ids.split()
    }
    assert described
    assert described <= set(re.findall(r' id="([^"]+)"', BAD))


def test_every_label_has_its_control() -> None:
    labelled = set(re.findall(r'<label[^>]* for="([^"]+)"', BAD))
    assert labelled <= set(re.findall(r' id="([^"]+)"', BAD))
