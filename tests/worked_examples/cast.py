"""Who takes part in a scenario: made as they are named, each with what they may do."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from accounts.enums import Role, Scope
from accounts.permissions import Actor
from isf.models import (
    Fund,
)
from tests.factories import accounts as factories

SPACE = UUID("00000000-0000-4000-8000-000000000001")
EVERY_DAY = [0, 1, 2, 3, 4, 5, 6]
Event = dict[str, Any]


def day_of(text: str) -> date:
    return date.fromisoformat(text)


class Cast:
    """The council, people, holders and providers of one short life."""

    def __init__(self, *, policy: dict[str, Any]) -> None:
        self.authority = factories.Authority()
        self.people: dict[str, Any] = {}
        self.organisations: dict[str, Any] = {}
        self.funds: dict[str, Fund] = {}
        self.orders: dict[str, tuple[UUID, UUID]] = {}
        self.lines: set[str] = set()
        self.entries: dict[str, int] = {}
        self.purposes: dict[str, Any] = {}
        self.holds: dict[str, Any] = {}
        self.refusals: list[dict[str, Any]] = []
        self.views: dict[str, Any] = {}
        self.council = self.staff(Role.COMMISSIONER)
        self.finance = self.staff(Role.FINANCE_OFFICER)
        self.approver = self.staff(Role.COMMISSIONER)
        self.policy = policy
        self.started = False

    def staff(self, role: Role) -> Actor:
        user = factories.User()
        return Actor(
            user_id=user.pk,
            organisation_id=self.authority.pk,
            roles=frozenset({role}),
            works_for=frozenset({self.authority.pk}),
        )

    def organisation(self, name: str) -> Any:
        if name not in self.organisations:
            self.organisations[name] = factories.ProviderOrganisation(name=name)
        return self.organisations[name]

    def provider(self, name: str) -> Actor:
        organisation = self.organisation(name)
        user = factories.User()
        return Actor(
            user_id=user.pk,
            organisation_id=organisation.pk,
            roles=frozenset({Role.PROVIDER_FINANCE, Role.PROVIDER_OWNER}),
            works_for=frozenset({organisation.pk}),
        )

    def person(self, name: str = "P1") -> Any:
        if name not in self.people:
            self.people[name] = factories.Person(authority=self.authority)
        return self.people[name]

    def holder_of_budget(self, person: Any, works_for: str | None = None) -> Actor:
        employer = {self.organisation(works_for).pk} if works_for else set()
        return Actor(
            user_id=person.user_id,
            person_id=person.pk,
            scopes=frozenset(Scope),
            works_for=frozenset(employer),
        )
