"""Taking an entry back, as pages show it: whether it can be, by whom, and what it does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from accounts.permissions import Actor, can_role
from accounts.web.presenters import wording as words_for
from isf.enums import EntryKind
from isf.models import Case, Fund
from isf.operations.reversals import NotReversible
from isf.permissions import RUN_ROLES
from isf.queries.entry_details import EntryDetail
from isf.rules import reversals
from isf.web.presenters import entries, refusals

AFTERWARDS: Final[Mapping[EntryKind, str]] = {
    EntryKind.ALLOCATION: "The days it was for count as not paid, and can be paid again.",
    EntryKind.PURCHASE: "The purchase stays in the list with its receipt, marked as taken back.",
    EntryKind.BILL: "The visit counts as not paid, and can be billed again.",
    EntryKind.CANCELLATION: "The charge counts as not paid, and can be billed again in time.",
    EntryKind.FEE: "The fee is due still: it is charged again with the next money or month.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Whether this reader can take an entry back, and otherwise whom they can ask."""

    may: bool
    ask: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """What was posted, in whole pence without a sign, and what taking it back will do."""

    seq: int
    words: str
    day: date
    pence: int
    went_out: bool
    afterwards: str


def why_not(*, detail: EntryDetail) -> str:
    """Why an entry cannot be taken back, in one sentence; empty where it can."""
    why = reversals.why_not(
        kind=EntryKind(detail.entry.kind),
        is_reversal=detail.entry.reverses_id is not None,
        is_reversed=detail.reversed_by is not None,
        first_on=detail.about.first_on,
        ends_on=detail.ends_on,
    )
    return str(refusals.words(NotReversible(entry_id=detail.entry.pk, why=why))) if why else ""


def way(*, detail: EntryDetail, fund: Fund, by: Actor) -> Way:
    """What the page of an entry offers its reader where the entry is a mistake."""
    can = not why_not(detail=detail)
    may = can_role(by=by, organisation_id=fund.authority_id, roles=RUN_ROLES)
    return Way(may=can and may, ask=fund.authority.name if can and not may else "")


def wrong(*, detail: EntryDetail) -> Wrong:
    """The entry that is taken back, as the form shows it."""
    entry = detail.entry
    own = (row.pence for row in detail.postings if row.account.fund_id == entry.fund_id)
    pence = sum(own)
    return Wrong(
        seq=entry.seq,
        words=entries.sentence(kind=entry.kind, about=detail.about, is_reversal=False),
        day=entry.day,
        pence=abs(pence),
        went_out=pence < 0,
        afterwards=AFTERWARDS.get(EntryKind(entry.kind), ""),
    )


def lacking(*, case: Case) -> str:
    """What the fund lacks for taking an entry back, with the figures of the case about it."""
    needed, left = (
        words_for.pounds(pence=int(case.figures[name])) for name in ("needed", "available")
    )
    return (
        f"Nothing was posted, because money is lacking: {needed} is needed, and {left} was left to "
        "use when this case was opened. Decide here what happens."
    )
