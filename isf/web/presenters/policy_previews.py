"""What new numbers would change, as their page shows it before they are published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from isf.models import Policy
from isf.operations.policies import Numbers
from isf.queries.policy_effects import FeeTouched, SurplusTouched
from isf.web.presenters import policies, wording
from isf.web.presenters.funds import title

MOST_SHOWN = 50
FEES = "The weekly fees below are other ones from that day."
NEW_AGREEMENTS = "Agreements made from that day; those already made keep theirs."
# Each number: what it touches. The names are those of the list of policies.
TOUCHES: Final[Mapping[str, str]] = {
    "Highest fee without approval": FEES,
    "Highest fee with approval": FEES,
    "Notice": NEW_AGREEMENTS,
    "Money is paid in": NEW_AGREEMENTS,
    "Silence approves a bill after": "Every bill that still waits for an answer on that day.",
    "More than ordered may be billed": "Bills that come in from that day.",
    "To send or correct a bill": "Lines refused, and funds that end, from that day.",
    "To decide a case": "Cases opened from that day.",
    "Money may be saved for": "Money saved from that day.",
    "Time away": "Stays that begin on that day or later.",
    "A week of contribution is settled": "Weeks not settled yet on that day.",
    "A safeguarding hold is lifted by": "Holds that stand on that day, and later ones.",
    "Unspent money is looked at above": "Reviews from that day; see the funds below.",
    "Notice before it is taken back": "Decisions made from that day.",
    "Money expires after": "Money paid in from that day.",
    "A budget may not buy": "Orders and purchases from that day; what is running goes on.",
    "Purposes ready to choose": NEW_AGREEMENTS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One number that is another: now, then, and what that touches."""

    name: str
    now: str
    then: str
    touches: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeLine:
    """One fund's weekly fee before and after, whole pence."""

    who: str
    fund: UUID
    title: str
    before_pence: int
    after_pence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SurplusLine:
    """One fund that would be looked at, or no longer; whole pence."""

    who: str
    fund: UUID
    title: str
    uncommitted_pence: int
    limit_pence: int
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """Everything the new numbers change; lists are cut, their numbers and sums are whole."""

    starts_on: date
    replaced_on: date | None
    changes: tuple[Change, ...]
    fees: tuple[FeeLine, ...]
    fee_count: str
    fee_before_pence: int
    fee_after_pence: int
    surpluses: tuple[SurplusLine, ...]
    surplus_count: str
    more_fees: int
    more_surpluses: int


def preview(
    *,
    versions: Sequence[Policy],
    starts_on: date,
    numbers: Numbers,
    fees: Sequence[FeeTouched],
    surpluses: Sequence[SurplusTouched],
) -> Preview:
    """What the numbers would change from their first day."""
    later = [row.starts_on for row in versions if row.starts_on > starts_on]
    shown_fees, shown_surpluses = fees[:MOST_SHOWN], surpluses[:MOST_SHOWN]
    return Preview(
        starts_on=starts_on,
        replaced_on=min(later, default=None),
        changes=_changes(before=in_force(versions=versions, day=starts_on), numbers=numbers),
        fees=tuple(_fee(one) for one in shown_fees),
        fee_count=wording.counted(len(fees), "fund"),
        fee_before_pence=sum(one.week.before_pence for one in fees),
        fee_after_pence=sum(one.week.after_pence for one in fees),
        surpluses=tuple(_surplus(one) for one in shown_surpluses),
        surplus_count=wording.counted(len(surpluses), "fund"),
        more_fees=len(fees) - len(shown_fees),
        more_surpluses=len(surpluses) - len(shown_surpluses),
    )


def in_force(*, versions: Sequence[Policy], day: date) -> Policy | None:
    """The version that would hold on a day without the new one; `versions` is oldest first."""
    begun = [row for row in versions if row.starts_on <= day]
    return begun[-1] if begun else None


def people(*, fees: Sequence[FeeTouched], surpluses: Sequence[SurplusTouched]) -> list[int]:
    """Everybody who is named on the page."""
    return [one.fund.person_id for one in fees[:MOST_SHOWN]] + [
        one.fund.person_id for one in surpluses[:MOST_SHOWN]
    ]


def _changes(*, before: Policy | None, numbers: Numbers) -> tuple[Change, ...]:
    if before is None:
        return ()
    now = dict(policies.facts(before))
    return tuple(
        Change(name=name, now=now[name], then=then, touches=TOUCHES[name])
        for name, then in policies.facts(numbers)
        if now[name] != then
    )


def _fee(one: FeeTouched) -> FeeLine:
    return FeeLine(
        who=one.fund.person.full_name,
        fund=one.fund.reference,
        title=title(one.fund),
        before_pence=one.week.before_pence,
        after_pence=one.week.after_pence,
    )


def _surplus(one: SurplusTouched) -> SurplusLine:
    becomes = one.after.is_case
    return SurplusLine(
        who=one.fund.person.full_name,
        fund=one.fund.reference,
        title=title(one.fund),
        uncommitted_pence=one.after.uncommitted_pence,
        limit_pence=one.after.threshold_pence,
        says="Would be looked at" if becomes else "Would not be looked at any more",
    )
