"""Where a fund's fee is set aside and taken: of its untied money, or of the parts that carry it."""

from __future__ import annotations

from collections.abc import Mapping

from accounts.rules.registry import rule
from isf.enums import ReservationChange, ReservationKind
from isf.ledger.entries import Change
from isf.operations import tied_parts
from isf.operations.posting import Pen
from isf.rules.fees import FEE_REFERENCE
from isf.rules.tied_parts import UNTIED, fee_shares


def held(*, pen: Pen) -> int:
    """What is set aside for the fee, in whole pence, wherever it lies. Source: ISF-FEE-7."""
    return sum(held_of(pen=pen, code=code) for code in (UNTIED, *tied_parts.codes(pen=pen)))


def held_of(*, pen: Pen, code: str) -> int:
    """What one part holds for the fee, in whole pence. Source: ISF-FEE-7, ISF-RES-5."""
    return pen.held(kind=ReservationKind.FEE, reference=FEE_REFERENCE, purpose=code)


def shares(*, pen: Pen, pence: int) -> dict[str, int]:
    """How an amount of fee falls on the parts that carry it; untied where nothing is tied.

    Units: whole pence. Source: ISF-RES-5.
    """
    carriers = [part for part in tied_parts.find(pen=pen) if part.carries_fee]
    return fee_shares(pence=pence, parts=carriers) if carriers else {UNTIED: pence}


@rule("ISF-FEE-7", "What is set aside or available is charged; the rest is owed and comes first.")
def chargeable(*, pen: Pen, pence: int) -> dict[str, int]:
    """How much of a charge each part bears: of what it holds for the fee, then of what is free.

    What a part lacks may come of the untied money, never of another part; the rest is owed. Fee
    given back goes to the parts in the same shares. Units: whole pence.
    Source: ISF-FEE-7, ISF-RES-5.
    """
    if pence <= 0:
        return shares(pen=pen, pence=pence)
    return _borne(
        wanted=shares(pen=pen, pence=pence),
        room={code: held_of(pen=pen, code=code) + free for code, free in _free(pen).items()},
    )


def holdable(*, pen: Pen, pence: int) -> dict[str, int]:
    """How much of a fee each part can set aside of what is free; untied money may add.

    Units: whole pence. Source: ISF-FEE-7, ISF-RES-5.
    """
    if pence <= 0:
        return {}
    return _borne(wanted=shares(pen=pen, pence=pence), room=_free(pen))


def hold(*, pen: Pen, amounts: Mapping[str, int]) -> tuple[Change, ...]:
    """Set amounts aside for the fee, by part. Source: ISF-FEE-7."""
    return _changes(pen, ReservationChange.HOLD, amounts)


def releasable(*, pen: Pen, pence: int) -> dict[str, int]:
    """What of the fee set aside is freed in each part: its share, the rest where some is left.

    Units: whole pence, at most what is held. Source: ISF-FEE-5, ISF-RES-5.
    """
    if pence <= 0:
        return {}
    room = {code: held_of(pen=pen, code=code) for code in (UNTIED, *tied_parts.codes(pen=pen))}
    wanted = shares(pen=pen, pence=pence)
    found = {code: min(wanted.get(code, 0), room[code]) for code in room}
    for code, most in room.items():
        found[code] += min(most - found[code], pence - sum(found.values()))
    return found


def release(*, pen: Pen, amounts: Mapping[str, int]) -> tuple[Change, ...]:
    """Free amounts that were set aside for the fee, by part. Source: ISF-FEE-5."""
    return _changes(pen, ReservationChange.RELEASE, amounts)


def settle(*, pen: Pen, amounts: Mapping[str, int]) -> tuple[Change, ...]:
    """Settle what is held of the amounts that are charged, by part. Source: ISF-FEE-7."""
    settled = {
        code: min(pence, held_of(pen=pen, code=code))
        for code, pence in amounts.items()
        if pence > 0
    }
    return _changes(pen, ReservationChange.SETTLE, settled)


def _free(pen: Pen) -> dict[str, int]:
    """What is free of each part and of the untied money, in whole pence."""
    return {
        code: max(pen.accounts[code].available, 0) for code in (UNTIED, *tied_parts.codes(pen=pen))
    }


def _borne(*, wanted: Mapping[str, int], room: Mapping[str, int]) -> dict[str, int]:
    """What each part bears of its share, and the untied money of what they lack."""
    found = {code: min(pence, room[code]) for code, pence in wanted.items()}
    lacking = sum(wanted.values()) - sum(found.values())
    found[UNTIED] = found.get(UNTIED, 0) + min(lacking, room[UNTIED] - found.get(UNTIED, 0))
    return found


def _changes(pen: Pen, change: ReservationChange, amounts: Mapping[str, int]) -> tuple[Change, ...]:
    return tuple(
        Change(
            account_id=pen.accounts[code].id,
            kind=ReservationKind.FEE,
            reference=FEE_REFERENCE,
            change=change,
            pence=pence,
        )
        for code, pence in amounts.items()
        if pence > 0
    )
