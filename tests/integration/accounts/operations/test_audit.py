"""The trail's pen: who, for whom, how; ids and codes only."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from accounts import permissions
from accounts.enums import Channel, Role
from accounts.models import AuditEvent
from accounts.operations import audit
from accounts.queries import acting
from tests.factories import accounts as make

pytestmark = pytest.mark.django_db

AT = datetime.fromisoformat("2026-04-01T09:00+00:00")


def test_an_event_says_who_for_whom_and_how() -> None:
    person = make.Person(user=None)
    staff = make.actor_with_role(person.authority, Role.CARE_MANAGER)
    call = acting.find_call(by=staff, person=person.reference)
    assert call is not None

    audit.record(
        by=call.actor,
        action="ORDER_PLACED",
        at=AT,
        person_id=person.pk,
        subject="order:1",
        details={"line": 1},
    )

    event = AuditEvent.objects.get()
    assert (event.at, event.user_id, event.channel) == (AT, staff.user_id, Channel.PHONE)
    assert (event.person, event.organisation) == (person, person.authority)
    assert (event.action, event.subject, event.details) == ("ORDER_PLACED", "order:1", {"line": 1})


def test_a_representative_is_named_as_one() -> None:
    power = make.Representative()

    audit.viewed(
        by=make.actor_for_representative(power), person_id=power.person_id, what="FUND", at=AT
    )

    event = AuditEvent.objects.get()
    assert (event.action, event.user_id) == ("FUND_VIEWED", power.user_id)
    assert event.details == {"representative": power.pk}


def test_scheduled_work_gives_its_name() -> None:
    audit.record(by=permissions.system("pay_allocations"), action="ALLOCATION_POSTED", at=AT)

    event = AuditEvent.objects.get()
    assert (event.user_id, event.job, event.channel) == (None, "pay_allocations", "SYSTEM")


def test_nobody_leaves_no_event() -> None:
    with pytest.raises(permissions.NotAllowed):
        audit.record(by=permissions.ANONYMOUS, action="PERSON_VIEWED", at=AT)
    assert AuditEvent.objects.count() == 0


def test_looking_at_oneself_is_nobody_elses_business() -> None:
    person = make.Person()

    audit.viewed(by=make.actor_for_person(person), person_id=person.pk, what="PERSON", at=AT)

    assert AuditEvent.objects.count() == 0


def test_a_list_is_recorded_person_by_person_in_one_statement(
    django_assert_num_queries: Any,
) -> None:
    council = make.Authority()
    people = [make.Person(authority=council) for _ in range(3)]
    staff = make.actor_with_role(council, Role.CARE_MANAGER)
    ids = [person.pk for person in people]

    with django_assert_num_queries(3):  # savepoint, insert, release
        audit.listed(by=staff, person_ids=[*ids, ids[0]], what="PERSON", at=AT)

    assert sorted(AuditEvent.objects.values_list("person_id", flat=True)) == ids
    assert set(AuditEvent.objects.values_list("action", flat=True)) == {"PERSON_LISTED"}


@pytest.mark.parametrize(
    "details",
    [
        {"reason": "she was ill"},
        {"reason": "Smith"},
        {"who": "ada@example.org"},
        {"lines": ["OK", "Ada Ford"]},
        {"reason": "line\nbreak"},
    ],
)
def test_words_never_enter_the_trail(details: Any) -> None:
    with pytest.raises(audit.NotACode):
        audit.record(by=permissions.system("job"), action="X", at=AT, details=details)
    assert not AuditEvent.objects.exists()


def test_a_subject_is_a_reference_and_no_words() -> None:
    with pytest.raises(audit.NotACode):
        audit.record(by=permissions.system("job"), action="X", at=AT, subject="person:Ada Ford")
    assert not AuditEvent.objects.exists()


def test_codes_ids_and_dates_enter_the_trail() -> None:
    details = {
        "rule": "ISF-FEE-3",
        "day": "2026-04-01",
        "fund": "6f1a3f0e-4a43-4a39-8f0e-000000000001",
        "columns": ["full_name", "born_on"],
        "pence": -5,
        "ends_on": "",
        "rate_bp": None,
    }
    audit.record(by=permissions.system("job"), action="X", at=AT, details=details)
    assert AuditEvent.objects.get().details == details
