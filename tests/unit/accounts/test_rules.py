"""Roles by kind of organisation, what a basis rests on, and how long a secret lives."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from accounts.enums import Basis, OrganisationKind, Role
from accounts.rules import invitations, roles, tokens
from accounts.rules.invitations import State

AT = datetime.fromisoformat("2026-04-01T09:00+00:00")


def test_every_role_belongs_to_exactly_one_kind_of_organisation() -> None:
    held = [role for its_roles in roles.ROLES_OF.values() for role in its_roles]

    assert sorted(held) == sorted(Role)
    assert set(roles.ROLES_OF) == set(OrganisationKind)


def test_every_kind_has_somebody_who_manages_its_members_from_the_first_day() -> None:
    for kind, its_roles in roles.ROLES_OF.items():
        assert roles.FIRST_ROLE_OF[kind] in its_roles & roles.MANAGES_MEMBERS


def test_every_basis_is_chosen_or_rests_on_evidence() -> None:
    assert set(Basis) == roles.ADMITTED_BY_THE_PERSON | roles.RECORDED_WITH_EVIDENCE
    assert not roles.ADMITTED_BY_THE_PERSON & roles.RECORDED_WITH_EVIDENCE


def test_only_council_staff_reach_records_and_calls() -> None:
    council = roles.ROLES_OF[OrganisationKind.AUTHORITY]

    assert council >= roles.KEEPS_RECORDS | roles.SEES_RECORDS | roles.ANSWERS_CALLS


def test_all_staff_of_councils_and_providers_need_the_second_step() -> None:
    assert set(Role) - roles.NEEDS_SECOND_FACTOR == {Role.COMMUNITY_WORKER}


@pytest.mark.parametrize(
    ("accepted", "withdrawn", "after", "state"),
    [
        (None, None, timedelta(0), State.OPEN),
        (None, None, timedelta(days=7) - timedelta(microseconds=1), State.OPEN),
        (None, None, timedelta(days=7), State.EXPIRED),
        (AT, None, timedelta(days=30), State.ACCEPTED),
        (None, AT, timedelta(0), State.WITHDRAWN),
    ],
)
def test_where_an_invitation_stands(
    accepted: datetime | None, withdrawn: datetime | None, after: timedelta, state: State
) -> None:
    assert (
        invitations.state_of(
            expires_at=AT + invitations.LIFETIME,
            accepted_at=accepted,
            withdrawn_at=withdrawn,
            at=AT + after,
        )
        is state
    )


def test_tokens_are_long_different_and_kept_as_a_hash_only() -> None:
    first, second = tokens.new_token(), tokens.new_token()

    assert first != second
    assert len(first) >= 43
    assert tokens.hash_of(first) == tokens.hash_of(first)
    assert tokens.hash_of(first) != tokens.hash_of(second)
    assert first not in tokens.hash_of(first)
