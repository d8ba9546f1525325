"""What a closing fund sets free: the fee, visits nobody bills; and the case of an overspent one."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from accounts.enums import Role
from accounts.permissions import Actor
from isf.enums import EntryKind, VisitState
from isf.ledger.entries import Draft
from isf.models import Fund, PlannedVisit
from isf.operations import cancellations, fee_parts
from isf.operations.cases import open_case
from isf.operations.holds import Holds
from isf.operations.posting import Pen
from isf.queries.balances import fund_balance


def free_fee(*, pen: Pen, key: str, on: date) -> None:
    """Set free what is set aside for a fee that is charged to the last day. Source: ISF-POR-3."""
    amounts = fee_parts.releasable(pen=pen, pence=fee_parts.held(pen=pen))
    changes = fee_parts.release(pen=pen, amounts=amounts)
    if changes:
        draft = Draft(kind=EntryKind.RESERVATION, day=on, key=f"{key}:fee-free", inputs=(key,))
        pen.write(replace(draft, changes=changes))


def free_visits(*, pen: Pen, fund: Fund, kept: list[int], key: str, on: date) -> None:
    """Set free what visits and charges hold that no bill asks for any more. Source: ISF-POR-3."""
    cancellations.free_unbilled(pen=pen, fund=fund, on=on)
    rows = PlannedVisit.objects.filter(line__promise__fund=fund, reserved_pence__gt=0)
    rows = rows.exclude(pk__in=kept)
    held: dict[UUID, int] = {}
    for order, pence in rows.values_list("line__promise__order", "reserved_pence"):
        held[order] = held.get(order, 0) + pence
    if not held:
        return
    changes = tuple(
        change
        for order in sorted(held)
        for change in Holds.of(pen=pen, order=order).release(held[order])
    )
    rows.update(reserved_pence=0, state=VisitState.RELEASED)
    pen.write(
        Draft(
            kind=EntryKind.RESERVATION,
            day=on,
            key=f"{key}:visits-free",
            inputs=(key,),
            changes=changes,
        )
    )


def ask_to_repay(*, fund: Fund, by: Actor, at: datetime, on: date) -> None:
    """Open the case of a direct payment that was overspent when it should close, once.

    Units: whole pence. Source: ISF-POR-3 (it stays CLOSING until repaid or written off).
    """
    posted = fund_balance(fund=fund).posted_pence
    if posted < 0:
        open_case(
            fund=fund,
            rule="ISF-POR-3",
            key=f"overspent-at-closing:{fund.reference}",
            figures={"overspent": -posted},
            on=on,
            by=by,
            at=at,
            owner_role=Role.FINANCE_OFFICER,
        )
