"""An invitation as whoever opens its link sees it."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.enums import InvitationKind, Scope
from accounts.models import Invitation
from accounts.web.presenters import words


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """What somebody would say yes to."""

    token: str
    heading: str
    who: str
    facts: tuple[str, ...]


def offered(*, invitation: Invitation, token: str) -> Offered:
    """The page for somebody who has shown the address is theirs."""
    inviter = invitation.invited_by
    return Offered(
        token=token,
        heading=_heading(invitation),
        who=(inviter.full_name if inviter else "") or "The operator of this service",
        facts=tuple(words.SCOPES[scope] for scope in Scope if scope in invitation.scopes),
    )


def _heading(invitation: Invitation) -> str:
    kind = InvitationKind(invitation.kind)
    if kind is InvitationKind.MEMBERSHIP:
        assert invitation.organisation is not None
        return f"Work for {invitation.organisation.name} as {words.ROLES[invitation.role].lower()}"
    assert invitation.person is not None
    if kind is InvitationKind.CLAIM:
        return f"See and use the record of {invitation.person.full_name}"
    return f"Act for {invitation.person.full_name}"
