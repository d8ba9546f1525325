"""The form of a bill for several people: whose funds share it, and what was bought."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.forms.utils import ErrorDict

from accounts.web.forms.fields import PenceField, WordsField
from isf.models import Fund
from isf.operations.purchases import Bought
from isf.rules.sharing import FEWEST
from isf.web.forms.purchases import LONG, ReceiptForm, listed_field
from isf.web.presenters.funds import title

ORDER = [
    "funds",
    "what",
    "listed",
    "payee",
    "bought_on",
    "pence",
    "receipt",
    "file",
    "words",
    "token",
]


def chosen(values: Iterable[str]) -> list[UUID]:
    """The references that were sent, in their order; what is none is left out."""
    found = []
    for value in values:
        try:
            found.append(UUID(value))
        except ValueError:
            continue
    return found


class SharedBillForm(ReceiptForm):
    """One bill, and the funds it is shared over."""

    words = WordsField(
        label="Look for people by name",
        required=False,
        max_length=100,
        help_text="What you have typed and ticked stays",
    )
    funds = forms.TypedMultipleChoiceField(
        label="Whose support was it?",
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
        help_text="Tick one fund of each person. A penny left over goes to the first in this list.",
        error_messages={
            "required": "Tick the fund of each person whose support it was",
            "invalid_choice": "A fund that was ticked can share no bill any more. Choose again",
        },
    )
    what = WordsField(
        label="What was bought?",
        max_length=200,
        help_text="For example, a minibus to the coast. Every one of them reads it: name nobody",
        error_messages={"required": "Say what was bought", "max_length": LONG},
    )
    pence = PenceField(
        label="How much was the whole bill?",
        smallest_pence=1,
        help_text="For example, 100.00",
        error_messages={"required": "Enter what the whole bill was"},
    )
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        offered: tuple[Fund, ...],
        may_not_buy: Sequence[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if may_not_buy:
            self.fields["listed"] = listed_field(may_not_buy)
        self.order_fields(ORDER)
        self.offered = offered
        choices: Any = self.fields["funds"]
        choices.choices = [
            (str(fund.reference), f"{fund.person.full_name}: {title(fund)}") for fund in offered
        ]
        self.fields["file"].help_text = (
            "A photo (JPEG or PNG) or a PDF, at most 3 MB. Everybody who shares the bill can open "
            "it: it must name none of them."
        )

    def clean_funds(self) -> list[UUID]:
        """At least two funds."""
        named: list[UUID] = self.cleaned_data["funds"]
        if len(named) < FEWEST:
            raise forms.ValidationError("Tick the funds of at least two people")
        return named

    def look(self) -> None:
        """Show what was typed and ticked so far, without saying what is missing yet."""
        self._errors = ErrorDict(renderer=self.renderer)

    @property
    def only_the_file_is_wrong(self) -> bool:
        """Whether all but the file of the receipt was right."""
        return list(self.errors) == ["file"]

    def fund_ids(self) -> list[int]:
        """The funds in the order of the list, which is that of the parts."""
        named = set(self.cleaned_data["funds"])
        return [fund.pk for fund in self.offered if fund.reference in named]

    def bought(self) -> Bought:
        """The whole bill, as the operation takes it; a listed thing is asked for by its name."""
        said = self.cleaned_data
        day: date = said["bought_on"]
        return Bought(
            payee=said["payee"],
            what=said.get("listed") or said["what"],
            pence=said["pence"],
            receipt=said["receipt"],
            approved_by_id=None,
            bought_on=day,
        )
