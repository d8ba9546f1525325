"""What the form of an order asks, by the unit of the offer, and how it says what is missing."""

from __future__ import annotations

import pytest
from django.urls import reverse

from marketplace.enums import Unit
from tests.factories import marketplace as make

pytestmark = pytest.mark.django_db


def url(name, version):
    return reverse(f"marketplace:{name}", args=[version.offer.reference])


def test_an_offer_by_the_week_does_not_ask_how_many(holder):
    weekly = make.published(unit=Unit.WEEK)
    page = holder.get(url("offer-detail", weekly), {"quantity": "3"}).content.decode()
    assert "This costs £24.10 a week." in page
    assert "How many" not in page
    assert "Work it out again" not in page


@pytest.mark.parametrize(("unit", "visits"), [(Unit.DAY, 1), (Unit.WEEK, 1), (Unit.VISIT, 3)])
def test_only_what_has_a_time_can_have_another_one(holder, unit, visits):
    offered = make.published(unit=unit)
    page = holder.get(url("order-create", offered)).content.decode()
    assert page.count("visit at another time") == visits - 1


def test_what_is_missing_is_said_in_the_order_of_the_page(holder, version):
    page = holder.post(url("order-create", version), {"grade": ""}).content.decode()
    summary = page[page.index("There is a problem") :]
    assert summary.index("On which days?") < summary.index("Enter first day")
