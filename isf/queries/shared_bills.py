"""Bills that several people share: whose funds may share one, and what each answered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from accounts.permissions import Actor, NotAllowed
from isf.enums import FundState
from isf.models import Fund, PurchaseRequest, SharedBill
from isf.permissions import can_ask_purchase
from isf.queries import funds
from isf.queries.policies import get_policy

MOST_FOUND = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """The funds a bill may be shared over: those chosen before, and those found."""

    funds: tuple[Fund, ...]
    has_more: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """A bill and each person's part of it, in the order the funds were named."""

    bill: SharedBill
    parts: tuple[PurchaseRequest, ...]


def list_offered(*, by: Actor, words: str, chosen: Collection[UUID]) -> Offered:
    """Open funds of living people the actor may see, by name; those chosen stay.

    Errors: `NotAllowed`. Source: ISF-RES-4.
    """
    rows = funds.visible(by=by).filter(state=FundState.OPEN, person__died_on__isnull=True)
    kept = list(rows.filter(reference__in=chosen).order_by("person__full_name", "id"))
    named = funds.search(funds=rows, words=words).exclude(reference__in=chosen)
    found = list(named[: MOST_FOUND + 1])
    return Offered(funds=(*kept, *found[:MOST_FOUND]), has_more=len(found) > MOST_FOUND)


def may_not_buy(*, offered: Iterable[Fund], on: date) -> tuple[str, ...]:
    """What the councils of these funds publish that a budget may not buy, each thing once.

    Errors: `PolicyMissing`. Source: ISF-BUY-1.
    """
    councils = dict.fromkeys(fund.authority_id for fund in offered)
    lists = [get_policy(authority_id=id_, on=on).may_not_buy for id_ in councils]
    return tuple(dict.fromkeys(item for items in lists for item in items))


def get(*, by: Actor, reference: UUID) -> Shared:
    """One bill with everybody's part, for who may know them all.

    Errors: SharedBill.DoesNotExist, `NotAllowed`. Source: ISF-RES-4.
    """
    bill = SharedBill.objects.select_related("asked_for").get(reference=reference)
    parts = _parts(bill=bill)
    if not _may_see(by, parts):
        raise NotAllowed(rule="SEES-SHARED-BILL", needed="who may ask from every fund of it")
    return Shared(bill=bill, parts=parts)


def can_see(*, by: Actor, bill: SharedBill | None) -> bool:
    """Whether the actor may know everybody who shares this bill. Source: ISF-RES-4."""
    if bill is None:
        return False
    return _may_see(by, _parts(bill=bill))


def of_parts(*, references: Collection[UUID]) -> Mapping[UUID, SharedBill]:
    """The bill of each purchase that was somebody's part of one, in one query."""
    rows = PurchaseRequest.objects.filter(
        reference__in=references, shared_bill__isnull=False
    ).select_related("shared_bill")
    return {row.reference: row.shared_bill for row in rows if row.shared_bill is not None}


def _may_see(by: Actor, parts: Iterable[PurchaseRequest]) -> bool:
    """Only who may ask from every fund of a bill: nobody's part is shown to another who shares."""
    return all(can_ask_purchase(by=by, fund=part.fund) for part in parts)


def _parts(*, bill: SharedBill) -> tuple[PurchaseRequest, ...]:
    rows = bill.parts.select_related("fund__person", "fund__holder", "fund__authority")
    return tuple(rows.order_by("id"))
