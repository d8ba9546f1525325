"""The members of an organisation as pages."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.enums import Role
from accounts.models import Invitation, Membership
from tests.factories import accounts as make
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db

LIST = "/members/"


@pytest.fixture
def owner(client: Client) -> Membership:
    member: Membership = make.Membership(
        organisation=make.ProviderOrganisation(name="Bright Mornings"),
        role=Role.PROVIDER_OWNER.value,
    )
    sign_in(client, member.user)
    return member


def test_from_invitation_to_the_last_day(
    client: Client, owner: Membership, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        client.post(
            reverse("accounts:member-invite"),
            {"role": "PROVIDER_FINANCE", "email": "fay@example.org"},
        )
    assert "fay@example.org: Finance" in client.get(LIST).content.decode()
    found = re.search(r"http://testserver(/invitation/\S+)", mail.outbox[0].body)
    assert found
    fay = make.User(email="fay@example.org", full_name="Fay Figures")
    EmailAddress.objects.create(user=fay, email=fay.email, verified=True, primary=True)
    hers = Client()
    sign_in(hers, fay)
    assert "Work for Bright Mornings as finance" in hers.get(found[1]).content.decode()
    hers.post(found[1] + "accept/")
    assert "Fay Figures" in client.get(LIST).content.decode()

    role = Membership.objects.get(user=fay)
    assert "End the role of Fay Figures?" in client.get(f"{LIST}{role.pk}/end/").content.decode()
    client.post(f"{LIST}{role.pk}/end/")

    assert hers.get(reverse("accounts:acting-list")).wsgi_request.actor.roles == frozenset()
    assert "Fay Figures" not in client.get(LIST).content.decode()


def test_an_invitation_is_taken_back(client: Client, owner: Membership) -> None:
    client.post(
        reverse("accounts:member-invite"), {"role": "PROVIDER_FINANCE", "email": "fay@example.org"}
    )
    reference = Invitation.objects.get().reference

    page = client.post(
        reverse("accounts:invitation-withdraw", args=[reference]), follow=True
    ).content.decode()

    assert "The invitation was taken back." in page
    assert "fay@example.org" not in page


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"role": "COMMISSIONER"}, "not one of the available choices"),
        ({"role": ""}, "what will they do here"),
        ({"email": ""}, "e-mail address"),
    ],
)
def test_what_is_wrong_is_said_and_nobody_is_invited(
    client: Client, owner: Membership, wrong: dict[str, str], says: str
) -> None:
    page = client.post(
        reverse("accounts:member-invite"),
        {"role": "PROVIDER_FINANCE", "email": "fay@example.org", **wrong},
    )

    assert page.status_code == 200
    assert says in page.content.decode().lower()
    assert Invitation.objects.count() == 0


def test_the_last_owner_is_told_what_to_do_first(client: Client, owner: Membership) -> None:
    page = client.post(f"{LIST}{owner.pk}/end/")

    assert "Invite somebody to that role first" in page.content.decode()
    owner.refresh_from_db()
    assert owner.ended_at is None


def test_leaving_oneself_leads_to_the_choice_of_hats(client: Client, owner: Membership) -> None:
    make.Membership(organisation=owner.organisation, role=Role.PROVIDER_OWNER.value)

    answer = client.post(f"{LIST}{owner.pk}/end/")

    assert answer["Location"] == reverse("accounts:acting-list")


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.COMMISSIONER, Role.PROVIDER_OWNER}))
def test_only_those_who_manage_members_see_them(client: Client, role: Role) -> None:
    member = make.Membership(role=role.value)
    sign_in(client, member.user)

    expected = 200 if role is Role.COMMUNITY_WORKER else 404
    assert client.get(LIST).status_code == expected


def test_the_same_queries_for_one_member_and_for_three(
    client: Client, owner: Membership, django_assert_num_queries: Any
) -> None:
    def add() -> None:
        make.Membership(organisation=owner.organisation, role=Role.PROVIDER_FINANCE.value)
        make.Invitation(
            organisation=owner.organisation,
            role=Role.PROVIDER_FINANCE.value,
            expires_at="2999-01-01T00:00+00:00",
        )

    add()
    with CaptureQueriesContext(connection) as for_one:
        client.get(LIST)
    add()
    add()
    with django_assert_num_queries(len(for_one)):
        client.get(LIST)
