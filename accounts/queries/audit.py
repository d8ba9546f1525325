"""The audit trail, read by the person it is about."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from accounts.models import AuditEvent, Membership, Person


def list_of_person(*, person: Person) -> QuerySet[AuditEvent]:
    """All that was done with a person's record, newest first; the caller checked who may see it."""
    return (
        AuditEvent.objects.filter(person=person)
        .select_related("user", "organisation")
        .order_by("-at", "-pk")
    )


def list_memberships(*, events: Iterable[AuditEvent]) -> QuerySet[Membership]:
    """Where those who did these things work or worked."""
    users = {event.user_id for event in events if event.user_id is not None}
    return Membership.objects.filter(user__in=users).select_related("organisation")
