"""Which printed letters were posted."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError


class ReferencesField(forms.Field):
    """Some references, each ticked by itself; at least one."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: object) -> list[UUID]:
        """Read the references, or say that one is none."""
        try:
            return [UUID(str(text)) for text in value] if isinstance(value, list) else []
        except ValueError as error:
            raise ValidationError("This is no letter.") from error


class PostedForm(forms.Form):
    """The letters that were ticked."""

    letter = ReferencesField()
