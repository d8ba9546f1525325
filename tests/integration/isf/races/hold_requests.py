"""What a process of a race about safeguarding holds asks for."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from accounts.enums import Role
from accounts.permissions import Actor
from isf.models import Invoice
from isf.operations import decisions, safeguards
from tests.factories.money import MONDAY, noon
from tests.integration.isf.races.requests import Ask, person_of


def stop_or_approve(asked: dict[str, Any]) -> Ask:
    """Half of the processes put a hold first; all approve the same bill; what each one paid."""
    invoice = Invoice.objects.select_related("fund__person").get(pk=asked["invoice"])
    lead = Actor(
        user_id=asked["user"],
        organisation_id=invoice.fund.authority_id,
        roles=frozenset({Role.SAFEGUARDING_LEAD}),
    )
    person, at = person_of(invoice.fund), noon(MONDAY)

    def ask() -> bool:
        stops = asked["runner"] % 2 == 0
        if stops:
            safeguards.put(
                authority_id=invoice.fund.authority_id,
                reference=uuid4(),
                target=safeguards.Target(**asked["target"]),
                reason="A concern",
                by=lead,
                at=at,
                on=MONDAY,
            )
        told = decisions.approve(invoice_id=invoice.pk, by=person, at=at, on=MONDAY)
        return bool(told.paid_pence)

    return ask
