"""The answer to a bill: for each open line approve, query in words, or leave it for later."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict

APPROVE, QUERY, LATER = "APPROVE", "QUERY", "LATER"
LONGEST_WORDS = 1000
_CHOICES = [
    (APPROVE, "Approve: this is right, pay it"),
    (QUERY, "Query: something is wrong"),
    (LATER, "Decide later"),
]


def read_shown(*, data: QueryDict) -> Mapping[int, str]:
    """How each line stood on the page that was answered, by its number."""
    found = (re.fullmatch(r"([0-9]{1,6}):([0-9a-f]{1,64})", said) for said in data.getlist("shown"))
    return {int(part[1]): part[2] for part in found if part}


class AnswerForm(forms.Form):
    """Two fields for each line, named after its number.

    Lines that somebody closed meanwhile have fields too, so that who answered is told about them.
    """

    def __init__(
        self, *args: Any, lines: Iterable[int], closed: Iterable[int] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.numbers = tuple(lines)
        self.every = (*self.numbers, *closed)
        for number in self.every:
            self.fields[f"line_{number}"] = forms.ChoiceField(
                label=f"Your answer to line {number + 1}",
                choices=_CHOICES,
                required=False,
                widget=forms.RadioSelect,
            )
            self.fields[f"words_{number}"] = forms.CharField(
                label=f"If you query line {number + 1}: what is wrong?",
                required=False,
                max_length=LONGEST_WORDS,
                widget=forms.Textarea({"rows": 2}),
            )

    def clean(self) -> dict[str, Any]:
        """A query needs words; words need a query; nothing at all is no answer."""
        cleaned = super().clean() or {}
        for number in self.numbers:
            answer, words = cleaned.get(f"line_{number}"), cleaned.get(f"words_{number}")
            if answer == QUERY and not words and f"words_{number}" not in self.errors:
                self.add_error(f"words_{number}", f"Say what is wrong with line {number + 1}")
            if words and answer != QUERY:
                self.add_error(
                    f"line_{number}",
                    f"You wrote something about line {number + 1}: choose “Query” to send it",
                )
        if not self.errors and not (self.approved or self.queried):
            first = f"line_{self.numbers[0]}" if self.numbers else None
            self.add_error(first, "Approve or query at least one line")
        return cleaned

    @property
    def approved(self) -> list[int]:
        """The numbers of the lines approved."""
        return [n for n in self.every if self.cleaned_data.get(f"line_{n}") == APPROVE]

    @property
    def queried(self) -> dict[int, str]:
        """The words about each line queried."""
        return {
            n: self.cleaned_data[f"words_{n}"]
            for n in self.every
            if self.cleaned_data.get(f"line_{n}") == QUERY
        }
