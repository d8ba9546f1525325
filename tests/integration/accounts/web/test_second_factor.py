"""Staff of councils and providers reach nothing before the second step; nobody else must."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from accounts.models import Membership, User
from accounts.operations import users
from accounts.permissions import system
from accounts.web import clock
from tests.factories import accounts as make
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)  # allauth acts on commit

SET_UP, PASS = "mfa_activate_totp", "mfa_reauthenticate"
PERIOD = 30


def app_code(secret: str, *, steps: int = 0) -> str:
    """What an authenticator app shows now, or some steps later."""
    counter = int(clock.now().timestamp()) // PERIOD + steps
    return format_hotp_value(hotp_value(secret, counter))


def staff(role: Role = Role.CARE_MANAGER) -> User:
    user = users.register(
        by=system("test"), email="carla@example.org", full_name="Carla", at=clock.now()
    )
    organisation = make.ProviderOrganisation() if "PROVIDER" in role else make.Authority()
    if role is Role.COMMUNITY_WORKER:
        organisation = make.Community()
    make.Membership(user=user, organisation=organisation, role=role.value)
    return user


def set_up(client: Client) -> str:
    """Set the second step up through the page; the secret is what the app would keep."""
    page = client.get(reverse(SET_UP))
    secret: str = page.context["form"].secret
    answer = client.post(reverse(SET_UP), {"code": app_code(secret)})
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    return secret


def sign_in_by_code(client: Client, user: User) -> Any:
    client.post(reverse("account_login"), {"login": user.email})
    code = re.search(r"^[0-9]{6}$", mail.outbox[-1].body, re.MULTILINE)
    assert code
    return client.post(reverse("account_confirm_login_code"), {"code": code[0]})


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.COMMUNITY_WORKER}))
def test_staff_are_led_to_set_it_up_whatever_they_ask_for(client: Client, role: Role) -> None:
    sign_in(client, staff(role), second_step=False)

    for page in ("/", "/people/", "/no-such-page/", reverse("mfa_index"), "/your-sign-in/"):
        assert client.get(page)["Location"].startswith(reverse(SET_UP)), page
    answer = client.post("/acting/switch/", {"hat": "self"})
    assert answer["Location"].startswith(reverse(SET_UP))
    assert client.get(reverse(SET_UP)).status_code == 200


@pytest.mark.parametrize("role", [Role.COMMUNITY_WORKER])
def test_others_need_none(client: Client, role: Role) -> None:
    sign_in(client, staff(role), second_step=False)

    assert client.get(reverse("accounts:acting-list")).status_code == 200


def test_setting_it_up_opens_the_door_and_gives_recovery_codes(client: Client) -> None:
    sign_in(client, staff(), second_step=False)

    set_up(client)

    codes = client.get(reverse("mfa_view_recovery_codes"))
    assert codes.content.decode().count("<li>") >= 10
    assert client.get(reverse("accounts:person-list")).status_code == 200


def test_a_wrong_code_sets_nothing_up(client: Client) -> None:
    sign_in(client, staff(), second_step=False)
    client.get(reverse(SET_UP))

    page = client.post(reverse(SET_UP), {"code": "not it"})

    assert "The code is not right" in page.content.decode()
    assert not Authenticator.objects.exists()


def test_the_secret_is_not_readable_in_the_database(client: Client) -> None:
    sign_in(client, staff(), second_step=False)

    secret = set_up(client)

    kept = Authenticator.objects.get(type=Authenticator.Type.TOTP).data["secret"]
    assert secret not in kept


def test_the_next_sign_in_asks_for_it(client: Client) -> None:
    user = staff()
    sign_in(client, user, second_step=False)
    secret = set_up(client)
    other = Client()

    answer = sign_in_by_code(other, user)
    assert answer["Location"] == reverse("mfa_authenticate")
    assert other.get("/people/")["Location"].startswith(reverse("account_login"))
    other.post(reverse("mfa_authenticate"), {"code": app_code(secret, steps=1)})

    assert other.get("/people/").status_code == 200


def test_a_recovery_code_works_once(client: Client) -> None:
    user = staff()
    sign_in(client, user, second_step=False)
    set_up(client)
    code = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"][0]
    first, second = Client(), Client()

    for other in (first, second):
        sign_in_by_code(other, user)
        other.post(reverse("mfa_authenticate"), {"code": code})

    assert first.get("/people/").status_code == 200
    assert second.get("/people/")["Location"].startswith(reverse("account_login"))


def test_a_session_from_before_it_was_set_up_must_pass_it(client: Client) -> None:
    user = staff()
    older = Client()
    sign_in(older, user, second_step=False)
    sign_in(client, user, second_step=False)
    secret = set_up(client)

    assert older.get("/people/")["Location"] == f"{reverse(PASS)}?next=%2Fpeople%2F"
    answer = older.post(reverse(PASS), {"code": app_code(secret, steps=1), "next": "/people/"})

    assert answer["Location"] == "/people/"
    assert older.get("/people/").status_code == 200


def test_turning_it_off_leads_back_to_setting_it_up_at_the_next_sign_in(client: Client) -> None:
    user = staff()
    sign_in(client, user, second_step=False)
    set_up(client)
    client.post(reverse("mfa_deactivate_totp"))
    other = Client()

    sign_in_by_code(other, user)

    assert other.get("/people/")["Location"].startswith(reverse(SET_UP))


def test_a_role_given_in_the_middle_of_a_session_asks_for_it_on_the_next_page(
    client: Client,
) -> None:
    person = make.Person()
    sign_in(client, person.user, second_step=False)
    assert client.get(reverse("accounts:acting-list")).status_code == 200

    Membership.objects.create(
        user=person.user,
        organisation=person.authority,
        role=Role.CARE_MANAGER.value,
        starts_on=clock.today(),
    )

    assert client.get(reverse("accounts:acting-list"))["Location"].startswith(reverse(SET_UP))


def test_an_address_can_be_changed_with_the_second_step_on(client: Client) -> None:
    user = staff()
    sign_in(client, user, second_step=False)
    set_up(client)

    client.post(reverse("account_email"), {"email": "carly@example.org", "action_add": "1"})
    code = re.search(r"^[0-9]{6}$", mail.outbox[-1].body, re.MULTILINE)
    assert code
    client.post(reverse("account_email_verification_sent"), {"code": code[0]})

    user.refresh_from_db()
    assert user.email == "carly@example.org"
