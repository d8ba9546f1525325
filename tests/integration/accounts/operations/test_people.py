"""Records of people: kept by their own council's staff, every change on the trail."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from django.db import IntegrityError, transaction

from accounts.enums import LettersBy, Role
from accounts.models import AuditEvent, Person
from accounts.operations import people
from accounts.operations.people import Details
from accounts.permissions import NotAllowed
from accounts.rules import roles
from tests.factories import accounts as make

pytestmark = pytest.mark.django_db

AT = datetime.fromisoformat("2026-04-01T09:00+00:00")
ROSA = Details(full_name="Rosa Lane", postcode="PB1 1AA")


def test_a_record_needs_no_sign_in() -> None:
    council = make.Authority()
    by = make.actor_with_role(council, Role.CARE_MANAGER)

    person = people.register(by=by, authority_id=council.pk, details=ROSA, at=AT)

    assert (person.full_name, person.user, person.letters_by) == ("Rosa Lane", None, "POST")
    event = AuditEvent.objects.get()
    assert (event.action, event.person, event.organisation) == (
        "PERSON_REGISTERED",
        person,
        council,
    )


@pytest.mark.parametrize("role", sorted(set(Role) - roles.KEEPS_RECORDS))
def test_others_open_no_records(role: Role) -> None:
    council = make.Authority()
    by = make.actor_with_role(council, role)

    with pytest.raises(NotAllowed):
        people.register(by=by, authority_id=council.pk, details=ROSA, at=AT)

    assert Person.objects.count() == 0


def test_the_trail_names_what_changed_but_not_to_what() -> None:
    council = make.Authority()
    by = make.actor_with_role(council, Role.CARE_MANAGER)
    person = people.register(by=by, authority_id=council.pk, details=ROSA, at=AT)

    changed = people.change(
        by=by,
        person_id=person.pk,
        details=replace(ROSA, known_as="Rosie", phone="01632 960001"),
        at=AT,
    )

    assert changed == {"known_as", "phone"}
    person.refresh_from_db()
    assert person.known_as == "Rosie"
    event = AuditEvent.objects.get(action="PERSON_CHANGED")
    assert event.details == {"columns": ["known_as", "phone"]}


def test_changing_nothing_records_nothing() -> None:
    council = make.Authority()
    by = make.actor_with_role(council, Role.CARE_MANAGER)
    person = people.register(by=by, authority_id=council.pk, details=ROSA, at=AT)

    assert people.change(by=by, person_id=person.pk, details=ROSA, at=AT) == frozenset()
    assert not AuditEvent.objects.filter(action="PERSON_CHANGED").exists()


def test_another_council_changes_nothing() -> None:
    person = make.Person(full_name="Rosa Lane")
    by = make.actor_with_role(make.Authority(), Role.CARE_MANAGER)

    with pytest.raises(NotAllowed):
        people.change(by=by, person_id=person.pk, details=Details(full_name="Eve"), at=AT)

    person.refresh_from_db()
    assert person.full_name == "Rosa Lane"


def test_letters_by_e_mail_need_an_address() -> None:
    council = make.Authority()
    by = make.actor_with_role(council, Role.CARE_MANAGER)

    with pytest.raises(people.EmailNeeded):
        people.register(
            by=by,
            authority_id=council.pk,
            details=replace(ROSA, letters_by=LettersBy.EMAIL),
            at=AT,
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        make.Person(letters_by="EMAIL", email="")

    assert Person.objects.count() == 0
