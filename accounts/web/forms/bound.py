"""Errors that say what to do, also in forms that come from libraries."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.forms.utils import ErrorList
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

_UNHELPFUL = "This field is required."
# What Django says of an answer, and what we say.
_SAID_BETTER = {
    "Enter a valid email address.": "Enter an e-mail address, such as name@example.org",
    "Enter a whole number.": "Enter a whole number, such as 14",
}
_LIMITS = {"max_value": "{} or less", "min_value": "{} or more"}
_TICK, _FILE = "checkbox", ("file", "clearablefile")
_CHOICES = (
    "select",
    "radioselect",
    "checkboxselectmultiple",
    "selectmultiple",
    "nullbooleanselect",
)
_MOST_WRITTEN = 256
# No key types these; between them nothing needs escaping.
_PLACE = "\ue000answer\ue001"
_WRITTEN: dict[tuple[Any, ...], SafeString] = {}


class PlainField(BoundField):
    """A field of a form on a page; where an answer is missing it says which."""

    # What stands in the place of an answer while the field around it is written.
    _in_place_of_answer: str | None = None

    @property
    def errors(self) -> ErrorList:
        """The errors of this field, in words that say how to put them right."""
        found = super().errors
        if self.name in self.form.errors:
            found.data = [self._plain(error) for error in found.data]
        return found

    def value(self) -> Any:
        """What was answered."""
        return self._in_place_of_answer or super().value()

    def as_field_group(self) -> SafeString:
        """Label, hint, errors and control.

        A form of filters that says `is_written_once` has each field written once for each choice,
        and once around whatever is typed. Nothing that was typed is kept.
        """
        if not getattr(self.form, "is_written_once", False) or self.name in self.form.errors:
            return super().as_field_group()
        answer, choices = self.value(), self._choices()
        if not answer or any(answer == code for code, _ in choices):
            return self._written(answer, choices)
        if choices or not isinstance(answer, str):
            return super().as_field_group()
        self._in_place_of_answer = _PLACE
        around = self._written(_PLACE, ())
        self._in_place_of_answer = None
        return mark_safe(around.replace(_PLACE, escape(answer)))  # noqa: S308 - escaped just now

    def _written(self, answer: Any, choices: tuple[tuple[str, str], ...]) -> SafeString:
        key = (type(self.form), self.auto_id, self.label, answer, choices)
        if key not in _WRITTEN:
            if len(_WRITTEN) >= _MOST_WRITTEN:
                _WRITTEN.clear()
            _WRITTEN[key] = super().as_field_group()
        return _WRITTEN[key]

    def _choices(self) -> tuple[tuple[str, str], ...]:
        """Every choice; a field with `list_all` says them without Django's unpacking of each."""
        if list_all := getattr(self.field, "list_all", None):
            return tuple(list_all())
        return tuple(getattr(self.field, "choices", ()))

    def _plain(self, error: Any) -> Any:
        if not isinstance(error, ValidationError):
            return error
        if error.messages == [_UNHELPFUL]:
            return ValidationError(self._what_is_missing(), code=error.code)
        if error.messages[0].startswith("Ensure this value") and error.code in _LIMITS:
            limit = (error.params or {})["limit_value"]
            return ValidationError(f"Enter {_LIMITS[error.code].format(limit)}", code=error.code)
        said = _SAID_BETTER.get(error.messages[0])
        return ValidationError(said, code=error.code) if said else error

    def _what_is_missing(self) -> str:
        if self.widget_type == _TICK:
            return f"Tick the box to go on: {self.label}"
        if self.widget_type in _FILE:
            return "Choose a file"
        label = str(self.label).strip()
        example = getattr(self.field, "example", "")
        hint = f", for example {example}" if example else ""
        if label.endswith("?"):
            return f"Answer “{label}”{hint}"
        verb = "Choose" if self.widget_type in _CHOICES else "Enter"
        return f"{verb} {_within_sentence(label)}{hint}"


def _within_sentence(label: str) -> str:
    plain = label.rstrip(":")
    return plain if plain[1:2].isupper() else plain[:1].lower() + plain[1:]
