"""Users: made ready to sign in by an e-mailed code, and named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction

from accounts import permissions
from accounts.models import User
from accounts.operations import audit
from accounts.permissions import Actor


@dataclass(frozen=True)
class EmailTaken(Exception):
    """Somebody already signs in with this address."""

    email: str


@transaction.atomic
def register(*, by: Actor, email: str, full_name: str, at: datetime) -> User:
    """Make a user whose address counts as verified; for the operator and for demonstrations.

    Raises EmailTaken when the address is in use.
    """
    permissions.check_system(by=by)
    address = email.strip().lower()
    if User.objects.filter(email=address).exists():
        raise EmailTaken(address)
    user = User.objects.create_user(address, full_name=full_name)
    EmailAddress.objects.create(user=user, email=address, verified=True, primary=True)
    audit.record(by=by, action="USER_REGISTERED", at=at, subject=f"user:{user.pk}")
    return user


@transaction.atomic
def forget_second_step(*, by: Actor, email: str, at: datetime) -> None:
    """Let somebody who lost their telephone and codes set the second step up again.

    For the operator, once they know who is asking. Every device is signed out. Raises
    User.DoesNotExist.
    """
    permissions.check_system(by=by)
    user = User.objects.get(email=email.strip().lower())
    Authenticator.objects.filter(user=user).delete()
    for session in UserSession.objects.filter(user=user):
        session.end()
    audit.record(by=by, action="SECOND_STEP_FORGOTTEN", at=at, subject=f"user:{user.pk}")


@transaction.atomic
def rename(*, by: Actor, user_id: int, full_name: str, at: datetime) -> None:
    """Change the name others see when they ask who looked; only one's own."""
    permissions.check_user(by=by, user_id=user_id)
    User.objects.filter(pk=user_id).update(full_name=full_name)
    audit.record(by=by, action="USER_RENAMED", at=at, subject=f"user:{user_id}")
