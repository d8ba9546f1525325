"""The audit trail, read by the person it is about."""

from __future__ import annotations

from django.db.models import QuerySet

from accounts.models import AuditEvent, Person


def list_of_person(*, person: Person) -> QuerySet[AuditEvent]:
    """All that was done with a person's record, newest first; the caller checked who may see it."""
    return (
        AuditEvent.objects.filter(person=person)
        .select_related("user", "organisation")
        .order_by("-at", "-pk")
    )
