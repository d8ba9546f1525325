"""What came of one visit."""

from __future__ import annotations

from typing import Any

from django import forms

from accounts.web.forms.fields import QuantityField
from marketplace.enums import DeliveryState, MissedReason, Unit
from marketplace.models import Delivery
from marketplace.operations.deliveries import Outcome
from marketplace.rules.visits import Pattern
from marketplace.web.presenters import wording

DELIVERED, MISSED = "DELIVERED", "MISSED"


class VisitForm(forms.Form):
    """Delivered, in full or in part; or missed, and why."""

    outcome = forms.ChoiceField(
        label="What happened?",
        choices=[(DELIVERED, "The visit took place"), (MISSED, "The visit did not take place")],
        widget=forms.RadioSelect,
    )
    quantity = QuantityField(label="How much?", required=False)
    workers = forms.TypedChoiceField(label="How many workers came?", coerce=int, required=False)
    reason = forms.TypedChoiceField(
        label="If it did not take place, why?",
        choices=list(wording.MISSED_REASONS.items()),
        coerce=MissedReason,
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, *args: Any, pattern: Pattern, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pattern = pattern
        planned = wording.amount(quantity=pattern.quantity, unit=unit)
        self.fields["quantity"].label = (
            "How many hours?" if unit is Unit.HOUR else f"How many {wording.many(unit=unit)}?"
        )
        self.fields["quantity"].help_text = f"{planned} was ordered. Less is possible, more is not."
        numbers = [(n, str(n)) for n in range(1, pattern.workers + 1)]
        self.fields["workers"].choices = numbers  # type: ignore[attr-defined]
        if pattern.workers == 1:
            del self.fields["workers"]

    def said(self) -> Outcome:
        """What came of the visit, once the form is valid."""
        answers = self.cleaned_data
        if answers["outcome"] == MISSED:
            return Outcome(missed=answers["reason"])
        workers = answers.get("workers") or self.pattern.workers
        return Outcome(quantity=answers["quantity"], workers=workers)

    def clean(self) -> dict[str, Any]:
        """Ask for what belongs to the outcome."""
        answers = super().clean() or {}
        outcome = answers.get("outcome")
        if outcome == DELIVERED and "quantity" not in self.errors:
            self._check_quantity(answers)
        if outcome == MISSED and not answers.get("reason") and "reason" not in self.errors:
            self.add_error("reason", "Say why the visit did not take place")
        return answers

    def _check_quantity(self, answers: dict[str, Any]) -> None:
        quantity = answers.get("quantity")
        if quantity is None:
            self.add_error("quantity", "Enter how much was delivered")
        elif quantity > self.pattern.quantity:
            self.add_error(
                "quantity",
                f"Enter at most {wording.number(value=self.pattern.quantity)}: no more was ordered",
            )


def first_answers(*, pattern: Pattern, before: Delivery | None) -> dict[str, Any]:
    """What the form says at first: as it was recorded, or as it was planned."""
    if before is None:
        return {"quantity": pattern.quantity, "workers": pattern.workers}
    if before.state == DeliveryState.MISSED:
        return {
            "outcome": MISSED,
            "reason": before.missed_reason,
            "quantity": pattern.quantity,
            "workers": pattern.workers,
        }
    return {"outcome": DELIVERED, "quantity": before.quantity, "workers": before.workers}
