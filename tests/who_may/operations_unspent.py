"""How to try the operations about unspent and added money on what is Rosa's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import uuid4

from isf.operations import banking, recoveries, surplus, topups
from tests.who_may.world import World

JULY = date(2026, 7, 6)

TRIED: Mapping[Callable[..., Any], Callable[[World], Mapping[str, Any]]] = {
    surplus.review_fund: lambda w: {"fund_id": w.own.fund.pk},
    recoveries.decide: lambda w: {"case_id": w.own.surplus.pk, "pence": 5, "reason": "Not used"},
    recoveries.answer: lambda w: {
        "recovery_id": w.own.recovery.pk,
        "wish": banking.Wish(reference=uuid4(), name="A bed", target_on=JULY, pence=100),
    },
    topups.receive: lambda w: {
        "fund_id": w.own.fund.pk,
        "paid": topups.Paid(reference=uuid4(), order=w.own.order.reference, pence=100),
    },
    topups.give_back: lambda w: {"fund_id": w.own.fund.pk, "order": w.own.order.reference},
    recoveries.recover: lambda w: {"recovery_id": w.own.recovery.pk},
}
