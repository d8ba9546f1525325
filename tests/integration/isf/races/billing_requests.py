"""What a process of a race about money given back, and about an early end, asks for."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from accounts.enums import Role
from accounts.permissions import Actor
from isf.models import Fund
from isf.operations import endings, refunds
from tests.factories.money import MONDAY, noon
from tests.integration.isf.races.requests import Ask, person_of


def refund(asked: dict[str, Any]) -> Ask:
    """Part of the same paid line: the same refund in every process, or each its own."""
    by = Actor(
        user_id=asked["user"],
        organisation_id=asked["holder"],
        roles=frozenset({Role.PROVIDER_FINANCE}),
    )
    reference = UUID(asked["reference"]) if asked["reference"] else uuid4()
    wish = refunds.Back(reference=reference, pence=asked["pence"], reason="Nobody came")

    def ask() -> int:
        given = refunds.give(
            invoice=UUID(asked["invoice"]),
            number=asked["number"],
            wish=wish,
            by=by,
            at=noon(MONDAY),
            on=MONDAY,
        )
        return given.pk

    return ask


def end(asked: dict[str, Any]) -> Ask:
    """The end of the same order, on the same day."""
    by = person_of(Fund.objects.select_related("person").get(pk=asked["fund"]))

    def ask() -> int:
        return endings.end(
            order=UUID(asked["order"]),
            ends_on=date.fromisoformat(asked["last_day"]),
            by=by,
            at=noon(MONDAY),
            on=MONDAY,
            shown_pence=asked["shown_pence"],
        )

    return ask
