"""All funds of a holder that fails: what ends, and what its bank holds, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from accounts.web.presenters import wording as words_for
from isf.enums import FundState
from isf.models import HolderExit
from isf.operations.holder_exits import Exit, Said, difference
from isf.queries.holders import Held
from isf.web.presenters import wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One fund: whose it is, when it ends with this, and what is in it in whole pence."""

    reference: UUID
    who: str
    ends: str
    posted_pence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """A holder whose funds were ended, and what its bank lacked or had more."""

    holder: str
    last_day: date
    funds: str
    posted_pence: int
    bank_pence: int
    compared: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What ending all funds would do, with what the form has to send again."""

    ended: Ended
    lines: tuple[Line, ...]
    hidden: tuple[tuple[str, str], ...]


def check(
    *, tried: Exit, held: Iterable[Held], said: Said, sent: Iterable[tuple[str, str]]
) -> Check:
    """What ending all funds of a holder would do, fund by fund, before it is done."""
    return Check(
        ended=ended(row=tried.row),
        lines=tuple(_line(one, said.last_day) for one in held),
        hidden=(*sent, ("confirmed", "on")),
    )


def rows(*, exits: Iterable[HolderExit]) -> tuple[Ended, ...]:
    """The holders whose funds were ended."""
    return tuple(ended(row=row) for row in exits)


def ended(*, row: HolderExit) -> Ended:
    """One holder whose funds end."""
    return Ended(
        holder=row.holder.name,
        last_day=row.last_day,
        funds=wording.counted(row.funds, "fund"),
        posted_pence=row.posted_pence,
        bank_pence=row.bank_pence,
        compared=compared(pence=difference(row=row)),
        reason=row.reason,
    )


def compared(*, pence: int) -> str:
    """The bank balance beside the sum of the funds, in one sentence."""
    if pence < 0:
        return f"The bank holds {words_for.pounds(pence=-pence)} less than the funds add up to."
    if pence:
        return f"The bank holds {words_for.pounds(pence=pence)} more than the funds add up to."
    return "The bank holds exactly what the funds add up to."


def _line(held: Held, last_day: date) -> Line:
    fund = held.fund
    before = fund.deployment.ends_on
    if fund.state != FundState.OPEN:
        ends = "closes already"
    elif before is not None and before <= last_day:
        ends = f"ends on {words_for.day(on=before)} already"
    else:
        ends = f"ends on {words_for.day(on=max(last_day, fund.deployment.starts_on))}"
    return Line(
        reference=fund.reference,
        who=fund.person.full_name,
        ends=ends,
        posted_pence=held.posted_pence,
    )
