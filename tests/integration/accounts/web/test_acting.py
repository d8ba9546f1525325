"""For whom a request acts: chosen by the user, decided by the database, on every request."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import Basis, OrganisationKind, Role, Scope
from accounts.permissions import Actor
from accounts.web import clock
from tests.factories import accounts as make
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


def actor_of(client: Client) -> Actor:
    """The actor of this client's next request, found by the middleware itself."""
    return cast("Actor", client.get("/no-such-page/").wsgi_request.actor)


def switch(client: Client, hat: str, **more: str) -> Any:
    return client.post(reverse("accounts:acting-switch"), {"hat": hat, **more})


def test_nobody_is_nobody(client: Client) -> None:
    assert actor_of(client).is_anonymous


def test_somebody_with_nothing_linked_to_them_has_no_power(client: Client) -> None:
    user = make.User()
    sign_in(client, user)

    assert actor_of(client) == Actor(user_id=user.pk)


def test_a_person_acts_for_themself_at_first(client: Client) -> None:
    person = make.Person()
    make.Representative(user=person.user)
    sign_in(client, person.user)

    actor = actor_of(client)

    assert (actor.person_id, actor.representative_id) == (person.pk, None)
    assert actor.scopes == frozenset(Scope)


def test_switching_takes_one_step_and_lasts(client: Client) -> None:
    person = make.Person()
    power = make.Representative(user=person.user, scopes=["SEE", "BILLS"])
    sign_in(client, person.user)

    answer = switch(client, f"person:{power.person.reference}", next="/acting/")

    assert (answer.status_code, answer["Location"]) == (302, "/acting/")
    actor = actor_of(client)
    assert (actor.person_id, actor.representative_id) == (power.person_id, power.pk)
    assert actor.scopes == {Scope.SEE, Scope.BILLS}


def test_two_powers_over_one_person_add_up(client: Client) -> None:
    power = make.Representative(scopes=["SEE"])
    make.Representative(
        user=power.user, person=power.person, basis=Basis.DEPUTY.value, scopes=["MONEY"]
    )
    sign_in(client, power.user)

    assert actor_of(client).scopes == {Scope.SEE, Scope.MONEY}


def test_roles_are_those_of_the_organisation_chosen(client: Client) -> None:
    member = make.Membership(role=Role.CARE_MANAGER.value)
    make.Membership(
        user=member.user, organisation=member.organisation, role=Role.TEAM_MANAGER.value
    )
    elsewhere = make.Membership(
        user=member.user,
        organisation=make.ProviderOrganisation(name="Zest"),
        role=Role.PROVIDER_FINANCE.value,
    )
    sign_in(client, member.user)

    switch(client, f"organisation:{member.organisation.reference}")

    actor = actor_of(client)
    assert actor.roles == {Role.CARE_MANAGER, Role.TEAM_MANAGER}
    assert actor.works_for == {member.organisation_id, elsewhere.organisation_id}


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "", "\\\\e"]
)
def test_switching_never_leads_off_this_site(client: Client, elsewhere: str) -> None:
    person = make.Person()
    sign_in(client, person.user)

    answer = switch(client, "self", next=elsewhere)

    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_a_hat_of_somebody_else_does_not_exist(client: Client) -> None:
    person, stranger = make.Person(), make.Person()
    sign_in(client, person.user)

    answer = switch(client, f"person:{stranger.reference}")

    assert answer.status_code == 404
    assert actor_of(client).person_id == person.pk


@pytest.mark.parametrize("ended", ["yesterday", "a moment ago", "not begun"])
def test_a_power_that_is_over_is_dead_on_the_next_request(client: Client, ended: str) -> None:
    person = make.Person()
    power = make.Representative(user=person.user)
    sign_in(client, person.user)
    switch(client, f"person:{power.person.reference}")
    assert actor_of(client).person_id == power.person_id

    if ended == "yesterday":
        power.ends_on = clock.today() - timedelta(days=1)
    elif ended == "not begun":
        power.starts_on = clock.today() + timedelta(days=1)
    else:
        power.ended_at = clock.now()
    power.save()

    assert actor_of(client).person_id == person.pk
    assert actor_of(client).representative_id is None


def test_switching_takes_a_form_not_a_link(client: Client) -> None:
    person = make.Person()
    sign_in(client, person.user)

    assert client.get(reverse("accounts:acting-switch"), {"hat": "self"}).status_code == 405


def test_the_last_day_of_a_power_counts(client: Client) -> None:
    power = make.Representative(ends_on=clock.today())
    sign_in(client, power.user)

    assert actor_of(client).person_id == power.person_id


def test_finding_out_takes_the_same_queries_for_one_hat_and_for_many(
    client: Client, django_assert_num_queries: Any
) -> None:
    person = make.Person()
    for _ in range(3):
        make.Representative(user=person.user)
        make.Membership(
            user=person.user,
            organisation=make.Organisation(kind=OrganisationKind.COMMUNITY.value),
            role=Role.COMMUNITY_WORKER.value,
        )
    sign_in(client, person.user)

    with django_assert_num_queries(5):  # session, user, memberships, own record, powers
        client.get("/no-such-page/")
