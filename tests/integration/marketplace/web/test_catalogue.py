"""The pages on which a provider writes, previews, publishes and withdraws its offers."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.enums import Role
from marketplace.enums import OfferState
from marketplace.models import Offer, OfferVersion, Provider
from tests import signing_in
from tests.factories import accounts as make_accounts
from tests.factories import marketplace as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("first_of_june")]


def enter(client, provider, role=Role.PROVIDER_MANAGER):
    member = make_accounts.Membership(organisation=provider.organisation, role=role)
    signing_in.sign_in(client, member.user)
    return client


def at(name, *args):
    return reverse(f"marketplace:{name}", args=args)


def written(**changes):
    return {
        "title": "Mornings",
        "category": "HOME_CARE",
        "included": "Washing and breakfast.",
        "areas": [str(make.Area().reference)],
        "weekdays": ["0", "1"],
        "opens_at": "7am",
        "closes_at": "11am",
        "unit": "HOUR",
        "price_basic_weekday": "24.10",
        "price_basic_bank_holiday": "36.15",
        "notice_days": "7",
        "cancellation": "NONE",
        "vat": "EXEMPT",
        "vat_reason": "Welfare services by a registered provider.",
        "starts_on_day": "1",
        "starts_on_month": "6",
        "starts_on_year": "2026",
        **changes,
    }


def test_an_offer_is_written_previewed_and_published(client):
    enter(client, make.Provider())
    preview = client.post(at("catalogue-create"), written(), follow=True).content.decode()
    assert "Draft, as the public would see it" in preview
    assert "£36.15" in preview
    offer = Offer.objects.get()
    public = at("offer-detail", offer.reference)
    assert client.get(public).status_code == 404

    client.post(at("catalogue-publish", offer.reference))

    assert "Monday and Tuesday, 7am to 11am" in client.get(public).content.decode()


def test_what_a_draft_lacks_is_said_before_it_can_be_published(client):
    enter(client, make.Provider())
    gaps = written(areas=[], price_basic_bank_holiday="", vat_reason="")
    page = client.post(at("catalogue-create"), gaps, follow=True).content.decode()

    assert "Before you can publish" in page
    for words in ("at least one area", "a price for bank holidays", "Say why no VAT"):
        assert words in page
    refused = client.post(at("catalogue-publish", Offer.objects.get().reference), follow=True)
    assert "not published yet" in refused.content.decode()
    assert Offer.objects.get().state == OfferState.DRAFT


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": ""}, "Enter title"),
        ({"title": "x" * 121}, "There is a problem"),
        ({"category": "DRAGONS"}, "There is a problem"),
        ({"areas": ["nowhere"]}, "There is a problem"),
        ({"price_basic_weekday": "free"}, "for example 24.10"),
        ({"price_basic_weekday": "10000.01"}, "£10,000.00 or less"),
        ({"notice_days": "29"}, "There is a problem"),
        ({"opens_at": "dawn"}, "Enter a time"),
        ({"starts_on_day": "32"}, "in the calendar"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_is_saved(client, changes, words):
    enter(client, make.Provider())
    page = client.post(at("catalogue-create"), written(**changes)).content.decode()
    assert "There is a problem" in page
    assert words in page
    assert not OfferVersion.objects.exists()


def test_a_change_of_a_published_offer_is_a_new_version(client):
    version = make.published()
    enter(client, version.offer.provider)
    reference = version.offer.reference
    assert "24.10" in client.get(at("catalogue-edit", reference)).content.decode()

    better = written(title="Better mornings", price_basic_bank_holiday="34.10")
    client.post(at("catalogue-edit", reference), better)
    assert "Help at home" in client.get(at("offer-detail", reference)).content.decode()
    client.post(at("catalogue-publish", reference))

    assert "Better mornings" in client.get(at("offer-detail", reference)).content.decode()
    assert list(version.offer.versions.values_list("number", flat=True)) == [2, 1]


@pytest.mark.rule("ISF-BIL-4")
def test_a_higher_price_waits_until_notice_was_given(client):
    version = make.published()
    enter(client, version.offer.provider)
    reference = version.offer.reference
    soon = written(price_basic_weekday="24.11", starts_on_day="28")
    preview = client.post(at("catalogue-edit", reference), soon, follow=True).content.decode()
    assert "A higher price needs 28 days of notice" in preview
    refused = client.post(at("catalogue-publish", reference), follow=True)
    assert "not published yet" in refused.content.decode()

    client.post(at("catalogue-edit", reference), {**soon, "starts_on_day": "29"})
    client.post(at("catalogue-publish", reference))
    assert version.offer.versions.filter(published_at__isnull=False).count() == 2
    assert "24.10" in client.get(at("offer-detail", reference)).content.decode()


def test_withdrawing_asks_first(client):
    version = make.published()
    enter(client, version.offer.provider)
    address = at("catalogue-withdraw", version.offer.reference)
    assert "Orders that are running go on" in client.get(address).content.decode()
    assert Offer.objects.get().state == OfferState.PUBLISHED

    client.post(address)
    assert Offer.objects.get().state == OfferState.WITHDRAWN


def test_a_provider_says_who_it_is_before_its_first_offer(client):
    organisation = make_accounts.ProviderOrganisation(name="New Here")
    member = make_accounts.Membership(organisation=organisation, role=Role.PROVIDER_OWNER)
    signing_in.sign_in(client, member.user)
    assert client.get(at("catalogue-create"))["Location"] == at("provider-edit")

    page = client.post(at("provider-edit"), {"about": "We are new."}, follow=True).content.decode()
    assert "We are new." in page
    assert Provider.objects.get().organisation == organisation


@pytest.mark.parametrize("role", [Role.PROVIDER_FINANCE, Role.COMMISSIONER])
def test_other_roles_do_not_write_offers(client, role):
    version = make.published()
    enter(client, version.offer.provider, role)
    for name, args in (
        ("catalogue-list", []),
        ("catalogue-create", []),
        ("catalogue-edit", [version.offer.reference]),
    ):
        assert client.get(at(name, *args)).status_code == 404
