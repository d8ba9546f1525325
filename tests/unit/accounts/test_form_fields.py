"""What people type into our fields, and what they are told when it cannot be read."""

from __future__ import annotations

from datetime import date, time
from fractions import Fraction
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError

from accounts.web.forms import fields


def told(field: forms.Field, typed: Any) -> str:
    with pytest.raises(ValidationError) as refusal:
        field.clean(typed)
    return str(refusal.value.messages[0])


@pytest.mark.parametrize(
    ("typed", "pence"),
    [
        ("24.10", 2410),
        ("24.1", 2410),
        ("24", 2400),
        ("£1,234.56", 123456),
        (" 1 234.56 ", 123456),
        ("0.07", 7),
        ("0", 0),
        ("9999999.99", 999_999_999),
        ("1,234,567", 123_456_700),
        ("£ 12.50", 1250),
    ],
)
def test_pence(typed: str, pence: int) -> None:
    assert fields.PenceField().clean(typed) == pence


@pytest.mark.parametrize(
    "typed",
    [
        "24.105", "abc", "1e5", "1.2.3", "٣", ".5", "5.", "1/2",
        "12,50", "12 50", "1,2,3", "33,33", "1,23", "1,2345", "1,234 567", "1234,567", ",500",
    ],
)  # fmt: skip
def test_what_is_no_amount(typed: str) -> None:
    assert told(fields.PenceField(), typed) == (
        "Enter an amount in pounds and pence, for example 24.10"
    )


def test_amounts_have_limits() -> None:
    field = fields.PenceField(smallest_pence=1, largest_pence=50_000)
    assert told(field, "0") == "Enter an amount of £0.01 or more"
    assert told(field, "-3") == "Enter an amount of £0.01 or more"
    assert told(field, "500.01") == "Enter an amount of £500.00 or less"
    assert field.clean("500") == 50_000


def test_amount_is_shown_as_it_is_typed() -> None:
    assert fields.PenceField().prepare_value(123456) == "1234.56"
    assert fields.PenceField().prepare_value("12 pounds") == "12 pounds"


@pytest.mark.parametrize(
    ("typed", "day"),
    [(["3", "4", "2026"], date(2026, 4, 3)), ([" 03 ", "04", "2026"], date(2026, 4, 3))],
)
def test_day(typed: list[str], day: date) -> None:
    assert fields.DayField().clean(typed) == day


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (["3", "", "2026"], "The date must include a month"),
        (["3", "", ""], "The date must include a month and a year"),
        (["3", "April", "2026"], "Enter the date in numbers, for example 3 4 2026"),
        (["31", "2", "2026"], "Enter a day that is in the calendar, for example 3 4 2026"),
        (["3", "4", "26"], "Enter a day that is in the calendar, for example 3 4 2026"),
        (["3", "4", "9999"], "Enter a day that is in the calendar, for example 3 4 2026"),
        (["٣", "4", "2026"], "Enter the date in numbers, for example 3 4 2026"),
    ],
)
def test_what_is_no_day(typed: list[str], words: str) -> None:
    assert told(fields.DayField(), typed) == words


def test_day_may_be_left_out_where_it_is_optional() -> None:
    assert fields.DayField(required=False).clean(["", " ", ""]) is None
    assert told(fields.DayField(), ["", "", ""]) == "This field is required."


@pytest.mark.parametrize(
    ("typed", "quantity"),
    [("2", 2), ("1.5", Fraction(3, 2)), ("3/4", Fraction(3, 4)), ("1  1/2", Fraction(3, 2))],
)
def test_quantity(typed: str, quantity: Fraction) -> None:
    assert fields.QuantityField().clean(typed) == quantity


@pytest.mark.parametrize("typed", ["lots", "1/0", "1.00001", "-1", "1 1/2 1/2", "1,5"])
def test_what_is_no_quantity(typed: str) -> None:
    assert told(fields.QuantityField(), typed) == "Enter a number, for example 2 or 1.5 or 3/4"


def test_quantities_have_limits() -> None:
    assert told(fields.QuantityField(), "0") == "Enter a number above 0"
    assert told(fields.QuantityField(largest=24), "24.5") == "Enter a number of 24 or less"


def test_quantity_is_shown_as_it_is_typed() -> None:
    assert fields.QuantityField().prepare_value(Fraction(3, 2)) == "1.5"
    assert fields.QuantityField().prepare_value(Fraction(1, 3)) == "1/3"
    assert fields.QuantityField().prepare_value(Fraction(10)) == "10"


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("9:30", time(9, 30)),
        ("09.30", time(9, 30)),
        ("9:30am", time(9, 30)),
        ("9:30 PM", time(21, 30)),
        ("12am", time(0, 0)),
        ("12pm", time(12, 0)),
        ("14:00", time(14, 0)),
    ],
)
def test_clock(typed: str, at: time) -> None:
    assert fields.ClockField().clean(typed) == at


@pytest.mark.parametrize("typed", ["9", "25:00", "9:75", "13pm", "0am", "noon"])
def test_what_is_no_time(typed: str) -> None:
    assert told(fields.ClockField(), typed) == "Enter a time, for example 9:30am or 14:00"


def test_the_same_value_typed_differently_is_no_change() -> None:
    assert not fields.PenceField().has_changed(2410, "£24.1")
    assert fields.PenceField().has_changed(2410, "24.11")
    assert not fields.DayField().has_changed(date(2026, 4, 3), ["03", "4", "2026"])
    assert fields.DayField().has_changed(date(2026, 4, 3), ["3", "", "2026"])


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("  Respite\u200b ", "Respite"),
        ("a\u202eb\u0000c", "abc"),
        ("Two\nlines", "Two\nlines"),
        ("Łódź ☀", "Łódź ☀"),
    ],
)
def test_words_keep_what_can_be_seen(typed: str, words: str) -> None:
    assert fields.WordsField().clean(typed) == words


@pytest.mark.parametrize("typed", ["\u200b", "\u2800", "\u3164 \u00ad", "\u115f", " \u2003 "])
def test_words_nobody_can_see_are_none(typed: str) -> None:
    assert told(fields.WordsField(error_messages={"required": "Say what"}), typed) == "Say what"
    assert fields.WordsField(required=False).clean(typed) == ""
