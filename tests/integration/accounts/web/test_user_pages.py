"""Your own sign-in as pages."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEvent
from accounts.operations import users
from accounts.permissions import Actor, NotAllowed, system
from accounts.web import clock
from tests.factories import accounts as make
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


def test_somebody_changes_their_own_name(client: Client) -> None:
    user = make.User(full_name="Ros")
    sign_in(client, user)

    page = client.post(reverse("accounts:user-edit"), {"full_name": "Rosa Lane"}, follow=True)

    assert "Your name was changed." in page.content.decode()
    user.refresh_from_db()
    assert user.full_name == "Rosa Lane"
    assert AuditEvent.objects.get().action == "USER_RENAMED"


@pytest.mark.parametrize("name", ["", "   ", "x" * 201])
def test_a_name_that_is_none_is_refused(client: Client, name: str) -> None:
    user = make.User(full_name="Rosa")
    sign_in(client, user)

    page = client.post(reverse("accounts:user-edit"), {"full_name": name})

    assert page.status_code == 200
    assert "govuk-error-summary" in page.content.decode()
    user.refresh_from_db()
    assert user.full_name == "Rosa"


def test_nobody_renames_somebody_else() -> None:
    user = make.User(full_name="Rosa")

    with pytest.raises(NotAllowed):
        users.rename(
            by=Actor(user_id=make.User().pk), user_id=user.pk, full_name="Eve", at=clock.now()
        )

    user.refresh_from_db()
    assert user.full_name == "Rosa"


def test_an_address_is_registered_once() -> None:
    users.register(by=system("test"), email="rosa@example.org", full_name="Rosa", at=clock.now())

    with pytest.raises(users.EmailTaken):
        users.register(by=system("test"), email="ROSA@example.org", full_name="R", at=clock.now())
