"""Who may ask for the pages of compliance: what providers show, and what a council found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.who_may import cast
from tests.who_may.cast import Who
from tests.who_may.rows import Row, Rows
from tests.who_may.world import World


def seller(world: World) -> Mapping[str, Any]:
    return {"provider": world.own.seller.reference}


def insurance(world: World) -> Mapping[str, Any]:
    return {"insurance": world.own.insurance.reference}


def check(world: World) -> Mapping[str, Any]:
    return {"check": world.own.check.reference}


def framework(world: World) -> Mapping[str, Any]:
    return {"framework": world.own.listing.framework.reference}


def listing(world: World) -> Mapping[str, Any]:
    return {"listing": world.own.listing.reference}


COMMISSIONER = frozenset({Who.COMMISSIONER})
ANY = cast.ANY_COMMISSIONERS  # a provider is on the market for every council to look up

ROWS: Rows = {
    "marketplace:compliance-board": Row(get=ANY),
    "marketplace:compliance-export": Row(get=ANY),
    "marketplace:compliance-detail": Row(get=ANY, at=seller),
    "marketplace:compliance-own": Row(get=cast.ANY_STAFF),
    "marketplace:compliance-policy": Row(get=ANY, post=ANY),
    "marketplace:registration-check": Row(get=ANY, post=ANY, at=seller),
    "marketplace:registration-undo": Row(post=COMMISSIONER, at=check),
    "marketplace:registration-edit": Row(get=cast.ANY_SELLERS, post=cast.ANY_SELLERS),
    "marketplace:listing-create": Row(get=ANY, post=ANY, at=seller),
    "marketplace:listing-edit": Row(get=COMMISSIONER, post=COMMISSIONER, at=listing),
    "marketplace:framework-list": Row(get=ANY),
    "marketplace:framework-create": Row(get=ANY, post=ANY),
    "marketplace:framework-edit": Row(get=COMMISSIONER, post=COMMISSIONER, at=framework),
    "marketplace:insurance-create": Row(get=cast.ANY_SELLERS, post=cast.ANY_SELLERS),
    "marketplace:insurance-edit": Row(get=cast.SELLERS, post=cast.SELLERS, at=insurance),
}
