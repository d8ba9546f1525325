"""Cases in plain words: what happened, with its figures, and what has to be decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from accounts.enums import Role
from accounts.web.presenters import wording as words_for
from accounts.web.presenters import words
from isf.enums import CaseState
from isf.models import Case
from isf.permissions import CASE_ROLES
from isf.web.presenters import funds, wording

TITLES: Final[Mapping[str, str]] = {
    "ISF-FEE-3": "The fee agreed is above what may be charged",
    "ISF-FUN-2": "A contribution that was not due could not all go back to the council",
    "ISF-FUN-3": "A contribution is due and was not paid",
    "ISF-FUN-4": "A smaller budget could not take back all of the difference",
    "ISF-POR-3": "Something came up for a fund that closes or is closed",
    "ISF-RES-2": "A direct payment was overspent",
    "ISF-RES-6": "The money did not reach for every planned visit",
    "ISF-LIF-1": "Somebody told the council of time away",
    "ISF-ROL-5": "More is left than may lie in the fund",
    "ISF-LED-2": "A correction could not be posted for want of money",
}
FIGURES: Final[Mapping[str, str]] = {
    "arrears": "Owed",
    "available": "Left to use",
    "charged_weekly": "Charged a week",
    "day": "From",
    "due": "Due so far",
    "difference": "To pay (+) or take back (-)",
    "entry": "Entry",
    "first": "First visit without money",
    "first_on": "First full day away",
    "needed": "Needed",
    "not_returned": "Still to go back",
    "overspent": "Overspent by",
    "received": "Paid so far",
    "returned_on": "Back on",
    "review_on": "Support is to be looked at again",
    "stated_weekly": "Agreed a week",
    "taken": "Taken back",
    "visit_on": "Visit on",
    "visits": "Visits without money",
    "week": "Last week settled, from",
}
# What operations decide by themselves is kept as a code.
DECISIONS: Final[Mapping[str, str]] = {"RECOVERED": "The money was taken back."}
MONEY: Final = frozenset(
    {
        "arrears",
        "available",
        "charged_weekly",
        "difference",
        "due",
        "needed",
        "not_returned",
        "overspent",
        "received",
        "stated_weekly",
        "taken",
    }
)


DAYS: Final = frozenset(
    {"first", "day", "first_on", "returned_on", "review_on", "visit_on", "week"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCard:
    """One case in a list."""

    reference: UUID
    title: str
    who: str
    fund: str
    fund_reference: UUID
    owner: str
    also: str
    opened_on: date
    due_on: date
    state: str
    state_colour: str
    is_open: bool
    figures: tuple[tuple[str, str], ...]
    decision: str
    reason: str


def cards(*, cases: Iterable[Case], today: date) -> tuple[CaseCard, ...]:
    """Cases of one page of a list."""
    return tuple(card(case=case, today=today) for case in cases)


def card(*, case: Case, today: date) -> CaseCard:
    """One case with its figures in words."""
    is_open = case.state == CaseState.OPEN
    is_late = is_open and case.due_on < today
    return CaseCard(
        reference=case.reference,
        title=_title(case),
        who=case.fund.person.full_name,
        fund=funds.title(case.fund),
        fund_reference=case.fund.reference,
        owner=words.ROLES[Role(case.owner_role)],
        also=_also(Role(case.owner_role)),
        opened_on=case.opened_on,
        due_on=case.due_on,
        state="Late" if is_late else wording.CASE_STATES[case.state],
        state_colour="red" if is_late else "yellow" if is_open else "green",
        is_open=is_open,
        figures=tuple(
            _figure(name, value) for name, value in case.figures.items() if case.rule != "ISF-ROL-5"
        ),
        decision=DECISIONS.get(case.decision, case.decision),
        reason=case.reason,
    )


def _title(case: Case) -> str:
    if "review_on" in case.figures:
        return "Away for long: support is to be looked at again"
    return TITLES.get(case.rule, f"Something to decide ({case.rule})")


def _also(owner: Role) -> str:
    """Who else may decide: the owner is whose work it is, not the only one who may."""
    *others, last = (
        f"a {name.lower()}"
        for role, name in words.ROLES.items()
        if role in CASE_ROLES and role != owner
    )
    return f"{', '.join(others)} or {last}"


def _figure(name: str, value: int | str) -> tuple[str, str]:
    label = FIGURES.get(name, name)
    if name in MONEY:
        return label, words_for.pounds(pence=int(value))
    if name == "first":
        value = str(value).rsplit(":", 1)[-1]
    if name in DAYS:
        return label, words_for.day(on=date.fromisoformat(str(value)))
    return label, str(value)
