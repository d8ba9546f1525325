"""The demonstration people on the front page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from accounts.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Whom a demonstration person plays."""

    title: str
    what: str


PARTS: Mapping[str, Part] = {
    "BUDGET_HOLDER": Part(
        title="Budget holder",
        what="Has a personal budget: finds support, orders it and checks the bills.",
    ),
    "REPRESENTATIVE": Part(
        title="Representative", what="Acts for somebody else who has a personal budget."
    ),
    "PROVIDER_OWNER": Part(
        title="Provider's owner", what="Does all that the manager and the finance worker do."
    ),
    "PROVIDER_MANAGER": Part(
        title="Provider's manager",
        what="Publishes offers, answers orders and records visits.",
    ),
    "PROVIDER_FINANCE": Part(
        title="Provider's finance worker", what="Raises bills for what was delivered."
    ),
    "CARE_MANAGER": Part(
        title="Care manager",
        what="Works for the council with people: agrees budgets and how they are taken.",
    ),
    "TEAM_MANAGER": Part(title="Team manager", what="Leads care managers at the council."),
    "COMMISSIONER": Part(
        title="Commissioner",
        what="Sets the council's policy on funds and fees, and sees the totals.",
    ),
    "FINANCE_OFFICER": Part(
        title="Finance officer",
        what="Pays allocations for the council and watches the accounts.",
    ),
    "SAFEGUARDING_LEAD": Part(
        title="Safeguarding lead",
        what="Stops orders and payments where somebody may be harmed, and lets them go on.",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DemonstrationPerson:
    """Somebody one can become in one click."""

    code: str
    name: str
    title: str
    what: str


def present_people(*, users: Iterable[User]) -> tuple[DemonstrationPerson, ...]:
    """The invented people, who uses the site most first."""
    by_code = {user.demonstration_role: user for user in users}
    order = [*(code for code in PARTS if code in by_code), *(by_code.keys() - PARTS.keys())]
    return tuple(_present(code, by_code[code]) for code in order)


def _present(code: str, user: User) -> DemonstrationPerson:
    part = PARTS.get(code, Part(title=code.replace("_", " ").capitalize(), what=""))
    return DemonstrationPerson(
        code=code, name=user.full_name or user.email, title=part.title, what=part.what
    )
