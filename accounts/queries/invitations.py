"""Invitations: by their secret, and those still open."""

from __future__ import annotations

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db.models import QuerySet

from accounts import permissions
from accounts.models import Invitation, Person
from accounts.permissions import Actor
from accounts.rules import invitations as rules
from accounts.rules import roles, tokens


def get_by_token(*, token: str) -> Invitation:
    """The invitation with this secret; raises Invitation.DoesNotExist."""
    return Invitation.objects.select_related("person", "organisation", "invited_by").get(
        token_hash=tokens.hash_of(token)
    )


def get_for_update(*, token: str) -> Invitation:
    """The same with its row locked, so that of two at once one waits and finds it used."""
    return (
        Invitation.objects.select_related("person", "organisation")
        .select_for_update(of=("self",))
        .get(token_hash=tokens.hash_of(token))
    )


def state_of(*, invitation: Invitation, at: datetime) -> rules.State:
    """Where the invitation stands at an instant."""
    return rules.state_of(
        expires_at=invitation.expires_at,
        accepted_at=invitation.accepted_at,
        withdrawn_at=invitation.withdrawn_at,
        at=at,
    )


def is_addressed_to(*, invitation: Invitation, user_id: int) -> bool:
    """Whether the user has shown that they read mail at the invited address."""
    return bool(
        EmailAddress.objects.filter(
            user_id=user_id, email__iexact=invitation.email, verified=True
        ).exists()
    )


def list_open_of_organisation(*, by: Actor, at: datetime) -> QuerySet[Invitation]:
    """Offers of a role in the actor's organisation that nobody has taken up yet."""
    assert by.organisation_id is not None
    permissions.check_role(by=by, organisation_id=by.organisation_id, roles=roles.MANAGES_MEMBERS)
    return _open(at=at).filter(organisation_id=by.organisation_id)


def list_open_of_person(*, person: Person, at: datetime) -> QuerySet[Invitation]:
    """Offers to act for a person, or to the person; the caller has checked who may see them."""
    return _open(at=at).filter(person=person)


def _open(*, at: datetime) -> QuerySet[Invitation]:
    return Invitation.objects.filter(
        accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=at
    ).order_by("created_at", "pk")
