"""Money somebody added for one order: what came, from whom, and what is left of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from isf.models import Fund, Promise, TopUp
from isf.models.journal import LedgerAccount
from isf.rules.tied_parts import TOPUP


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What was added for one order of a fund, in whole pence; `free_pence` is not set aside."""

    order: UUID
    service: str
    payee: str
    payers: tuple[str, ...]
    left_pence: int
    free_pence: int


def has_account(*, fund: Fund, purpose: str) -> bool:
    """Whether a fund has a ledger account of this purpose. Source: ISF-FUN-5."""
    return LedgerAccount.objects.filter(fund=fund, purpose=purpose).exists()


def list_added(*, fund: Fund) -> list[Added]:
    """What was added for orders of a fund, the oldest first, in three queries.

    Units: whole pence. Source: ISF-FUN-5.
    """
    payers: dict[UUID, list[str]] = {}
    for row in TopUp.objects.filter(fund=fund).order_by("id"):
        payers.setdefault(row.order, [])
        if row.payer not in payers[row.order]:
            payers[row.order].append(row.payer)
    if not payers:
        return []
    accounts = LedgerAccount.objects.filter(fund=fund, purpose__startswith=TOPUP)
    held = {row.purpose.removeprefix(TOPUP): row for row in accounts}
    orders = _orders(fund)
    return [
        Added(
            order=order,
            service=orders[order].service if order in orders else "",
            payee=orders[order].payee.name if order in orders else "",
            payers=tuple(names),
            left_pence=held[str(order)].posted,
            free_pence=held[str(order)].posted - held[str(order)].reserved,
        )
        for order, names in payers.items()
    ]


def _orders(fund: Fund) -> Mapping[UUID, Promise]:
    rows = Promise.objects.filter(fund=fund).select_related("payee")
    return {row.order: row for row in rows}
