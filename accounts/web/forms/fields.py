"""Form fields for a day, an amount, a quantity and a time; each says how to put an error right."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, time, timedelta
from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.web import clock
from accounts.web.forms.widgets import DayInput, PoundsInput
from accounts.web.presenters import wording

_YEARS = range(1900, 2200)
# How far from today the first day of a budget, an agreement or a fee may lie.
MONEY_DAYS = 400
_AMOUNT = re.compile(
    r"(?P<minus>-?) ?£? ?(?P<whole>[0-9]{1,9}|[0-9]{1,3}(?P<gap>[, ])[0-9]{3}(?:(?P=gap)[0-9]{3})?)"
    r"(?P<part>\.[0-9]{1,2})?"
)
# Categories of characters that control a line instead of standing in it, and letters without ink.
_UNSEEN = frozenset({"Cc", "Cf"})
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_PARTS = ("day", "month", "year")


class DayField(forms.Field):
    """A day in three parts; cleans to a date, at most `within_days` from today where that is said.

    A mistyped year would otherwise commit decades of money without a question.
    """

    widget = DayInput
    example = "3 4 2026"
    default_error_messages = {
        "part": "The date must include a %(missing)s",
        "digits": "Enter the date in numbers, for example 3 4 2026",
        "real": "Enter a day that is in the calendar, for example 3 4 2026",
        "far": "Check the year: enter a day from %(first)s to %(last)s",
    }

    def __init__(self, *, within_days: int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.within_days = within_days

    def validate(self, value: date | None) -> None:
        """Refuse a day that is further away than somebody can have meant."""
        super().validate(value)
        if value is None or self.within_days is None:
            return
        reach = timedelta(days=self.within_days)
        first, last = clock.today() - reach, clock.today() + reach
        if not first <= value <= last:
            raise self._problem("far", first=wording.day(on=first), last=wording.day(on=last))

    def to_python(self, value: Sequence[str] | date | None) -> date | None:
        """Read day, month and year as typed."""
        if value is None or isinstance(value, date):
            return value
        parts = [(part or "").strip() for part in value]
        if not any(parts):
            return None
        missing = [name for name, part in zip(_PARTS, parts, strict=True) if not part]
        if missing:
            raise self._problem("part", missing=" and a ".join(missing))
        if not all(re.fullmatch(r"[0-9]{1,4}", part) for part in parts):
            raise self._problem("digits")
        return self._in_calendar(*(int(part) for part in parts))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare days, not the ways of typing them."""
        try:
            return bool(initial != self.to_python(data))
        except ValidationError:
            return True

    def _in_calendar(self, day: int, month: int, year: int) -> date:
        if year not in _YEARS:
            raise self._problem("real")
        try:
            return date(year, month, day)
        except ValueError as error:
            raise self._problem("real") from error

    def _problem(self, code: str, **params: str) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params=params)


class WordsField(forms.CharField):
    """Words of somebody's own: what cannot be seen, or turns the line around, is left out."""

    def to_python(self, value: Any) -> str:
        """Read words; those that show nothing are no words."""
        typed = super().to_python(value) or ""
        kept = "".join(c for c in typed if c in "\r\n\t" or unicodedata.category(c) not in _UNSEEN)
        if not any(_shows(c) for c in kept):
            return ""
        return kept.strip()


def _shows(character: str) -> bool:
    return character not in _BLANK and unicodedata.category(character)[0] not in "ZC"


class _TypedField(forms.Field):
    """A value typed as text: read it, or say how to type it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("spellcheck", "false")
        self.widget.attrs.setdefault("autocomplete", "off")

    def to_python(self, value: Any) -> Any:
        if value is None or not isinstance(value, str):
            return value
        typed = re.sub(r"\s+", " ", value).strip()
        return self.read(typed) if typed else None

    def read(self, typed: str) -> Any:
        """Turn what was typed into a value."""
        raise NotImplementedError

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare values, not the ways of typing them."""
        try:
            return bool(initial != self.to_python(data))
        except ValidationError:
            return True

    def problem(self, code: str, **params: str) -> ValidationError:
        """Make the error of this code."""
        return ValidationError(self.error_messages[code], code=code, params=params)


class PenceField(_TypedField):
    """An amount typed in pounds; cleans to whole pence."""

    widget = PoundsInput
    example = "24.10"
    default_error_messages = {
        "invalid": "Enter an amount in pounds and pence, for example 24.10",
        "small": "Enter an amount of %(limit)s or more",
        "large": "Enter an amount of %(limit)s or less",
    }

    def __init__(
        self, *, smallest_pence: int = 0, largest_pence: int = 999_999_999, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.smallest_pence = smallest_pence
        self.largest_pence = largest_pence

    def read(self, typed: str) -> int:
        """Read pounds with at most two decimals; a pound sign does no harm.

        Commas or spaces stand between groups of three digits or nowhere: 12,50 is no amount here,
        because half of its readers mean 12.50.
        """
        found = _AMOUNT.fullmatch(typed.replace("\N{MINUS SIGN}", "-"))
        if found is None:
            raise self.problem("invalid")
        plain = found["minus"] + re.sub(r"[, ]", "", found["whole"]) + (found["part"] or "")
        pence = int(Fraction(plain) * 100)
        if pence < self.smallest_pence:
            raise self.problem("small", limit=wording.pounds(pence=self.smallest_pence))
        if pence > self.largest_pence:
            raise self.problem("large", limit=wording.pounds(pence=self.largest_pence))
        return pence

    def prepare_value(self, value: Any) -> Any:
        """Show pence as pounds; show again what was typed as it was typed."""
        if not isinstance(value, int):
            return value
        return re.sub(r"[£,]", "", wording.pounds(pence=value))


class QuantityField(_TypedField):
    """How much: 2, 1.5 or 1 1/2; cleans to an exact Fraction."""

    widget = forms.TextInput
    example = "1.5"
    default_error_messages = {
        "invalid": "Enter a number, for example 2 or 1.5 or 3/4",
        "small": "Enter a number above 0",
        "large": "Enter a number of %(limit)s or less",
    }

    def __init__(self, *, largest: int = 10_000, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.largest = largest
        self.widget.attrs.setdefault("inputmode", "decimal")
        self.widget.attrs.setdefault("class", "govuk-input--width-5")

    def read(self, typed: str) -> Fraction:
        """Read a decimal, a fraction or both."""
        if not re.fullmatch(
            r"[0-9]{1,6}(\.[0-9]{1,4})?|([0-9]{1,6} )?[0-9]{1,4}/[1-9][0-9]{0,3}", typed
        ):
            raise self.problem("invalid")
        quantity = sum((Fraction(part) for part in typed.split(" ")), Fraction(0))
        if quantity <= 0:
            raise self.problem("small")
        if quantity > self.largest:
            raise self.problem("large", limit=str(self.largest))
        return quantity

    def prepare_value(self, value: Any) -> Any:
        """Show a fraction as a decimal where it is one exactly."""
        if not isinstance(value, Fraction):
            return value
        hundredths = value * 100
        if hundredths.denominator != 1:
            return str(value)
        return f"{float(value):.2f}".rstrip("0").rstrip(".")


class ClockField(_TypedField):
    """A time of day: 9:30, 09.30, 9.30am or 2pm; cleans to a time."""

    widget = forms.TextInput
    example = "9:30am"
    default_error_messages = {
        "invalid": "Enter a time, for example 9:30am or 14:00",
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("class", "govuk-input--width-5")

    def read(self, typed: str) -> time:
        """Read twelve or twenty-four hours."""
        found = re.fullmatch(r"([0-9]{1,2})(?:[:.]([0-9]{2}))? ?(am|pm)?", typed.lower())
        if not found or not (found[2] or found[3]):
            raise self.problem("invalid")
        hour, minute = int(found[1]), int(found[2] or 0)
        if found[3]:
            if hour not in range(1, 13):
                raise self.problem("invalid")
            hour = hour % 12 + (12 if found[3] == "pm" else 0)
        try:
            return time(hour, minute)
        except ValueError as error:
            raise self.problem("invalid") from error

    def prepare_value(self, value: Any) -> Any:
        """Show a time as hours and minutes."""
        return f"{value:%H:%M}" if isinstance(value, time) else value
