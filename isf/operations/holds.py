"""What an order holds: first of the money somebody added for it alone, then of the untied money."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from accounts.rules.registry import rule
from isf.enums import ReservationChange, ReservationKind
from isf.ledger.entries import Change, Move
from isf.operations.posting import Pen

TOPUP = "topup:"


def purpose_of(*, order: UUID) -> str:
    """The name of the ledger account of money added for one order. Source: ISF-FUN-5."""
    return f"{TOPUP}{order}"


def spare(*, pen: Pen, order: UUID) -> int:
    """What an order may still use, whole pence: the untied money, and what was added for it.

    Source: ISF-FUN-5, ISF-RES-2.
    """
    return pen.available + added(pen=pen, order=order)


def added(*, pen: Pen, order: UUID) -> int:
    """What was added for an order alone and is not set aside, in whole pence. Source: FUN-5."""
    own = pen.accounts.get(purpose_of(order=order))
    return own.available if own else 0


@dataclass(slots=True, kw_only=True)
class Holds:
    """An order's holds while one entry is made ready, in whole pence.

    `own` and `untied` is what is held of each account, `left` what its own account still has.
    """

    pen: Pen
    order: UUID
    own: int = 0
    untied: int = 0
    left: int = 0

    @classmethod
    def of(cls, *, pen: Pen, order: UUID) -> Holds:
        """What an order holds now. Source: ISF-FUN-5."""
        purpose = purpose_of(order=order)
        if purpose not in pen.accounts:
            return cls(pen=pen, order=order)
        return cls(
            pen=pen,
            order=order,
            own=pen.held(kind=ReservationKind.ORDER, reference=str(order), purpose=purpose),
            untied=pen.held(kind=ReservationKind.ORDER, reference=str(order)),
            left=pen.accounts[purpose].available,
        )

    def hold(self, pence: int) -> tuple[Change, ...]:
        """Set aside: its own money first."""
        own = min(pence, self.left)
        self.left -= own
        self.own += own
        self.untied += pence - own
        return self._changes(ReservationChange.HOLD, own, pence - own)

    @rule("ISF-FUN-5", "Money added for a line pays that line first, and nothing else.")
    def settle(self, pence: int) -> tuple[tuple[Change, ...], tuple[Move, ...]]:
        """Pay: its own money first; what is settled, and what leaves each account.

        Source: ISF-FUN-5.
        """
        own = min(pence, self.own)
        self.own -= own
        self.untied -= pence - own
        moves = tuple(
            Move(account_id=self._account(purpose), pence=-part)
            for purpose, part in ((purpose_of(order=self.order), own), ("", pence - own))
            if part
        )
        return self._changes(ReservationChange.SETTLE, own, pence - own), moves

    def release(self, pence: int) -> tuple[Change, ...]:
        """Set free: the untied money first, its own last."""
        has_own = purpose_of(order=self.order) in self.pen.accounts
        own = max(pence - self.untied, 0) if has_own else 0
        self.own -= own
        self.untied -= pence - own
        return self._changes(ReservationChange.RELEASE, own, pence - own)

    def _changes(self, kind: ReservationChange, own: int, untied: int) -> tuple[Change, ...]:
        parts = ((purpose_of(order=self.order), own), ("", untied))
        return tuple(
            Change(
                account_id=self._account(purpose),
                kind=ReservationKind.ORDER,
                reference=str(self.order),
                change=kind,
                pence=part,
            )
            for purpose, part in parts
            if part
        )

    def _account(self, purpose: str) -> int:
        return self.pen.accounts[purpose].id
