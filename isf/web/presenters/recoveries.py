"""Unspent money to be taken back, as the council and the person read about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from accounts.permissions import Actor, can_role
from accounts.web.presenters import wording as words_for
from accounts.web.presenters.wording import Status
from isf.enums import RecoveryState
from isf.models import Case, Recovery
from isf.permissions import AUTHORITY_READERS, RUN_ROLES, can_bank
from isf.queries import recoveries
from isf.web.presenters import funds, wording
from isf.web.presenters.entry_links import Amount, Opener

RULE: Final = "ISF-ROL-5"
_STATES: Final[Mapping[str, tuple[str, str]]] = {
    RecoveryState.NOTICED: ("The person has until then to answer", "yellow"),
    RecoveryState.RECOVERED: ("Taken back", "green"),
    RecoveryState.DROPPED: ("Nothing was taken back", "green"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the sum behind a case; `amount` opens where entries are behind it."""

    words: str
    pence: int
    href: str = ""
    is_total: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedInstead:
    """One thing the person saves for since the decision, and what counts of it in whole pence."""

    reference: UUID
    name: str
    at: datetime
    pence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One decision to take money back, as one reader sees it."""

    reference: UUID
    fund: UUID
    case: UUID
    caption: funds.Caption
    council: str
    pence: int
    reason: str
    days: str
    status: Status
    is_running: bool
    earliest_on: date | None
    may_take: bool
    may_save: bool
    is_council: bool
    saved: tuple[SavedInstead, ...]
    taken: Amount | None


def sum_of(*, case: Case) -> tuple[Row, ...]:
    """How what is without plans was worked out on the day the case was opened."""
    if case.rule != RULE:
        return ()
    said = {name: int(value) for name, value in case.figures.items()}
    opener = Opener(fund=case.fund.reference, to_on=case.opened_on)
    posted, reserved = opener.posted(said["posted"]), opener.reserved(said["reserved"])
    rows = [
        Row(words="In the fund", pence=posted.pence, href=posted.href),
        Row(words="Less what is set aside", pence=-reserved.pence, href=reserved.href),
        Row(words="Less money paid in for later days", pence=-said["later"]),
        Row(words="What is set aside for those days, counted once", pence=said["resting"]),
        Row(words="Saved for something whose day has passed", pence=said["overdue"]),
    ]
    return (
        *(row for row in rows if row.pence),
        Row(words="Left without plans", pence=said["uncommitted"], is_total=True),
        Row(words="May lie in the fund", pence=said["threshold"]),
        *([Row(words="Of it, expired", pence=said["expired"])] if said["expired"] else []),
    )


def taken(*, pence: int) -> str:
    """What happened."""
    return f"{words_for.pounds(pence=pence)} was taken back."


def page(*, recovery: Recovery, by: Actor, on: date) -> Page:
    """One decision with what may be done about it."""
    fund = recovery.fund
    running = recovery.state == RecoveryState.NOTICED
    earliest = recoveries.earliest_on(recovery=recovery) if running else None
    label, colour = _STATES[recovery.state]
    opener = Opener(fund=fund.reference)
    decided_it = by.user_id is not None and by.user_id == recovery.decided_by_id
    runs = can_role(by=by, organisation_id=fund.authority_id, roles=RUN_ROLES)
    return Page(
        reference=recovery.reference,
        fund=fund.reference,
        case=recovery.case.reference,
        caption=funds.caption(fund=fund, by=by),
        council=fund.authority.name,
        pence=recovery.pence,
        reason=recovery.reason,
        days=wording.counted(recovery.notice_days, "day"),
        status=Status(label=label, colour=colour),
        is_running=running,
        earliest_on=earliest,
        may_take=running and earliest is not None and earliest <= on and runs and not decided_it,
        may_save=running and can_bank(by=by, fund=fund),
        is_council=can_role(by=by, organisation_id=fund.authority_id, roles=AUTHORITY_READERS),
        saved=tuple(
            SavedInstead(
                reference=one.purpose.reference,
                name=one.purpose.name,
                at=one.purpose.banked_at,
                pence=one.pence,
            )
            for one in recoveries.list_saved_instead(recovery=recovery, on=on)
        ),
        taken=opener.posted(-recovery.taken_pence) if recovery.taken_pence else None,
    )
