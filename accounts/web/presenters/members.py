"""The members of an organisation as a page shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from accounts.models import Invitation, Membership
from accounts.web.presenters import words


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One role of one member."""

    key: int
    name: str
    email: str
    role: str
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """Somebody invited who has not answered yet."""

    reference: UUID
    email: str
    role: str
    is_sent: bool


def member(*, membership: Membership) -> Member:
    """One member."""
    return Member(
        key=membership.pk,
        name=membership.user.full_name or membership.user.email,
        email=membership.user.email,
        role=words.ROLES[membership.role],
        starts_on=membership.starts_on,
        ends_on=membership.ends_on,
    )


def members(*, memberships: Iterable[Membership]) -> tuple[Member, ...]:
    """Every member."""
    return tuple(member(membership=row) for row in memberships)


def invited(*, invitations: Iterable[Invitation]) -> tuple[Invited, ...]:
    """Everybody invited."""
    return tuple(
        Invited(
            reference=row.reference,
            email=row.email,
            role=words.ROLES[row.role],
            is_sent=row.sent_at is not None,
        )
        for row in invitations
    )
