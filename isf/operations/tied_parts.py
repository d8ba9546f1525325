"""The parts of a budget under a fund's lock: what is due for each, and money out of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from isf.ledger.entries import Move
from isf.models import Agreement, Fund, TiedPart
from isf.operations.posting import InsufficientFunds, Pen, open_fund_accounts
from isf.queries import tied_parts as reads
from isf.queries.contributions import council_term
from isf.queries.funding import Funded
from isf.rules.entitlement import instalment
from isf.rules.tied_parts import (
    UNTIED,
    Part,
    PartUnknown,
    check_parts,
    instalments,
    is_tied,
    part_first,
    with_fee,
)


def keep(*, agreement: Agreement, fund: Fund, parts: Sequence[Part]) -> None:
    """Write down what a budget is tied to, and open an account for each part.

    Errors: `PartsImpossible`. Source: ISF-RES-5.
    """
    if not parts:
        return
    check_parts(parts=parts)
    agreed = with_fee(parts=parts)
    TiedPart.objects.bulk_create(
        TiedPart(
            agreement=agreement,
            place=place,
            code=part.code,
            name=part.name,
            share_bp=part.share_bp,
            carries_fee=part.carries_fee,
        )
        for place, part in enumerate(agreed)
    )
    open_fund_accounts(fund=fund, purposes=[part.code for part in agreed])


def codes(*, pen: Pen) -> tuple[str, ...]:
    """The parts that have an account in this fund, without asking the database. Source: RES-5."""
    return tuple(name for name in pen.accounts if is_tied(purpose=name))


def find(*, pen: Pen) -> tuple[Part, ...]:
    """The parts of this fund's budget; nothing is read where nothing is tied. Source: RES-5."""
    return reads.list_parts(fund_id=pen.fund.id) if codes(pen=pen) else ()


def due(*, pen: Pen, fund: Fund, before: Funded, through_on: date) -> dict[str, int]:
    """What is still to be posted up to a day, by part; all of it untied where nothing is tied.

    Units: whole pence, negative where a part was paid too much. Source: ISF-FUN-1, ISF-RES-5.
    """
    term = council_term(deployment=fund.deployment)
    parts = [part for part in find(pen=pen) if part.share_bp]
    if not parts:
        owed = instalment(term=term, through_on=through_on, posted_pence=before.posted_pence)
        return {UNTIED: owed}
    pen.flush()
    posted = reads.allocated(fund_id=fund.pk)
    return instalments(term=term, parts=parts, through_on=through_on, posted=posted)


def into(*, pen: Pen, amounts: Mapping[str, int]) -> tuple[Move, ...]:
    """The moves into, or out of, the account of each part that has an amount. Source: RES-5."""
    return tuple(
        Move(account_id=pen.accounts[code].id, pence=pence)
        for code, pence in amounts.items()
        if pence
    )


def spare(*, pen: Pen, part: str) -> int:
    """What may be spent on a part, whole pence: its own money, and untied money that may add.

    Source: ISF-RES-5, ISF-RES-2.
    """
    own = pen.accounts[part].available if part else 0
    return own + pen.available


def check_named(*, pen: Pen, part: str) -> None:
    """Refuse a part that this fund has not. Errors: `PartUnknown`. Source: ISF-RES-5."""
    if part and part not in codes(pen=pen):
        names = tuple(one.name for one in find(pen=pen))
        raise PartUnknown(part=part, names=names)


def name_of(*, pen: Pen, part: str) -> str:
    """How a part is called by its agreement. Source: ISF-RES-5."""
    return next((one.name for one in find(pen=pen) if one.code == part), part) if part else ""


def pay_out(*, pen: Pen, part: str, pence: int) -> tuple[Move, ...]:
    """The moves that take an amount of a part, what it lacks of the untied money.

    Nothing is taken of another part. Units: whole pence.
    Errors: `PartUnknown`, `InsufficientFunds` by the part's name. Source: ISF-RES-5, ISF-RES-2.
    """
    check_named(pen=pen, part=part)
    if part and pence > spare(pen=pen, part=part):
        raise InsufficientFunds(
            available_pence=max(spare(pen=pen, part=part), 0),
            requested_pence=pence,
            part=name_of(pen=pen, part=part),
        )
    own, rest = part_first(pence=pence, of_part=pen.accounts[part].available if part else 0)
    return into(pen=pen, amounts={part: -own, UNTIED: -rest} if part else {UNTIED: -pence})
