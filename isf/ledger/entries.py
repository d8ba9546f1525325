"""What an entry is before it is written: moves of money and changes of reservations."""

from dataclasses import dataclass
from datetime import date

from isf.enums import EntryKind, ReservationChange, ReservationKind, Term

TERMS: dict[EntryKind, Term] = {
    EntryKind.ALLOCATION: Term.IN,
    EntryKind.ALLOCATION_DIFFERENCE: Term.IN,
    EntryKind.GRANT: Term.IN,
    EntryKind.CONTRIBUTION: Term.IN,
    EntryKind.CONTRIBUTION_NOT_DUE: Term.IN,
    EntryKind.TOPUP: Term.IN,
    EntryKind.BILL: Term.OUT,
    EntryKind.CANCELLATION: Term.OUT,
    EntryKind.REFUND: Term.OUT,
    EntryKind.PURCHASE: Term.OUT,
    EntryKind.FEE: Term.OUT,
    EntryKind.FEE_BACK: Term.OUT,
    EntryKind.TRANSFER: Term.TRANSFERS,
    EntryKind.RETURN: Term.RETURNS,
    EntryKind.RECOVERY: Term.RETURNS,
    EntryKind.RESERVATION: Term.NONE,
    EntryKind.MONTH_CLOSE: Term.NONE,
}


class Unbalanced(Exception):
    """The postings of an entry do not sum to zero (ISF-LED-1)."""

    rule = "ISF-LED-1"

    def __init__(self, *, total_pence: int, postings: int) -> None:
        self.total_pence = total_pence
        self.postings = postings
        super().__init__(f"{postings} postings sum to {total_pence} pence, not to zero")


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One posting to be: signed whole pence on one ledger account."""

    account_id: int
    pence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change of a reservation: `pence` is always positive, whole pence."""

    account_id: int
    kind: ReservationKind
    reference: str
    change: ReservationChange
    pence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An entry before it is written; `inputs` are the business facts, never computed amounts."""

    kind: EntryKind
    day: date
    key: str
    inputs: tuple[str, ...]
    moves: tuple[Move, ...] = ()
    changes: tuple[Change, ...] = ()
    reverses_id: int | None = None
    memo: str = ""


def check_balanced(*, moves: tuple[Move, ...]) -> None:
    """Refuse moves that do not sum to zero, a move of nothing, or a lone move.

    Units: whole pence. Errors: `Unbalanced`. Source: ISF-LED-1.
    """
    total = sum(move.pence for move in moves)
    if total != 0 or len(moves) == 1 or any(move.pence == 0 for move in moves):
        raise Unbalanced(total_pence=total, postings=len(moves))


def reserved_delta(*, change: Change) -> int:
    """What a change does to the reserved money of its account, in whole pence.

    Source: `docs/algorithms/ledger.md`; a hold adds, a settlement or a release takes away.
    """
    return change.pence if change.change is ReservationChange.HOLD else -change.pence
