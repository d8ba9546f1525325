"""The demonstration people on the front page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from accounts.models import User

WHAT_THEY_DO: Mapping[str, str] = {
    "BUDGET_HOLDER": "Has a personal budget: finds support, orders it and checks the bills.",
    "REPRESENTATIVE": "Acts for somebody else who has a personal budget.",
    "PROVIDER_OWNER": "Owns a provider: does everything its manager and its finance worker do.",
    "PROVIDER_MANAGER": "Manages a provider: publishes offers, answers orders, records visits.",
    "PROVIDER_FINANCE": "Does a provider's books: raises bills for what was delivered.",
    "CARE_MANAGER": "Works for the council with people: agrees budgets and how they are taken.",
    "TEAM_MANAGER": "Leads care managers at the council.",
    "COMMISSIONER": "Sets the council's policy on funds and fees, and sees the totals.",
    "FINANCE_OFFICER": "Pays allocations for the council and watches the accounts.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DemonstrationPerson:
    """Somebody one can become in one click."""

    code: str
    name: str
    what: str


def present_people(*, users: Iterable[User]) -> tuple[DemonstrationPerson, ...]:
    """The invented people in the order they were made."""
    return tuple(
        DemonstrationPerson(
            code=user.demonstration_role,
            name=user.full_name or user.email,
            what=WHAT_THEY_DO.get(user.demonstration_role, ""),
        )
        for user in users
    )
