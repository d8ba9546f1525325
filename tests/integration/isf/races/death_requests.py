"""What a process of a race about a death asks for."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from accounts.enums import Role
from accounts.permissions import Actor
from isf.models import Fund
from isf.operations import deaths, purchases
from tests.factories.deaths import DIED, TOLD
from tests.factories.money import bought, noon
from tests.integration.isf.races.requests import Ask, person_of


def die_or_buy(asked: dict[str, Any]) -> Ask:
    """Half of the processes record the same death; the others buy something of their own."""
    fund = Fund.objects.select_related("person").get(pk=asked["fund"])
    keeper = Actor(
        user_id=asked["user"],
        organisation_id=fund.authority_id,
        roles=frozenset({Role.CARE_MANAGER}),
    )
    said = deaths.Said(reference=UUID(asked["reference"]), day=DIED)
    facts: dict[str, Any] = {"at": noon(TOLD), "on": TOLD}

    def ask() -> str:
        if asked["runner"] % 2 == 0:
            done = deaths.record(person_id=fund.person_id, said=said, by=keeper, **facts)
            return "recorded" if done.is_new else "again"
        purchases.record(
            fund_id=fund.pk,
            bought=bought(100),
            by=person_of(fund),
            reference=uuid4(),
            **facts,
        )
        return "bought"

    return ask
