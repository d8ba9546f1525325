"""Who may: values in, yes or no out."""

from __future__ import annotations

import pytest

from accounts import permissions
from accounts.enums import Role, Scope
from accounts.permissions import Actor, NotAllowed

PERSON, OTHER_PERSON = 1, 2
BOROUGH, OTHER_BOROUGH = 10, 20


def test_somebody_acts_for_the_person_of_their_hat_within_their_scopes() -> None:
    actor = Actor(user_id=7, person_id=PERSON, scopes=frozenset({Scope.SEE, Scope.BILLS}))

    permissions.check_acts_for(by=actor, person_id=PERSON, scope=Scope.BILLS)

    assert not permissions.can_acts_for(by=actor, person_id=PERSON, scope=Scope.ORDER)
    assert not permissions.can_acts_for(by=actor, person_id=OTHER_PERSON, scope=Scope.BILLS)


def test_a_refusal_names_its_rule_and_what_was_needed() -> None:
    with pytest.raises(NotAllowed) as refused:
        permissions.check_acts_for(by=Actor(user_id=7), person_id=PERSON, scope=Scope.MONEY)

    assert (refused.value.rule, refused.value.needed) == ("ACTS-FOR", "MONEY")


def test_a_role_counts_only_in_the_organisation_of_the_hat() -> None:
    actor = Actor(
        user_id=7,
        organisation_id=BOROUGH,
        roles=frozenset({Role.CARE_MANAGER}),
        works_for=frozenset({BOROUGH, OTHER_BOROUGH}),
    )

    assert permissions.can_role(by=actor, organisation_id=BOROUGH, roles={Role.CARE_MANAGER})
    assert not permissions.can_role(by=actor, organisation_id=BOROUGH, roles={Role.COMMISSIONER})
    assert not permissions.can_role(
        by=actor, organisation_id=OTHER_BOROUGH, roles={Role.CARE_MANAGER}
    )


def test_scheduled_work_passes_every_check_and_says_its_name() -> None:
    job = permissions.system("pay_allocations")

    permissions.check_acts_for(by=job, person_id=PERSON, scope=Scope.MONEY)
    permissions.check_role(by=job, organisation_id=BOROUGH, roles={Role.FINANCE_OFFICER})
    permissions.check_system(by=job)

    assert job.is_system
    assert not job.is_anonymous
    with pytest.raises(ValueError, match="name"):
        permissions.system("")


def test_nobody_signed_in_passes_no_check() -> None:
    anonymous = permissions.ANONYMOUS

    assert anonymous.is_anonymous
    assert not permissions.can_acts_for(by=anonymous, person_id=PERSON, scope=Scope.SEE)
    assert not permissions.can_role(by=anonymous, organisation_id=BOROUGH, roles=set(Role))
    with pytest.raises(NotAllowed):
        permissions.check_signed_in(by=anonymous)
    with pytest.raises(NotAllowed):
        permissions.check_user(by=anonymous, user_id=7)
    with pytest.raises(NotAllowed):
        permissions.check_system(by=anonymous)
