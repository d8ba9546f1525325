"""Codes of accounts in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from accounts.enums import Basis, LettersBy, OrganisationKind, Role, Scope

ROLES: Final[Mapping[str, str]] = {
    Role.COMMISSIONER: "Commissioner",
    Role.FINANCE_OFFICER: "Finance officer",
    Role.CARE_MANAGER: "Care manager",
    Role.TEAM_MANAGER: "Team manager",
    Role.SAFEGUARDING_LEAD: "Safeguarding lead",
    Role.PROVIDER_OWNER: "Owner",
    Role.PROVIDER_MANAGER: "Service manager",
    Role.PROVIDER_FINANCE: "Finance",
    Role.COMMUNITY_WORKER: "Community worker",
}

BASES: Final[Mapping[str, str]] = {
    Basis.CHOSEN: "Chosen by the person",
    Basis.LASTING_POWER_OF_ATTORNEY: "Lasting power of attorney",
    Basis.DEPUTY: "Deputy appointed by the court",
    Basis.APPOINTEE: "Appointee for benefits",
    Basis.ADVOCATE: "Advocate",
    Basis.BEST_INTEREST: "Decision in the person's best interests",
    Basis.BROKER: "Support broker",
}

SCOPES: Final[Mapping[str, str]] = {
    Scope.SEE: "See the record, the money and the support",
    Scope.ORDER: "Order and change support",
    Scope.BILLS: "Approve or query bills",
    Scope.MONEY: "Decide how the money is held and moved",
}

LETTERS: Final[Mapping[str, str]] = {LettersBy.EMAIL: "E-mail", LettersBy.POST: "Post"}

KINDS: Final[Mapping[str, str]] = {
    OrganisationKind.AUTHORITY: "Council",
    OrganisationKind.PROVIDER: "Provider",
    OrganisationKind.COMMUNITY: "Community organisation",
}


def listed(things: Iterable[str]) -> str:
    """Words in a row: "a, b and c"."""
    *most, last = list(things) or [""]
    return f"{', '.join(most)} and {last}" if most else last
