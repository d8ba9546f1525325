"""What lists can be narrowed by; a query string is checked like any other form."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from accounts.web.forms.filters import Filter
from isf.enums import (
    EntryKind,
    LineState,
    ReservationKind,
    Term,
)
from isf.queries.entries import Asked, Counted
from isf.rules.tied_parts import UNTIED
from isf.web.presenters import wording
from isf.web.presenters.entry_links import UNTIED_ASKED

_EARLIEST, _LATEST = date(2000, 1, 1), date(2199, 12, 31)
_ANY = ("", "All")


class FundFilter(Filter):
    """Funds by name, state and kind."""

    names_people = True

    q = forms.CharField(label="Name", required=False, max_length=100)
    state = forms.ChoiceField(
        label="State", required=False, choices=[_ANY, *wording.FUND_STATES.items()]
    )
    kind = forms.ChoiceField(
        label="Kind", required=False, choices=[_ANY, *wording.FUND_KINDS.items()]
    )

    @property
    def words(self) -> str:
        """The name looked for."""
        return str(self.cleaned_data["q"])

    @property
    def chosen_state(self) -> str:
        """The state looked for, or nothing."""
        return str(self.cleaned_data["state"])

    @property
    def chosen_kind(self) -> str:
        """The kind looked for, or nothing."""
        return str(self.cleaned_data["kind"])


class EntryFilter(Filter):
    """Entries of one fund; what a link from an amount asked for is kept in hidden fields."""

    term = forms.MultipleChoiceField(
        label="What happened",
        required=False,
        choices=list(wording.TERMS.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    kind = forms.MultipleChoiceField(
        required=False,
        choices=list(wording.ENTRY_KINDS.items()),
        widget=forms.MultipleHiddenInput,
    )
    account = forms.ChoiceField(label="From or to", required=False)
    sum = forms.ChoiceField(
        required=False, choices=[(c, c) for c in Counted], widget=forms.HiddenInput
    )
    reason = forms.ChoiceField(
        required=False, choices=list(wording.REASONS.items()), widget=forms.HiddenInput
    )
    order = forms.UUIDField(required=False, widget=forms.HiddenInput)
    purpose = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, accounts: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields["account"]
        choices.choices = [("", "Everybody"), *accounts]
        for name, label in (("from", "From"), ("to", "To")):
            self.fields[name] = forms.DateField(
                label=label,
                required=False,
                input_formats=["%Y-%m-%d"],
                widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
                error_messages={"invalid": "Enter a real date, such as 2026-04-30"},
            )

    def clean(self) -> dict[str, Any]:
        """Refuse days outside any fund's life, and a span that ends before it begins."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("from"), cleaned.get("to")
        for name in ("from", "to"):
            day = cleaned.get(name)
            if day is not None and not _EARLIEST <= day <= _LATEST:
                self.add_error(name, "Enter a date between 2000 and 2199")
        if first and last and first > last:
            self.add_error("to", "The last day must not be before the first")
        return cleaned

    def asked(self) -> Asked:
        """What was asked for, as the query understands it."""
        found = self.cleaned_data
        return Asked(
            terms=frozenset(Term(code) for code in found["term"]),
            kinds=frozenset(EntryKind(code) for code in found["kind"]),
            from_on=found["from"],
            to_on=found["to"],
            account_id=int(found["account"]) if found["account"] else None,
            reason=ReservationKind(found["reason"]) if found["reason"] else None,
            order=found["order"],
            purpose=_purpose(found["purpose"]),
            counted=Counted(found["sum"]) if found["sum"] else None,
        )


def _purpose(said: str) -> str | None:
    """The purpose asked for: every one, money that is not tied, or one by its code."""
    return UNTIED if said == UNTIED_ASKED else said or None


class InvoiceFilter(Filter):
    """Bills by what became of their lines."""

    state = forms.ChoiceField(
        label="Bills with lines that are",
        required=False,
        choices=[_ANY, *((s, wording.LINE_STATES[s]) for s in LineState)],
    )
    fund = forms.UUIDField(required=False, widget=forms.HiddenInput)
