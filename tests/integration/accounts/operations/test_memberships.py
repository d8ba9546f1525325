"""Roles in an organisation: granted and ended by whoever manages its members."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction

from accounts import permissions
from accounts.enums import OrganisationKind, Role
from accounts.models import AuditEvent, Membership
from accounts.operations import memberships
from accounts.permissions import NotAllowed
from accounts.rules import roles
from tests.factories import accounts as make

pytestmark = pytest.mark.django_db

AT = datetime.fromisoformat("2026-04-01T09:00+00:00")
ON = date(2026, 4, 1)


@pytest.mark.parametrize("role", sorted(roles.ROLES_OF[OrganisationKind.AUTHORITY]))
def test_only_the_commissioner_manages_the_members_of_a_council(role: Role) -> None:
    council, newcomer = make.Authority(), make.User()
    by = make.actor_with_role(council, role)

    if role is Role.COMMISSIONER:
        memberships.grant(
            by=by,
            user_id=newcomer.pk,
            organisation_id=council.pk,
            role=Role.CARE_MANAGER,
            starts_on=ON,
            at=AT,
        )
    else:
        with pytest.raises(NotAllowed):
            memberships.grant(
                by=by,
                user_id=newcomer.pk,
                organisation_id=council.pk,
                role=Role.CARE_MANAGER,
                starts_on=ON,
                at=AT,
            )

    assert Membership.objects.filter(user=newcomer).exists() is (role is Role.COMMISSIONER)


@pytest.mark.parametrize("kind", OrganisationKind)
@pytest.mark.parametrize("role", Role)
def test_an_organisation_has_the_roles_of_its_kind(kind: OrganisationKind, role: Role) -> None:
    organisation = make.Organisation(kind=kind.value)
    by = permissions.system("test")

    if role in roles.ROLES_OF[kind]:
        granted = memberships.grant(
            by=by,
            user_id=make.User().pk,
            organisation_id=organisation.pk,
            role=role,
            starts_on=ON,
            at=AT,
        )
        assert granted.role == role
    else:
        with pytest.raises(memberships.RoleNotHere):
            memberships.grant(
                by=by,
                user_id=make.User().pk,
                organisation_id=organisation.pk,
                role=role,
                starts_on=ON,
                at=AT,
            )


def test_granting_twice_grants_once() -> None:
    held = make.Membership()
    by = make.actor_with_role(held.organisation, Role.COMMISSIONER)

    again = memberships.grant(
        by=by,
        user_id=held.user_id,
        organisation_id=held.organisation_id,
        role=Role.CARE_MANAGER,
        starts_on=ON,
        at=AT,
    )

    assert again == held
    assert AuditEvent.objects.count() == 0


def test_ending_a_role_takes_effect_at_once_and_is_recorded_once() -> None:
    held = make.Membership()
    by = make.actor_with_role(held.organisation, Role.COMMISSIONER)

    memberships.end(by=by, membership_id=held.pk, at=AT, on=ON)
    memberships.end(by=by, membership_id=held.pk, at=AT, on=ON)

    held.refresh_from_db()
    assert (held.ended_at, held.ends_on) == (AT, ON)
    assert not Membership.objects.active(on=ON).filter(pk=held.pk).exists()
    event = AuditEvent.objects.get()
    assert (event.action, event.organisation_id) == ("MEMBERSHIP_ENDED", held.organisation_id)
    assert event.details == {"user": held.user_id, "role": "CARE_MANAGER"}


def test_a_role_that_has_not_begun_can_be_ended() -> None:
    held = make.Membership(starts_on=date(2026, 5, 1))
    by = make.actor_with_role(held.organisation, Role.COMMISSIONER)

    memberships.end(by=by, membership_id=held.pk, at=AT, on=ON)

    assert not Membership.objects.active(on=date(2026, 5, 1)).filter(pk=held.pk).exists()


def test_members_of_another_organisation_are_out_of_reach() -> None:
    held = make.Membership()
    by = make.actor_with_role(make.Authority(), Role.COMMISSIONER)

    with pytest.raises(NotAllowed):
        memberships.end(by=by, membership_id=held.pk, at=AT, on=ON)

    held.refresh_from_db()
    assert held.ended_at is None


def test_the_last_who_manages_members_stays() -> None:
    council = make.Authority()
    first = make.Membership(organisation=council, role=Role.COMMISSIONER.value)
    second = make.Membership(organisation=council, role=Role.COMMISSIONER.value)
    by = make.actor_for_member(first)
    memberships.end(by=by, membership_id=second.pk, at=AT, on=ON)

    with pytest.raises(memberships.LastManager):
        memberships.end(by=by, membership_id=first.pk, at=AT, on=ON)

    first.refresh_from_db()
    assert first.ended_at is None


def test_the_database_refuses_the_same_open_role_twice() -> None:
    held = make.Membership()

    with pytest.raises(IntegrityError), transaction.atomic():
        make.Membership(user=held.user, organisation=held.organisation)
    assert Membership.objects.count() == 1
