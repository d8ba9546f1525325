"""Tied money of a fund that closes: it moves as it is tied, or goes back to who paid it in."""

from __future__ import annotations

from datetime import date, datetime

from accounts.permissions import Actor
from isf.enums import DeploymentKind
from isf.models import Fund, TiedPart
from isf.operations import moves, tied_parts
from isf.operations.posting import Pen, open_fund_accounts
from isf.queries.tied_parts import list_parts
from isf.rules.tied_parts import NotByPart


def open_pens(*, source: Fund, target: Fund | None, by: Actor, at: datetime) -> dict[int, Pen]:
    """A pen for the fund that money leaves, and one for the place it goes to, if it is a fund.

    Errors: `NotByPart`. Source: ISF-POR-3, ISF-RES-5.
    """
    if target is None:
        return {source.pk: Pen(fund_id=source.pk, by=by, at=at)}
    make_ready(source=source, target=target)
    return {pk: Pen(fund_id=pk, by=by, at=at) for pk in sorted((source.pk, target.pk))}


def make_ready(*, source: Fund, target: Fund) -> None:
    """Give the place money moves to an account for each part of the fund it leaves.

    A part that is new there has no share: it keeps what it is for, and brings nothing of its own.
    Before any pen is open. Errors: `NotByPart` for a direct payment.
    Source: ISF-POR-3 (origins intact), ISF-RES-5.
    """
    parts = list_parts(fund_id=source.pk)
    if not parts:
        return
    if target.kind == DeploymentKind.DIRECT_PAYMENT:
        raise NotByPart(what="CLOSING")
    known = [part.code for part in list_parts(fund_id=target.pk)]
    new = [part for part in parts if part.code not in known]
    TiedPart.objects.bulk_create(
        TiedPart(
            agreement=target.agreement,
            place=len(known) + place,
            code=part.code,
            name=part.name,
            share_bp=0,
            carries_fee=False,
        )
        for place, part in enumerate(new)
    )
    open_fund_accounts(fund=target, purposes=[part.code for part in new])


def move(*, source: Pen, target: Pen | None, reference: str, step: str, on: date) -> int:
    """Move what is free of each part to the same part there, or back without a place.

    Units: whole pence, the sum. Source: ISF-POR-3, ISF-RES-5, ISF-ROL-2.
    """
    moved = 0
    for code in tied_parts.codes(pen=source):
        pence = source.accounts[code].available
        if pence <= 0:
            continue
        named = f"{step}:{code}"
        if target is None:
            moves.give_back(
                source=source, pence=pence, reference=reference, step=named, on=on, purpose=code
            )
        else:
            moves.send(
                source=source,
                target=target,
                pence=pence,
                reference=reference,
                step=named,
                on=on,
                purpose=code,
            )
        moved += pence
    return moved
