"""What a process of a race about a shared bill asks for."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from accounts.enums import Role
from accounts.permissions import Actor
from isf.models import Fund
from tests.factories.sharing import shared
from tests.integration.isf.races.requests import Ask


def share(asked: dict[str, Any]) -> Ask:
    """The same bill in every process."""
    rows = Fund.objects.in_bulk(asked["funds"])
    by = Actor(
        user_id=asked["user"],
        organisation_id=asked["holder"],
        roles=frozenset({Role.PROVIDER_FINANCE}),
    )

    def ask() -> int:
        funds = [rows[pk] for pk in asked["funds"]]
        return shared(funds, by=by, reference=UUID(asked["reference"])).pk

    return ask
