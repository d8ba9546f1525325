"""What a process of a race asks for about contributions, ready to be asked at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from accounts.enums import Role
from accounts.permissions import Actor
from isf.models import Fund
from tests.factories.contributions import paid, settled

Ask = Callable[[], Any]


def finance_of(asked: dict[str, Any], fund: Fund) -> Actor:
    return Actor(
        user_id=asked["user"],
        organisation_id=fund.authority_id,
        roles=frozenset({Role.FINANCE_OFFICER}),
    )


def receive(asked: dict[str, Any]) -> Ask:
    """The very same payment in every process."""
    fund = Fund.objects.get(pk=asked["fund"])
    by = finance_of(asked, fund)

    def ask() -> bool:
        return paid(fund, 4_000, by=by, reference=UUID(asked["reference"])).is_new

    return ask


def settle(asked: dict[str, Any]) -> Ask:
    """The same weeks in every process."""
    fund = Fund.objects.get(pk=asked["fund"])
    by = finance_of(asked, fund)

    def ask() -> list[int]:
        done = settled(fund, by=by, on=date.fromisoformat(asked["on"]))
        return [len(done.weeks), done.returned_pence]

    return ask
