"""A bill that several people share, as it is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from accounts.permissions import Actor
from isf.models import Fund, SharedBill
from isf.operations import shared_bills
from tests.factories.money import MONDAY, bought, noon


def shared(
    funds: Iterable[Fund],
    pence: int = 10_000,
    *,
    by: Actor,
    on: date = MONDAY,
    reference: UUID | None = None,
    paper: bytes | None = None,
    **more: Any,
) -> SharedBill:
    """One bill for the people of these funds."""
    return shared_bills.ask(
        fund_ids=[fund.pk for fund in funds],
        bought=bought(
            pence,
            **{"what": "Minibus", "payee": "MINIBUS", "approved_by_id": None} | more,
        ),
        by=by,
        at=noon(on),
        on=on,
        reference=reference or uuid4(),
        paper=paper,
    )
