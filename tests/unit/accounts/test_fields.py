"""Pounds and pence, and exact quantities."""

from __future__ import annotations

from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError
from djmoney.money import Money

from accounts import fields


@pytest.mark.parametrize(
    ("pounds", "pence"), [("480.00", 48000), ("0.01", 1), ("-3.5", -350), ("0", 0)]
)
def test_pounds_and_pence_convert_exactly_both_ways(pounds: str, pence: int) -> None:
    assert fields.to_pence(Money(pounds, "GBP")) == pence
    assert fields.to_money(pence) == Money(pounds, "GBP")


def test_pence_are_never_rounded_into_being() -> None:
    with pytest.raises(ValueError, match="whole number of pence"):
        fields.to_pence(Money("0.005", "GBP"))


def test_another_currency_is_refused() -> None:
    with pytest.raises(ValueError, match="not pounds"):
        fields.to_pence(Money("1.00", "EUR"))


@pytest.mark.parametrize(
    ("text", "exact", "stored"),
    [
        ("3/4", Fraction(3, 4), "3/4"),
        ("1.5", Fraction(3, 2), "3/2"),
        ("6/8", Fraction(3, 4), "3/4"),
        (" 2 ", Fraction(2), "2"),
    ],
)
def test_a_fraction_is_kept_exactly_in_lowest_terms(
    text: str, exact: Fraction, stored: str
) -> None:
    field = fields.FractionField()

    assert field.to_python(text) == exact
    assert field.get_prep_value(text) == stored
    assert field.from_db_value(stored) == exact


@pytest.mark.parametrize("text", ["", "a lot", "1/0", "1//2", "nan", "inf"])
def test_what_is_not_a_fraction_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValidationError, match="Enter a number"):
        fields.FractionField().to_python(text)


def test_an_absent_fraction_stays_absent() -> None:
    field = fields.FractionField(null=True)

    assert field.get_prep_value(None) is None
    assert field.from_db_value(None) is None
