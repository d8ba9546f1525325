"""Fields for purposes a budget is tied to, typed as lines of a name and a share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import slugify

from isf.enums import DeploymentKind
from isf.rules.tied_parts import Part, PartsImpossible, ReadyParts, check_parts
from isf.web.presenters import refusals, tied_parts

_LINE = re.compile(r"(?P<name>.*\S)[\s:]+(?P<share>\d{1,3}(?:\.\d{1,2})?)\s*%?")
_BP_IN_A_PERCENT = 100
NAME_LENGTH = 40
UNTIED, OWN = "", "OWN"


def named(*, name: str, share_bp: int, carries_fee: bool = False) -> Part:
    """A part by its name; its code is the name in plain letters."""
    return Part(
        code=slugify(name)[:NAME_LENGTH], name=name, share_bp=share_bp, carries_fee=carries_fee
    )


def parse(text: str) -> list[Part]:
    """Parts from lines such as “Personal hours 20”. Errors: `ValidationError`."""
    parts = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        found = _LINE.fullmatch(line)
        if found is None or len(found["name"]) > NAME_LENGTH or not slugify(found["name"]):
            raise forms.ValidationError(
                f"“{line}” is no purpose with its share. Write, for example, “Personal hours 20”."
            )
        share = int(Decimal(found["share"]) * _BP_IN_A_PERCENT)
        parts.append(named(name=found["name"].rstrip(" :"), share_bp=share))
    check(parts)
    return parts


def check(parts: Sequence[Part]) -> None:
    """Parts that are one whole. Errors: `ValidationError`, in words."""
    try:
        check_parts(parts=parts)
    except PartsImpossible as refusal:
        raise forms.ValidationError(str(refusals.words(refusal))) from refusal


class TiedForm(forms.Form):
    """Whether a fund's money is tied to purposes, to which, and which of them pay the fee."""

    tied = forms.ChoiceField(
        label="Is the money tied to purposes?",
        required=False,
        widget=forms.RadioSelect,
        help_text="What is for one purpose never pays for another. It stays as it is agreed now.",
    )
    own_parts = forms.CharField(
        label="The purposes and their shares",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Only for purposes of your own: one on each line with its percent, together 100. "
        "For example, Personal hours 20",
    )
    fee_parts = forms.CharField(
        label="Which purposes pay the management fee?",
        required=False,
        max_length=300,
        help_text="Their names, with commas between. Leave it empty and each pays its share.",
    )

    def offer(self, ready: Sequence[ReadyParts]) -> None:
        """Offer what the council has ready, none, and purposes of one's own."""
        self.ready = tuple(ready)
        sets = [(str(place), tied_parts.in_words(one)) for place, one in enumerate(self.ready)]
        field: Any = self.fields["tied"]
        field.choices = [
            (UNTIED, "No, it may be used for any support"),
            *sets,
            (OWN, "Yes, as written below"),
        ]

    def clean_parts(self, cleaned: dict[str, Any]) -> None:
        """Keep the parts that were said, or what is wrong with them, beside their field."""
        cleaned["parts"] = ()
        chosen = cleaned.get("tied") or UNTIED
        if chosen != OWN and cleaned.get("own_parts"):
            self.add_error("tied", "Choose “Yes, as written below”, or empty the purposes below")
        if chosen == UNTIED and cleaned.get("fee_parts"):
            self.add_error("fee_parts", "Leave this empty where the money is not tied to purposes")
        if chosen == UNTIED:
            return
        if cleaned.get("kind") == DeploymentKind.DIRECT_PAYMENT:
            self.add_error("tied", tied_parts.NO_DIRECT_PAYMENT)
        try:
            parts = self._said(chosen, cleaned)
        except forms.ValidationError as wrong:
            self.add_error("own_parts", wrong)
            return
        names = [name.strip() for name in cleaned.get("fee_parts", "").split(",") if name.strip()]
        codes = {slugify(name) for name in names}
        unknown = codes - {part.code for part in parts}
        if unknown:
            known = ", ".join(part.name for part in parts)
            self.add_error("fee_parts", f"Write names of these purposes: {known}.")
        cleaned["parts"] = tuple(
            named(name=part.name, share_bp=part.share_bp, carries_fee=part.code in codes)
            for part in parts
        )

    def _said(self, chosen: str, cleaned: dict[str, Any]) -> list[Part]:
        if chosen == OWN:
            return parse(cleaned.get("own_parts", ""))
        return [named(name=name, share_bp=bp) for name, bp in self.ready[int(chosen)].parts]


class ReadyPartsField(forms.CharField):
    """Sets of purposes a council offers, a line each: “Residential: Core 75, Cash 25”."""

    widget = forms.Textarea(attrs={"rows": 3})

    def to_python(self, value: Any) -> Any:
        """The sets, each checked to be one whole."""
        text = super().to_python(value) or ""
        return tuple(self._set(line) for line in text.splitlines() if line.strip())

    def _set(self, line: str) -> ReadyParts:
        name, _, rest = line.partition(":")
        if not rest.strip() or not name.strip():
            raise forms.ValidationError(
                f"“{line.strip()}” is no set. Write, for example, “Residential: Core 75, Cash 25”."
            )
        parts = parse("\n".join(rest.split(",")))
        return ReadyParts(
            name=name.strip(), parts=tuple((part.name, part.share_bp) for part in parts)
        )
