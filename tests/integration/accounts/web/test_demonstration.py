"""One-click sign-in exists on a demonstration site, for invented people, and nowhere else."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts import permissions
from accounts.enums import Role
from accounts.models import User
from accounts.operations import demonstration
from accounts.queries import demonstration as people
from accounts.web import clock
from tests.factories import accounts as make
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def carla() -> User:
    member = make.Membership(role=Role.CARE_MANAGER.value)
    demonstration.mark(
        by=permissions.system("seed_demo"),
        user_id=member.user_id,
        role="care-manager",
        at=clock.now(),
    )
    user: User = member.user
    user.refresh_from_db()
    return user


def press(client: Client, role: str = "care-manager", **more: str) -> Any:
    return client.post(reverse("accounts:demonstration-sign-in"), {"role": role, **more})


def test_one_click_signs_in_past_the_second_step(
    client: Client, carla: User, settings: Any
) -> None:
    settings.DEMONSTRATION = True

    answer = press(client, next="/people/")

    assert answer["Location"] == "/people/"
    page = client.get("/people/")
    assert page.status_code == 200
    assert page.wsgi_request.user == carla


def test_one_click_replaces_whoever_was_signed_in(
    client: Client, carla: User, settings: Any
) -> None:
    settings.DEMONSTRATION = True
    person = make.Person()
    sign_in(client, person.user)
    client.post(reverse("accounts:acting-switch"), {"hat": "self"})

    press(client)

    assert client.get("/people/").wsgi_request.user == carla
    assert "acting_hat" not in client.session


def test_a_site_for_real_people_has_no_such_page(client: Client, carla: User) -> None:
    assert press(client).status_code == 404
    assert client.get("/your-sign-in/").status_code == 302


def test_a_session_from_a_demonstration_is_worth_nothing_outside_one(
    client: Client, carla: User, settings: Any
) -> None:
    settings.DEMONSTRATION = True
    press(client)
    settings.DEMONSTRATION = False

    answer = client.get("/people/")

    assert answer["Location"].startswith(reverse("mfa_activate_totp"))


def test_only_invented_people_are_offered(client: Client, carla: User, settings: Any) -> None:
    settings.DEMONSTRATION = True
    make.User()

    assert [user.pk for user in people.list_people()] == [carla.pk]
    for role in ("", "somebody-else", "\x00"):
        assert press(client, role).status_code == 404


def test_an_invented_person_who_did_not_come_by_the_click_needs_the_second_step(
    client: Client, carla: User, settings: Any
) -> None:
    settings.DEMONSTRATION = True
    sign_in(client, carla, second_step=False)

    assert client.get("/people/")["Location"].startswith(reverse("mfa_activate_totp"))


def test_only_the_operator_marks_people(carla: User) -> None:
    with pytest.raises(permissions.NotAllowed):
        demonstration.mark(
            by=permissions.Actor(user_id=carla.pk),
            user_id=make.User().pk,
            role="budget-holder",
            at=clock.now(),
        )
    assert people.find_person(role="budget-holder") is None
