"""Model fields of the marketplace: a set of weekdays."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models

if TYPE_CHECKING:
    _WeekdaysField = models.Field[Iterable[int], frozenset[int]]
else:
    _WeekdaysField = models.Field

_DAYS = "0123456"


def _as_text(value: Iterable[int]) -> str:
    return "".join(str(day) for day in sorted(value))


class WeekdaysField(_WeekdaysField):
    """Some days of the week, Monday = 0, kept as text such as "024"; `__contains` finds one day."""

    description = "Days of the week"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = len(_DAYS)
        kwargs.setdefault("default", frozenset)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Leave out of migrations what never varies."""
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        if kwargs.get("default") is frozenset:
            del kwargs["default"]
        return name, path, args, kwargs

    def get_internal_type(self) -> str:
        """Stored as short text."""
        return "CharField"

    def to_python(self, value: object) -> frozenset[int]:
        """The days of text such as "024", or of numbers."""
        text = value if isinstance(value, str) else _as_text(value)  # type: ignore[arg-type]
        if not set(text) <= set(_DAYS):
            raise ValidationError("Choose days of the week.", code="weekdays")
        return frozenset(int(day) for day in text)

    def from_db_value(self, value: str | None, *_: object) -> frozenset[int] | None:
        """Read back the days that were stored."""
        return None if value is None else frozenset(int(day) for day in value)

    def get_prep_value(self, value: object) -> str | None:
        """The digits that are stored, in the order of the week."""
        prepared = super().get_prep_value(value)
        return None if prepared is None else _as_text(self.to_python(prepared))

    def value_to_string(self, obj: models.Model) -> str:
        """Text for a fixture."""
        return _as_text(self.value_from_object(obj))
