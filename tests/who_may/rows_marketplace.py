"""Who may ask for the pages of the marketplace."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.who_may import cast
from tests.who_may.cast import Who
from tests.who_may.life import TODAY, UNBILLED
from tests.who_may.rows import Row, Rows, day
from tests.who_may.world import World


def offer(world: World) -> Mapping[str, Any]:
    return {"offer": world.own.offer.offer.reference}


def draft(world: World) -> Mapping[str, Any]:
    return {"offer": world.own.draft.offer.reference}


def order(world: World) -> Mapping[str, Any]:
    return {"order": world.own.order.reference}


def waiting(world: World) -> Mapping[str, Any]:
    return {"order": world.own.waiting.reference}


def visit(world: World) -> Mapping[str, Any]:
    return {"line": world.own.line, "day": UNBILLED.isoformat()}


def ticked(world: World) -> Mapping[str, Any]:
    return {"visit": [f"{world.own.line}:{TODAY.isoformat()}"], "week": TODAY.isoformat()}


def to_bill(world: World) -> Mapping[str, Any]:
    return {"person": world.own.person.reference, "fund": world.own.fund.reference}


def bill(world: World) -> Mapping[str, Any]:
    return {"invoice": world.own.bill.reference}


def seller(world: World) -> Mapping[str, Any]:
    return {"provider": world.own.seller.reference}


def review(world: World) -> Mapping[str, Any]:
    return {"review": world.own.review.reference}


def hidden(world: World) -> Mapping[str, Any]:
    return {"review": world.own.hidden.reference}


def prices(world: World) -> Mapping[str, Any]:
    return {"price_list": world.own.prices.reference}


PUBLIC = Row(get=cast.ANYBODY)
COMMISSIONER = frozenset({Who.COMMISSIONER})

ROWS: Rows = {
    "marketplace:home": PUBLIC,
    "marketplace:page-about": PUBLIC,
    "marketplace:page-accessibility": PUBLIC,
    "marketplace:page-contact": PUBLIC,
    "marketplace:page-privacy": PUBLIC,
    "marketplace:offer-list": PUBLIC,
    "marketplace:offer-compare": PUBLIC,
    "marketplace:offer-detail": Row(get=cast.ANYBODY, at=offer),
    "marketplace:order-create": Row(
        get=cast.ORDERS_FOR_SOMEBODY, post=cast.ORDERS_FOR_SOMEBODY, at=offer
    ),
    "marketplace:order-check": Row(
        get=cast.ORDERS_FOR_SOMEBODY, post=cast.ORDERS_FOR_SOMEBODY, at=offer
    ),
    "marketplace:order-list": Row(get=cast.SEES_SOMEBODY),
    "marketplace:order-detail": Row(get=cast.SEES, at=order),
    "marketplace:order-end": Row(
        get=cast.ORDERS,
        post=cast.ORDERS,
        at=order,
        sends=lambda _: {**day("last_day", "2026-07-31"), "reason": "NO_LONGER_NEEDED"},
    ),
    "marketplace:catalogue-list": Row(get=cast.ANY_SELLERS),
    "marketplace:catalogue-create": Row(get=cast.ANY_SELLERS, post=cast.ANY_SELLERS),
    "marketplace:catalogue-preview": Row(get=cast.SELLERS, at=draft),
    "marketplace:catalogue-edit": Row(get=cast.SELLERS, post=cast.SELLERS, at=draft),
    "marketplace:catalogue-publish": Row(post=cast.SELLERS, at=draft),
    "marketplace:catalogue-withdraw": Row(get=cast.SELLERS, post=cast.SELLERS, at=offer),
    "marketplace:price-list-create": Row(get=cast.ANY_SELLERS, post=cast.ANY_SELLERS),
    "marketplace:price-list-template": Row(get=cast.ANY_SELLERS),
    "marketplace:price-list-detail": Row(get=cast.SELLERS, at=prices),
    "marketplace:price-list-apply": Row(post=cast.SELLERS, at=prices),
    "marketplace:sale-list": Row(get=cast.ANY_STAFF),
    "marketplace:sale-detail": Row(get=cast.STAFF, at=order),
    "marketplace:sale-accept": Row(post=cast.SELLERS, at=waiting),
    "marketplace:sale-decline": Row(
        get=cast.SELLERS, post=cast.SELLERS, at=waiting, sends=lambda _: {"reason": "NO_WORKER"}
    ),
    "marketplace:visit-list": Row(get=cast.ANY_SELLERS),
    "marketplace:visit-confirm": Row(post=cast.ANY_SELLERS),
    "marketplace:visit-record": Row(
        get=cast.SELLERS,
        post=cast.SELLERS,
        at=visit,
        sends=lambda _: {"outcome": "MISSED", "reason": "PERSON_AWAY"},
    ),
    "marketplace:invoice-list": Row(get=cast.ANY_BILLERS),
    "marketplace:invoice-new": Row(get=cast.ANY_BILLERS),
    "marketplace:invoice-create": Row(get=cast.BILLERS, post=cast.BILLERS, at=to_bill),
    "marketplace:invoice-detail": Row(get=cast.BILLERS, at=bill),
    "marketplace:invoice-reply": Row(
        get=cast.BILLERS,
        post=cast.BILLERS,
        at=lambda world: {**bill(world), "line": 0},
        sends=lambda _: {"words": "That was wrong."},
    ),
    "marketplace:provider-edit": Row(get=cast.ANY_SELLERS, post=cast.ANY_SELLERS),
    "marketplace:provider-detail": Row(get=cast.ANYBODY, at=seller),
    "marketplace:review-list": Row(get=cast.ANYBODY, at=seller),
    "marketplace:review-own": Row(get=cast.ORDERS_FOR_SOMEBODY),
    "marketplace:review-edit": Row(
        get=cast.ORDERS_FOR_SOMEBODY, post=cast.ORDERS_FOR_SOMEBODY, at=seller
    ),
    "marketplace:review-received": Row(get=cast.ANY_STAFF),
    "marketplace:review-answer": Row(
        get=cast.SELLERS, post=cast.SELLERS, at=review, sends=lambda _: {"words": "Thank you."}
    ),
    "marketplace:review-appeal": Row(get=cast.ORDERS, post=cast.ORDERS, at=hidden),
    "marketplace:moderation-list": Row(get=cast.ANY_COMMISSIONERS),
    "marketplace:moderation-hide": Row(
        get=COMMISSIONER,
        post=COMMISSIONER,
        at=review,
        sends=lambda _: {"reason": "PERSONAL_DETAILS", "words": "It names a worker."},
    ),
    "marketplace:moderation-decide": Row(get=COMMISSIONER, post=COMMISSIONER, at=hidden),
}
