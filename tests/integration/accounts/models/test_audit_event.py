"""The audit trail cannot be rewritten, whoever writes, and survives migrations and test flushes."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction

from accounts.models import AuditEvent, triggers
from tests.factories import accounts as make


@pytest.mark.django_db
def test_an_event_cannot_be_changed() -> None:
    event = make.AuditEvent(action="FUND_VIEWED")

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        AuditEvent.objects.filter(pk=event.pk).update(action="NOTHING")

    assert AuditEvent.objects.get().action == "FUND_VIEWED"


@pytest.mark.django_db
def test_an_event_cannot_be_deleted_even_by_plain_sql() -> None:
    make.AuditEvent()

    with (
        pytest.raises(DatabaseError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM accounts_auditevent")

    assert AuditEvent.objects.count() == 1


@pytest.mark.django_db
def test_somebody_or_some_job_did_it() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make.AuditEvent(user=None, job="")
    with pytest.raises(IntegrityError), transaction.atomic():
        make.AuditEvent(job="seed_demo")

    assert AuditEvent.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_the_triggers_come_back_after_every_migration() -> None:
    triggers.AUDIT.drop(connection)
    assert triggers.AUDIT.missing(connection)

    call_command("migrate", verbosity=0)

    assert triggers.AUDIT.missing(connection) == []


@pytest.mark.django_db(transaction=True)
def test_a_missing_trigger_is_reported_by_the_system_check() -> None:
    assert triggers.AUDIT.check(databases=["default"]) == []

    triggers.AUDIT.drop(connection)
    try:
        found = triggers.AUDIT.check(databases=["default"])
    finally:
        triggers.AUDIT.create(connection)

    assert {message.id for message in found} == {"accounts.W001"}
    assert "audit events could be changed" in found[0].msg


@pytest.mark.django_db(transaction=True)
def test_events_of_one_test_are_gone_in_the_next() -> None:
    assert AuditEvent.objects.count() == 0
    make.AuditEvent()
    assert AuditEvent.objects.count() == 1
