"""What a list can be narrowed by; a query string is checked like any other form."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms

from accounts.web.searching import KEPT, WORDS

OK, BAD_REQUEST = 200, 400


class Filter(forms.Form):
    """A query string: what was asked for, whether it could be read, and how to ask for more."""

    names_people = False
    """Whether its words are names: they are sent in a body and kept, never in an address."""

    @property
    def status(self) -> int:
        """The status of the answer: what cannot be read is said so, on the page itself."""
        return BAD_REQUEST if self.is_bound and not self.is_valid() else OK

    @property
    def is_narrowed(self) -> bool:
        """Whether something was asked for."""
        return self.is_valid() and any(self.cleaned_data.values())

    @property
    def query(self) -> str:
        """The query string without the page, for links to other pages of the same list."""
        pairs = [self._said(name, value) for name in self.fields for value in self._given(name)]
        return urlencode(pairs)

    def _said(self, name: str, value: str) -> tuple[str, str]:
        return (KEPT, "1") if self.names_people and name == WORDS else (name, value)

    def _given(self, name: str) -> list[str]:
        given: Any = self.data
        return [value for value in given.getlist(name) if value] if self.is_bound else []
