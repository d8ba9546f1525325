"""The board of a council, the page of the provider itself, and who sees neither."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from django.urls import reverse

from accounts.enums import Role
from accounts.models import AuditEvent
from accounts.queries.acting import list_hats
from marketplace.enums import RegistrationStatus
from marketplace.models import FrameworkListing, Insurance, RegistrationCheck
from tests import signing_in
from tests.counting import queries
from tests.factories import accounts, compliance
from tests.factories import marketplace as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("first_of_june")]

FORMULAS = ("=", "+", "-", "@")
CERTIFICATE = {
    "kind": "PUBLIC_LIABILITY",
    "insurer": "Mutual",
    "cover_pence": "10000000",
    "starts_on_day": "1", "starts_on_month": "4", "starts_on_year": "2026",
    "ends_on_day": "31", "ends_on_month": "3", "ends_on_year": "2027",
}  # fmt: skip


def at(name, *args):
    return reverse(f"marketplace:{name}", args=args)


def text(response):
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def enter(client, organisation, role=Role.COMMISSIONER):
    member = accounts.Membership(organisation=organisation, role=role)
    signing_in.sign_in(client, member.user)
    return member


@pytest.fixture
def council():
    return accounts.Authority(name="People's Borough")


@pytest.fixture
def provider():
    return make.Provider(organisation__name="Bright Days")


def test_what_a_provider_records_is_on_the_board_at_once(client, council, provider):
    compliance.insurance(provider=provider, kind=compliance.InsuranceKind.EMPLOYERS_LIABILITY)
    enter(client, council)
    page = text(client.get(at("compliance-detail", provider.reference)))
    assert "Public liability insurance is not recorded" in page
    assert "a certificate that covers today, for at least £5,000,000.00" in page

    enter(client, provider.organisation, Role.PROVIDER_MANAGER)
    answer = client.post(at("insurance-create"), CERTIFICATE, follow=True)
    own = text(answer)
    assert "In force to 31 March 2027" in own

    enter(client, council)
    page = text(client.get(at("compliance-detail", provider.reference)))
    assert "In force to 31 March 2027" in page
    assert "1 April 2026" in page
    assert AuditEvent.objects.filter(action="INSURANCE_RECORDED").count() == 2


def test_both_sides_read_the_same_words(client, council, provider):
    said = compliance.registration(provider=provider)
    compliance.look(
        council=council,
        said=said,
        ends_on=date(2026, 5, 31),
        checked_on=date(2026, 5, 1),
    )
    enter(client, council)
    theirs = text(client.get(at("compliance-detail", provider.reference)))
    enter(client, provider.organisation, Role.PROVIDER_FINANCE)
    own = text(client.get(at("compliance-own"), {"council": council.reference}))
    for words in (
        "number 1-101668, has ended; the council looked on 1 May 2026",
        "The provider registers again and records its number",
        "1 June 2026",
    ):
        assert words in theirs
        assert words in own


def test_only_who_may_put_it_right_is_led_there(client, council, provider):
    enter(client, provider.organisation, Role.PROVIDER_FINANCE)
    assert at("insurance-create") not in text(client.get(at("compliance-own")))
    enter(client, provider.organisation, Role.PROVIDER_MANAGER)
    assert at("insurance-create") in text(client.get(at("compliance-own")))


def test_the_worst_comes_first_and_filters_narrow(client, council, provider):
    compliance.insured(provider=provider)
    compliance.listing(council=council, provider=provider)
    make.published(provider=provider)
    make.Provider(organisation__name="Another One")
    enter(client, council)
    page = text(client.get(at("compliance-board")))
    assert page.index("Another One") < page.index("Bright Days")
    on = text(client.get(at("compliance-board"), {"framework": "on"}))
    assert "Bright Days" in on
    assert "Another One" not in on
    met = {"check": "INSURANCE", "state": "MET"}
    assert "Another One" not in text(client.get(at("compliance-board"), met))
    assert "Bright Days" not in text(client.get(at("compliance-board"), {"q": "other"}))
    nothing = text(client.get(at("compliance-board"), {"q": "nobody"}))
    assert "Take a filter away" in nothing


def test_what_one_council_records_another_does_not_see(client, council, provider):
    row = compliance.listing(council=council, provider=provider)
    said = compliance.registration(provider=provider)
    check = compliance.look(council=council, said=said)
    enter(client, accounts.Authority())
    page = text(client.get(at("compliance-detail", provider.reference)))
    assert "Has not been on the framework" in page
    assert "has not looked it up" in page
    assert client.get(at("listing-edit", row.reference)).status_code == 404
    assert client.get(at("framework-edit", row.framework.reference)).status_code == 404
    assert client.post(at("registration-undo", check.reference)).status_code == 404
    assert "Home care" not in text(client.get(at("framework-list")))
    assert RegistrationCheck.objects.count() == 1


def test_one_provider_never_sees_another(client, council, provider):
    row = compliance.insurance(provider=provider)
    other = make.Provider()
    enter(client, other.organisation, Role.PROVIDER_OWNER)
    for path in (
        at("compliance-detail", provider.reference),
        at("compliance-board"),
        at("compliance-export"),
        at("insurance-edit", row.reference),
        at("registration-check", provider.reference),
    ):
        assert client.get(path).status_code == 404
    assert client.post(at("insurance-edit", row.reference), CERTIFICATE).status_code == 404
    assert "Mutual of Weavers Row" not in text(client.get(at("compliance-own")))


def test_a_correction_keeps_what_was_said(client, council, provider):
    row = compliance.insurance(provider=provider)
    enter(client, provider.organisation, Role.PROVIDER_MANAGER)
    later = {**CERTIFICATE, "ends_on_year": "2028", "version": "1"}
    page = text(client.post(at("insurance-edit", row.reference), later, follow=True))
    assert "31 March 2028" in page
    assert "31 March 2027" in page
    stale = text(client.post(at("insurance-edit", row.reference), CERTIFICATE | {"version": "1"},
                             follow=True))  # fmt: skip
    assert "Somebody changed this meanwhile" in stale
    gone = {**later, "version": "2", "withdraw": "on"}
    assert "counts no more" in text(
        client.post(at("insurance-edit", row.reference), gone, follow=True)
    )
    assert Insurance.objects.filter(reference=row.reference).count() == 3
    assert client.get(at("insurance-edit", row.reference)).status_code == 404


def test_a_listing_ends_and_is_put_right(client, council, provider):
    row = compliance.listing(council=council, provider=provider)
    enter(client, council)
    ended = {
        "framework": str(row.framework.reference),
        "starts_on_day": "1", "starts_on_month": "2", "starts_on_year": "2026",
        "ends_on_day": "31", "ends_on_month": "5", "ends_on_year": "2026",
        "reason": "It left at its own wish.",
        "version": "1",
    }  # fmt: skip
    page = text(client.post(at("listing-edit", row.reference), ended, follow=True))
    assert "Off the framework since 1 June 2026" in page
    assert "It left at its own wish." in page
    assert "Its bid was accepted." in page
    assert FrameworkListing.objects.count() == 2


def test_what_was_found_is_taken_back_and_kept(client, council, provider):
    said = compliance.registration(provider=provider)
    check = compliance.look(council=council, said=said, status=RegistrationStatus.NOT_FOUND)
    enter(client, council)
    page = text(client.post(at("registration-undo", check.reference), follow=True))
    assert "has not looked it up" in page
    assert "Taken back" in page


def test_who_works_for_the_provider_does_not_confirm(client, council, provider):
    said = compliance.registration(provider=provider)
    member = enter(client, council)
    accounts.Membership(
        user=member.user, organisation=provider.organisation, role=Role.PROVIDER_MANAGER
    )
    hats = list_hats(user_id=member.user_id, on=compliance.ON)
    hat = next(hat for hat in hats if hat.organisation == council.reference)
    client.post(reverse("accounts:acting-switch"), {"hat": hat.key})
    found = {
        "status": "REGISTERED", "version": str(said.number),
        "checked_on_day": "1", "checked_on_month": "6", "checked_on_year": "2026",
    }  # fmt: skip
    page = client.post(at("registration-check", provider.reference), found, follow=True)
    assert "somebody else looks it up" in text(page)
    assert not RegistrationCheck.objects.exists()


def test_numbers_hold_from_their_day(client, council, provider):
    compliance.insured(provider=provider, ends_on=date(2026, 7, 31))
    enter(client, council)
    address = at("compliance-detail", provider.reference)
    assert "ends after" not in text(client.get(address))
    form = {
        "starts_on_day": "1", "starts_on_month": "6", "starts_on_year": "2026",
        "soon_days": "60", "recheck_days": "365", "bill_soon_days": "7", "fee_near_percent": "95",
        "public_liability_pence": "5000000", "employers_liability_pence": "0",
    }  # fmt: skip
    client.post(at("compliance-policy"), form)
    assert "Public liability insurance ends after 31 July 2026" in text(client.get(address))
    back = {**form, "starts_on_day": "31", "starts_on_month": "5"}
    assert "past days keep their numbers" in text(client.post(at("compliance-policy"), back))


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t=", " ="])
def test_the_file_holds_no_formula(client, council, begins):
    make.Provider(organisation__name=f"{begins}HYPERLINK(1)")
    enter(client, council)
    answer = client.get(at("compliance-export"))
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == 7
    assert {row[0] for row in rows[1:]} == {f"'{begins}HYPERLINK(1)"}
    assert not [cell for row in rows for cell in row if cell.strip().startswith(FORMULAS)]


def test_as_many_queries_for_many_providers_as_for_one(client, council):
    fund = make.fund(person=accounts.Person(authority=council), weekly_pence=480_000)

    def whole():
        one = make.Provider()
        make.accepted(version=make.published(provider=one), fund=fund)
        compliance.insured(provider=one)
        compliance.listing(council=council, provider=one)
        compliance.look(council=council, said=compliance.registration(provider=one))
        make.published(provider=one)

    whole()
    enter(client, council)
    queries(client, at("compliance-board"))
    one = queries(client, at("compliance-board"))
    for _ in range(3):
        whole()
    assert queries(client, at("compliance-board")) == one
    many = [make.Provider.build(organisation=accounts.ProviderOrganisation()) for _ in range(496)]
    type(many[0]).objects.bulk_create(many)
    assert queries(client, at("compliance-board")) == one
