"""What an order holds: of money added for it alone, of its part of the budget, of untied money."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from accounts.rules.registry import rule
from isf.enums import ReservationChange, ReservationKind
from isf.ledger.entries import Change, Move
from isf.models import Promise
from isf.operations import tied_parts
from isf.operations.posting import Pen
from isf.rules.tied_parts import TOPUP, UNTIED, in_turn


def purpose_of(*, order: UUID) -> str:
    """The name of the ledger account of money added for one order. Source: ISF-FUN-5."""
    return f"{TOPUP}{order}"


def paying(*, pen: Pen, order: UUID, part: str | None = None) -> tuple[str, ...]:
    """What pays for an order, the first first: money added for it, its part, untied money.

    Where nothing is tied no part is asked for. `part` says it of an order that is not known yet.
    Source: ISF-FUN-5, ISF-RES-5.
    """
    own = purpose_of(order=order)
    if part is None:
        part = part_of(pen=pen, order=order)
    before = (purpose for purpose in (own, part) if purpose and purpose in pen.accounts)
    return (*before, UNTIED)


def part_of(*, pen: Pen, order: UUID) -> str:
    """The part of the budget an order is for; nothing is read where nothing is tied."""
    if not tied_parts.codes(pen=pen):
        return UNTIED
    found = Promise.objects.filter(order=order).values_list("part", flat=True).first()
    return found or UNTIED


def spare(*, pen: Pen, order: UUID, part: str | None = None) -> int:
    """What an order may still use, whole pence: of all that pays for it.

    Source: ISF-FUN-5, ISF-RES-2, ISF-RES-5.
    """
    purposes = paying(pen=pen, order=order, part=part)
    return sum(pen.accounts[purpose].available for purpose in purposes)


def added(*, pen: Pen, order: UUID) -> int:
    """What was added for an order alone and is not set aside, in whole pence. Source: FUN-5."""
    own = pen.accounts.get(purpose_of(order=order))
    return own.available if own else 0


@dataclass(slots=True, kw_only=True)
class Holds:
    """An order's holds while one entry is made ready, in whole pence.

    `purposes` pay in this order; `held` is what is held of each, `left` what each still has. Both
    are known where more than one pays. Several orders of one entry share what is `left`. What is
    kept for something else than its visits has a `kind` and a `reference` of its own.
    """

    pen: Pen
    order: UUID
    purposes: tuple[str, ...]
    held: dict[str, int] = field(default_factory=dict)
    left: dict[str, int] = field(default_factory=dict)
    kind: ReservationKind = ReservationKind.ORDER
    reference: str = ""

    @classmethod
    def of(
        cls,
        *,
        pen: Pen,
        order: UUID,
        part: str | None = None,
        left: dict[str, int] | None = None,
        kind: ReservationKind = ReservationKind.ORDER,
        reference: str = "",
    ) -> Holds:
        """What an order holds now. Source: ISF-FUN-5, ISF-RES-5."""
        purposes = paying(pen=pen, order=order, part=part)
        reference = reference or str(order)
        if len(purposes) == 1:
            return cls(pen=pen, order=order, purposes=purposes, kind=kind, reference=reference)
        return cls(
            pen=pen,
            order=order,
            purposes=purposes,
            kind=kind,
            reference=reference,
            held={one: pen.held(kind=kind, reference=reference, purpose=one) for one in purposes},
            left=free(pen=pen) if left is None else left,
        )

    def hold(self, pence: int) -> tuple[Change, ...]:
        """Set aside: what pays first, first; untied money what the others lack."""
        parts = in_turn(pence=pence, purposes=self.purposes, room=self.left)
        self._move(parts, 1)
        return self._changes(ReservationChange.HOLD, parts)

    @rule("ISF-FUN-5", "Money added for a line pays that line first, and nothing else.")
    def settle(self, pence: int) -> tuple[tuple[Change, ...], tuple[Move, ...]]:
        """Pay: what pays first, first; what is settled, and what leaves each account.

        Source: ISF-FUN-5, ISF-RES-5.
        """
        parts = in_turn(pence=pence, purposes=self.purposes, room=self.held)
        self._move(parts, -1)
        moves = tuple(
            Move(account_id=self._account(purpose), pence=-part)
            for purpose, part in parts.items()
            if part
        )
        return self._changes(ReservationChange.SETTLE, parts), moves

    def release(self, pence: int) -> tuple[Change, ...]:
        """Set free: the untied money first, its own last."""
        parts = in_turn(pence=pence, purposes=self.purposes[::-1], room=self.held)
        self._move(parts, -1)
        back = {purpose: parts[purpose] for purpose in self.purposes}
        return self._changes(ReservationChange.RELEASE, back)

    def _move(self, parts: dict[str, int], sign: int) -> None:
        """Remember what is held now; what was set aside is not left any more."""
        for purpose, part in parts.items():
            if purpose in self.held:
                self.held[purpose] += sign * part
            if sign > 0 and purpose in self.left:
                self.left[purpose] -= part

    def _changes(self, change: ReservationChange, parts: dict[str, int]) -> tuple[Change, ...]:
        return tuple(
            Change(
                account_id=self._account(purpose),
                kind=self.kind,
                reference=self.reference,
                change=change,
                pence=part,
            )
            for purpose, part in parts.items()
            if part
        )

    def _account(self, purpose: str) -> int:
        return self.pen.accounts[purpose].id


def free(*, pen: Pen) -> dict[str, int]:
    """What is not set aside of each account of a fund, in whole pence. Source: ISF-RES-2."""
    return {purpose: account.available for purpose, account in pen.accounts.items()}
