"""Who may ask for the pages on which money of a fund is saved, added to, or spent elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from isf.models import InvoiceLine
from tests.who_may import cast
from tests.who_may.rows import Row, Rows, day
from tests.who_may.rows_isf import FUND, ISSUES, RUNS, SAVES, fund
from tests.who_may.world import World

ASKS = cast.HOLDERS | cast.BUDGETERS


def asked(world: World) -> Mapping[str, Any]:
    return {"reference": world.own.asked.reference}


def shared(world: World) -> Mapping[str, Any]:
    return {"reference": world.own.shared.reference}


def paid(world: World) -> Mapping[str, Any]:
    """The line of a bill that was approved and paid."""
    seller = world.own.seller.organisation_id
    line = InvoiceLine.objects.filter(
        invoice__fund=world.own.fund, invoice__payee=seller, entry__isnull=False
    )[0]
    return {"reference": line.invoice.reference, "line": line.number}


def purpose(world: World) -> Mapping[str, Any]:
    return {"reference": world.own.purpose.reference}


ROWS: Rows = {
    "isf:purchase-list": Row(get=FUND, at=fund),
    "isf:purchase-create": Row(
        get=cast.DECIDES_MONEY | ASKS,
        post=cast.DECIDES_MONEY | ASKS,
        at=fund,
        sends=lambda _: {
            "what": "Taxi",
            "payee": "Blue Cabs",
            **day("bought_on", "2026-06-10"),
            "pence": "1.00",
            "paid": "PAYEE",
            "receipt": "T-1",
        },
    ),
    "isf:purchase-decide": Row(
        get=FUND,
        post=cast.DECIDES_MONEY,
        at=asked,
        sends=lambda _: {"answer": "NO", "words": "Why?"},
    ),
    "isf:purchase-withdraw": Row(post=ASKS, at=asked),
    "isf:purchase-receipt": Row(get=FUND, at=asked),
    "isf:shared-bill-create": Row(
        get=cast.ANY_STAFF | cast.HOLDERS | cast.ANY_BUDGETERS,
        post=cast.ANY_STAFF | cast.HOLDERS | cast.ANY_BUDGETERS,
    ),
    "isf:shared-bill-detail": Row(get=cast.BUDGETERS, at=shared),
    "isf:invoice-refund": Row(
        get=cast.BILLERS,
        post=cast.BILLERS,
        at=paid,
        sends=lambda _: {"pence": "1.00", "reason": "Too long"},
    ),
    "isf:topup-create": Row(
        get=ISSUES,
        post=ISSUES,
        at=fund,
        sends=lambda world: {
            "order": str(world.own.order.reference),
            "by_whom": "PERSON",
            "pence": "1.00",
        },
    ),
    "isf:topup-back": Row(
        post=ISSUES, at=lambda world: {**fund(world), "order": world.own.order.reference}
    ),
    "isf:contribution-detail": Row(get=FUND, at=fund),
    "isf:contribution-create": Row(
        get=cast.BUDGETERS,
        post=cast.BUDGETERS,
        at=fund,
        sends=lambda _: {"weekly": "20.00", "mode": "GROSS", **day("starts_on", "2026-07-01")},
    ),
    "isf:contribution-receive": Row(
        get=RUNS, post=RUNS, at=fund, sends=lambda _: {"mode": "GROSS", "pence": "1.00"}
    ),
    "isf:contribution-take-out": Row(
        post=RUNS, at=lambda world: {**fund(world), "payment": world.own.contributed}
    ),
    "isf:purpose-create": Row(
        get=SAVES,
        post=SAVES,
        at=fund,
        sends=lambda _: {
            "name": "A bed",
            **day("target_on", "2026-07-01"),
            "as_what": "MONEY",
            "pence": "1.00",
        },
    ),
    "isf:purpose-detail": Row(get=FUND, at=purpose),
    "isf:purpose-add": Row(get=SAVES, post=SAVES, at=purpose, sends=lambda _: {"pence": "1.00"}),
    "isf:purpose-back": Row(get=SAVES, post=SAVES, at=purpose, sends=lambda _: {"pence": "0.01"}),
}
