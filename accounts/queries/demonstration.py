"""Demonstration people: invented users somebody trying the site may become in one click."""

from __future__ import annotations

from django.db.models import QuerySet

from accounts.models import User


def list_people() -> QuerySet[User]:
    """Those marked, in the order they were made."""
    return User.objects.exclude(demonstration_role="").filter(is_active=True).order_by("pk")


def find_person(*, role: str) -> User | None:
    """The one with this code, or None."""
    return next((user for user in list_people() if user.demonstration_role == role), None)
