"""Ordering from a budget that is tied to purposes: which part pays is a choice of the form."""

from __future__ import annotations

import pytest
from django.urls import reverse

from isf.models import Promise
from tests import signing_in
from tests.factories import marketplace as make
from tests.factories.tied import RESIDENTIAL
from tests.ordering import answers

pytestmark = [pytest.mark.django_db, pytest.mark.rule("ISF-RES-5")]


def url(name, version):
    return reverse(f"marketplace:{name}", args=[version.offer.reference])


def test_the_form_asks_which_part_of_the_budget_pays(first_of_june, client):
    """Two hours at 24.10 twice a week is 96.40; personal hours bring 96.00 less their fee."""
    fund, version = make.fund(parts=RESIDENTIAL), make.published()
    signing_in.sign_in(client, fund.person.user)
    form = client.get(url("order-create", version)).context["form"]
    assert [words.partition(", ")[2] for _, words in form.fields["fund"].choices] == [
        "core: £1,296.00 left to use",
        "personal: £345.60 left to use",
        "cash: £86.40 left to use",
        "not tied to a purpose: £0.00 left to use",
    ]
    sent = answers(version, fund, fund=f"{fund.reference}:personal")
    asked = client.post(url("order-create", version), sent)
    page = client.get(asked["Location"]).content.decode()
    assert ", personal" in page
    refused = client.post(url("order-check", version), sent).content.decode()
    assert "This is more than a week of your budget brings for “personal”" in refused
    assert "£345.60 is left to use for “personal” altogether." in refused
    assert not Promise.objects.exists()


def test_an_order_for_no_purpose_says_that_nothing_is_left_for_it(first_of_june, client):
    """The fund has 1,728.00, all of it tied: what is refused is said to be of untied money."""
    fund, version = make.fund(parts=RESIDENTIAL), make.published()
    signing_in.sign_in(client, fund.person.user)
    sent = answers(version, fund, fund=f"{fund.reference}:")
    refused = client.post(url("order-check", version), sent).content.decode()
    assert "brings for “Not tied to a purpose”" in refused
    assert "£0.00 is left to use for “Not tied to a purpose” altogether." in refused
    assert not Promise.objects.exists()


def test_an_order_is_placed_for_the_part_that_was_chosen(first_of_june, client):
    fund, version = make.fund(parts=RESIDENTIAL), make.published()
    signing_in.sign_in(client, fund.person.user)
    sent = answers(version, fund, fund=f"{fund.reference}:core")
    placed = client.post(url("order-check", version), sent)
    assert placed.status_code == 302
    assert Promise.objects.get().part == "core"


def test_a_part_has_to_be_chosen_and_has_to_be_there(first_of_june, client):
    fund, version = make.fund(parts=RESIDENTIAL), make.published()
    signing_in.sign_in(client, fund.person.user)
    for money in (str(fund.reference), f"{fund.reference}:garden", ""):
        form = client.post(url("order-create", version), answers(version, fund, fund=money))
        assert "fund" in form.context["form"].errors
