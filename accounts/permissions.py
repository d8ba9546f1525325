"""Who is asking, for whom, and whether they may: values, checked without the database."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from accounts.enums import Channel, Role, Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody, or scheduled work, asking for something, as verified for this request."""

    user_id: int | None
    job: str = ""
    channel: Channel = Channel.WEB
    person_id: int | None = None
    organisation_id: int | None = None
    roles: frozenset[Role] = frozenset()
    representative_id: int | None = None
    scopes: frozenset[Scope] = frozenset()
    works_for: frozenset[int] = frozenset()

    @property
    def is_anonymous(self) -> bool:
        """Whether nobody has signed in."""
        return self.user_id is None and self.job == ""

    @property
    def is_system(self) -> bool:
        """Whether this is scheduled work and not a person."""
        return self.user_id is None and self.job != ""


ANONYMOUS = Actor(user_id=None)


def system(job: str) -> Actor:
    """The actor for scheduled work, by the name of the job; it passes every check."""
    if not job:
        raise ValueError("Scheduled work must say its name")
    return Actor(user_id=None, job=job, channel=Channel.SYSTEM)


class NotAllowed(Exception):
    """The actor may not do this; pages answer as if the thing did not exist."""

    def __init__(self, *, rule: str, needed: str) -> None:
        super().__init__(f"{rule}: needs {needed}")
        self.rule = rule
        self.needed = needed


def can_acts_for(*, by: Actor, person_id: int, scope: Scope) -> bool:
    """Whether the actor acts for this person now, with this scope."""
    return by.is_system or (by.person_id == person_id and scope in by.scopes)


def check_acts_for(*, by: Actor, person_id: int, scope: Scope) -> None:
    """Refuse an actor who does not act for this person now, with this scope."""
    if not can_acts_for(by=by, person_id=person_id, scope=scope):
        raise NotAllowed(rule="ACTS-FOR", needed=scope)


def can_role(*, by: Actor, organisation_id: int, roles: Collection[Role]) -> bool:
    """Whether the actor works in this organisation now, in one of these roles."""
    return by.is_system or (
        by.organisation_id == organisation_id and not by.roles.isdisjoint(roles)
    )


def check_role(*, by: Actor, organisation_id: int, roles: Collection[Role]) -> None:
    """Refuse an actor who does not work in this organisation now, in one of these roles."""
    if not can_role(by=by, organisation_id=organisation_id, roles=roles):
        raise NotAllowed(rule="HAS-ROLE", needed=" or ".join(sorted(roles)))


def can_user(*, by: Actor, user_id: int) -> bool:
    """Whether the actor is this user."""
    return by.is_system or by.user_id == user_id


def check_user(*, by: Actor, user_id: int) -> None:
    """Refuse an actor who is not this user."""
    if not can_user(by=by, user_id=user_id):
        raise NotAllowed(rule="IS-USER", needed="the user themself")


def check_signed_in(*, by: Actor) -> None:
    """Refuse an actor who has not signed in."""
    if by.is_anonymous:
        raise NotAllowed(rule="SIGNED-IN", needed="a sign-in")


def check_system(*, by: Actor) -> None:
    """Refuse anybody but scheduled work and commands run by the operator."""
    if not by.is_system:
        raise NotAllowed(rule="SYSTEM", needed="the operator of the service")
