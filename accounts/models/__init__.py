"""The tables of who: users, people, organisations, and who may act for whom."""

from __future__ import annotations

from accounts.models.audit_event import AuditEvent
from accounts.models.invitation import Invitation
from accounts.models.membership import Membership
from accounts.models.organisation import Organisation
from accounts.models.person import Person
from accounts.models.representative import Representative
from accounts.models.user import User

__all__ = [
    "AuditEvent",
    "Invitation",
    "Membership",
    "Organisation",
    "Person",
    "Representative",
    "User",
]
