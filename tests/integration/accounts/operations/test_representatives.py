"""Who lets whom act for a person, on what evidence, and who may end it."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction

from accounts.enums import Basis, Channel, Role, Scope
from accounts.models import AuditEvent, Person, Representative
from accounts.operations import representatives
from accounts.operations.representatives import Power
from accounts.permissions import Actor, NotAllowed
from accounts.queries import acting
from accounts.rules import roles
from tests.factories import accounts as make

pytestmark = pytest.mark.django_db

AT = datetime.fromisoformat("2026-04-01T09:00+00:00")
ON = date(2026, 4, 1)
SEE = frozenset({Scope.SEE})


def power(basis: Basis, *, evidence: str = "order seen", scopes: frozenset[Scope] = SEE) -> Power:
    return Power(
        basis=basis,
        scopes=scopes,
        evidence=evidence if basis in roles.RECORDED_WITH_EVIDENCE else "",
    )


def admit(by: Actor, person: Person, given: Power) -> Representative:
    return representatives.admit(
        by=by, person_id=person.pk, user_id=make.User().pk, power=given, starts_on=ON, at=AT
    )


def actors(person: Person) -> dict[str, Actor]:
    """Everybody who might try."""
    care = make.actor_with_role(person.authority, Role.CARE_MANAGER)
    call = acting.find_call(by=care, person=person.reference)
    assert call is not None
    assert call.actor.channel is Channel.PHONE
    return {
        "the person": make.actor_for_person(person),
        "a representative": make.actor_for_representative(make.Representative(person=person)),
        "the care manager": care,
        "the care manager on the telephone": call.actor,
        "the commissioner": make.actor_with_role(person.authority, Role.COMMISSIONER),
        "another council": make.actor_with_role(make.Authority(), Role.CARE_MANAGER),
        "another person": make.actor_for_person(make.Person()),
        "a provider": make.actor_with_role(make.ProviderOrganisation(), Role.PROVIDER_OWNER),
    }


@pytest.mark.parametrize("basis", Basis)
def test_the_person_chooses_and_the_council_records(basis: Basis) -> None:
    person = make.Person()
    may = (
        {"the person", "the care manager on the telephone"}
        if basis in {Basis.CHOSEN, Basis.BROKER, Basis.ADVOCATE}
        else {"the care manager"}
    )

    for name, by in actors(person).items():
        if name in may:
            assert admit(by, person, power(basis)).basis == basis, name
        else:
            with pytest.raises(NotAllowed):
                admit(by, person, power(basis))


@pytest.mark.parametrize("basis", sorted(roles.RECORDED_WITH_EVIDENCE))
@pytest.mark.parametrize("evidence", ["", "   "])
def test_a_power_that_rests_on_a_document_says_which(basis: Basis, evidence: str) -> None:
    person = make.Person()
    staff = make.actor_with_role(person.authority, Role.CARE_MANAGER)

    with pytest.raises(representatives.EvidenceNeeded):
        admit(staff, person, power(basis, evidence=evidence))


def test_a_power_to_do_nothing_is_refused() -> None:
    person = make.Person()

    with pytest.raises(representatives.NoScope):
        admit(make.actor_for_person(person), person, power(Basis.CHOSEN, scopes=frozenset()))


@pytest.mark.parametrize(
    ("basis", "may"),
    [
        (
            Basis.BROKER,
            {
                "the person",
                "the care manager",
                "the care manager on the telephone",
            },
        ),
        (Basis.DEPUTY, {"the care manager"}),
    ],
)
def test_who_may_end_a_power(basis: Basis, may: set[str]) -> None:
    person = make.Person()
    everybody = actors(person)

    for name, by in everybody.items():
        held = make.Representative(person=person, basis=basis.value)
        if name in may:
            representatives.end(by=by, representative_id=held.pk, at=AT, on=ON)
            held.refresh_from_db()
            assert (held.ended_at, held.ends_on) == (AT, ON), name
        else:
            with pytest.raises(NotAllowed):
                representatives.end(by=by, representative_id=held.pk, at=AT, on=ON)


def test_a_representative_may_always_step_down() -> None:
    held = make.Representative(basis=Basis.DEPUTY.value)
    by = make.actor_for_representative(held)

    representatives.end(by=by, representative_id=held.pk, at=AT, on=ON)
    representatives.end(by=by, representative_id=held.pk, at=AT, on=ON)

    event = AuditEvent.objects.get(action="REPRESENTATIVE_ENDED")
    assert event.person_id == held.person_id
    assert event.details == {
        "user": held.user_id,
        "basis": "DEPUTY",
        "scopes": held.scopes,
        "representative": held.pk,
    }


def test_a_new_power_of_the_same_kind_takes_the_place_of_the_old() -> None:
    person, friend = make.Person(), make.User()
    by = make.actor_for_person(person)
    for scopes in (SEE, SEE | {Scope.BILLS}):
        representatives.admit(
            by=by,
            person_id=person.pk,
            user_id=friend.pk,
            power=power(Basis.CHOSEN, scopes=scopes),
            starts_on=ON,
            at=AT,
        )

    active = Representative.objects.active(on=ON).get()
    assert active.scopes == ["BILLS", "SEE"]


def test_the_database_refuses_a_second_open_power_of_the_same_kind() -> None:
    held = make.Representative()

    with pytest.raises(IntegrityError), transaction.atomic():
        make.Representative(person=held.person, user=held.user)
    assert Representative.objects.count() == 1


def test_the_database_refuses_a_power_that_ends_before_it_starts() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make.Representative(starts_on=ON, ends_on=date(2026, 3, 31))
    assert Representative.objects.count() == 0
