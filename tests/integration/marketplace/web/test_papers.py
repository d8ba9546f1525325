"""A provider says with whom it is registered, or that it need not be; the council looks it up."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.enums import Role
from marketplace.models import Registration, RegistrationCheck
from tests import signing_in
from tests.factories import accounts
from tests.factories import marketplace as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("first_of_june")]
NEEDS_NONE = {"regulator": "CQC", "needed": "NONE", "number": "1-999999"}
CHECKED = {"checked_on_day": "1", "checked_on_month": "6", "checked_on_year": "2026"}


def at(name, *args):
    return reverse(f"marketplace:{name}", args=args)


def text(response):
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def enter(client, organisation, role):
    signing_in.sign_in(client, accounts.Membership(organisation=organisation, role=role).user)


@pytest.fixture
def provider():
    return make.Provider(organisation__name="Bright Days")


def test_who_needs_no_registration_says_so_and_the_council_agrees(client, provider):
    enter(client, provider.organisation, Role.PROVIDER_MANAGER)
    own = text(client.post(at("registration-edit"), NEEDS_NONE, follow=True))
    assert "Your registration is recorded" in own
    assert Registration.objects.get().registration_number == ""
    again = text(client.get(at("registration-edit")))
    assert 'value="NONE"' in again.split("No: nothing we sell")[0].rsplit("<input", 1)[1]
    assert "1-999999" not in again

    council = accounts.Authority()
    enter(client, council, Role.COMMISSIONER)
    page = text(client.get(at("registration-check", provider.reference)))
    assert "nothing it sells needs a registration" in page
    found = {"status": "NOT_NEEDED", "version": "1", **CHECKED}
    seen = text(client.post(at("registration-check", provider.reference), found, follow=True))
    assert "What you found is recorded" in seen
    assert RegistrationCheck.objects.count() == 1
    assert "1-999999" not in text(client.get(at("provider-detail", provider.reference)))


def test_a_number_is_asked_for_where_there_is_one(client, provider):
    enter(client, provider.organisation, Role.PROVIDER_MANAGER)
    said = {"regulator": "CQC", "needed": "NUMBER", "number": ""}
    assert "Enter the number with the regulator" in text(client.post(at("registration-edit"), said))
    assert "Say whether you are registered" in text(
        client.post(at("registration-edit"), {"regulator": "CQC"})
    )
    assert not Registration.objects.exists()


@pytest.mark.rule("MKT-CMP-8")
def test_who_recorded_the_papers_does_not_confirm_them_after_a_change_of_work(client, provider):
    member = accounts.Membership(organisation=provider.organisation, role=Role.PROVIDER_MANAGER)
    signing_in.sign_in(client, member.user)
    client.post(at("registration-edit"), {**NEEDS_NONE, "needed": "NUMBER"})
    member.delete()
    council = accounts.Authority()
    accounts.Membership(user=member.user, organisation=council, role=Role.COMMISSIONER)
    signing_in.sign_in(client, member.user)

    found = {"status": "REGISTERED", "version": "1", **CHECKED}
    page = text(client.post(at("registration-check", provider.reference), found, follow=True))
    assert "somebody else looks it up" in page
    assert not RegistrationCheck.objects.exists()

    enter(client, council, Role.COMMISSIONER)
    client.post(at("registration-check", provider.reference), found)
    assert RegistrationCheck.objects.count() == 1
