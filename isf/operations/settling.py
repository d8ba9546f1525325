"""What pays a line of a bill: the money set aside for its visit, or kept for an early end."""

from uuid import UUID

from isf.enums import ReservationKind
from isf.ledger.entries import Change, Move
from isf.operations.holds import Holds
from isf.operations.posting import Pen
from isf.operations.posting.rows import Statement
from isf.queries.payable import PayableLine

VISIT = "UPDATE isf_plannedvisit SET reserved_pence = 0, state = 'SETTLED' WHERE id = %s"
CHARGE = "UPDATE isf_cancellationcharge SET reserved_pence = 0, state = 'PAID' WHERE id = %s"


def settled(*, row: PayableLine) -> Statement:
    """The statement that says what a line was about is paid."""
    return (VISIT, [row.visit_id]) if row.charge_id is None else (CHARGE, [row.charge_id])


def kept_for(*, pen: Pen, order: UUID, charge: UUID, part: str | None = None) -> Holds:
    """What is kept for the early end of an order: of what pays for it, under a name of its own.

    Source: ISF-POR-2, ISF-FUN-5, ISF-RES-5.
    """
    return Holds.of(
        pen=pen,
        order=order,
        part=part,
        kind=ReservationKind.RETAINED,
        reference=f"cancel:{charge}",
    )


def settle(
    *, pen: Pen, row: PayableLine, lacking: int
) -> tuple[tuple[Change, ...], tuple[Move, ...]]:
    """Raise the hold where it lacks, settle the amount, release what was held beyond it.

    What changes of the holds, and what leaves the fund's accounts. Units: whole pence.
    Source: `ledger.md` (never settle more than is held), ISF-FUN-5.
    """
    if row.order is None:
        return (), (Move(account_id=pen.accounts[""].id, pence=-row.pence),)
    if row.charge_id is None:
        held = Holds.of(pen=pen, order=row.order)
    else:
        held = kept_for(pen=pen, order=row.order, charge=row.delivery)
    raised = held.hold(lacking)
    settled, moves = held.settle(row.pence)
    beyond = held.release(max(row.reserved_pence - row.pence, 0))
    return (*raised, *settled, *beyond), moves
