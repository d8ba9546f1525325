"""Real processes buy, publish and review at the same moment: it ends as if one after the other."""

from __future__ import annotations

from uuid import uuid4

import pytest

from accounts.enums import Role
from accounts.models import AuditEvent
from isf.models import Fund, PlannedVisit, Promise
from isf.models.journal import JournalEntry
from isf.models.reservations import Reservation
from isf.operations import purchases
from marketplace.models import OfferVersion, Order, OrderLine, OrderPrice, Provider
from marketplace.operations import price_lists
from marketplace.rules import price_files
from marketplace.rules.price_files import Column
from tests.factories import accounts as make_accounts
from tests.factories import marketplace as make
from tests.factories.money import account, bought
from tests.factories.reviews import buyer
from tests.integration.marketplace.races.requests import FIRST_OF_JUNE, GRADES, NOW
from tests.ledger_sound import assert_ledger_sound
from tests.races import RUNNERS, race

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
ASKS = "tests.integration.marketplace.races.requests"
ONE_HOUR = 2410
WRITTEN = (Order, OrderLine, OrderPrice, Promise, PlannedVisit, Reservation, JournalEntry)


def fund_with(pence: int) -> Fund:
    """A fund of which all but so much has been spent."""
    fund = make.fund()
    mine = account(fund)
    purchases.record(
        fund_id=fund.pk,
        bought=bought(mine.posted - mine.reserved - pence),
        by=make_accounts.actor_for_person(fund.person),
        at=NOW,
        on=FIRST_OF_JUNE,
    )
    return fund


def counts() -> list[int]:
    return [model._default_manager.count() for model in (*WRITTEN, AuditEvent)]


@pytest.mark.rule("ISF-RES-2")
def test_the_last_hour_is_sold_once() -> None:
    """24.10 is left; each process orders one hour of another offer through the marketplace."""
    fund = fund_with(ONE_HOUR)
    versions = [make.published().pk for _ in range(RUNNERS)]
    before = counts()

    told = race(f"{ASKS}:order", fund=fund.pk, versions=versions)

    refused = [one for one in told if "done" not in one]
    assert [one["refused"] for one in refused] == ["InsufficientFunds"] * (RUNNERS - 1)
    assert all(
        one["facts"] == {"available_pence": 0, "requested_pence": ONE_HOUR} for one in refused
    )
    order = Order.objects.get()
    assert [one["done"] for one in told if "done" in one] == [str(order.reference)]
    prices = OrderPrice.objects.count()
    promised_and_placed = 2
    assert [now - then for now, then in zip(counts(), before, strict=True)] == [
        *(1, 1, prices, 1, 1, 1, 1),
        promised_and_placed,
    ]
    assert Promise.objects.get().order == order.reference
    assert account(fund).posted - account(fund).reserved == 0
    assert_ledger_sound()


@pytest.mark.rule("ISF-LED-3")
def test_one_form_sent_by_many_is_one_order() -> None:
    fund = fund_with(ONE_HOUR)
    version = make.published().pk

    told = race(f"{ASKS}:order", fund=fund.pk, versions=[version] * RUNNERS, token=str(uuid4()))

    assert [one["done"] for one in told] == [str(Order.objects.get().reference)] * RUNNERS
    assert account(fund).posted - account(fund).reserved == 0
    assert AuditEvent.objects.filter(action="ORDER_PLACED").count() == 1
    assert_ledger_sound()


@pytest.mark.rule("ISF-BIL-4")
def test_one_price_list_applied_by_many_is_published_once() -> None:
    provider = make.Provider()
    version = make.published(provider=provider)
    row = [str(version.offer.reference), "", "Support worker"]
    member = make_accounts.Membership(
        organisation=provider.organisation, role=Role.PROVIDER_MANAGER.value
    )
    checked = price_lists.check(
        by=make_accounts.actor_for_member(member),
        organisation_id=provider.organisation_id,
        content=price_files.write(
            rows=[list(Column), [*row, "20.10", "22.10", "23.10", "30.10", "2026-06-01"]]
        ),
        grades=GRADES,
        at=NOW,
        on=FIRST_OF_JUNE,
    )
    assert checked.price_list is not None

    told = race(f"{ASKS}:price_list", list=checked.price_list.pk, member=member.pk)

    assert [one.get("done") for one in told] == [1] * RUNNERS
    assert list(OfferVersion.objects.order_by("number").values_list("number", flat=True)) == [1, 2]
    assert AuditEvent.objects.filter(action="PRICE_LIST_APPLIED").count() == 1


@pytest.mark.rule("MKT-REV-2")
def test_reviews_written_at_once_are_all_counted() -> None:
    provider = make.Provider()
    people = [buyer(provider=provider) for _ in range(RUNNERS)]
    stars = [1, 3, 5]

    told = race(
        f"{ASKS}:review",
        provider=str(provider.reference),
        people=[person.pk for person in people],
        stars=stars,
    )

    assert [one for one in told if "done" not in one] == []
    counted = Provider.objects.get(pk=provider.pk)
    assert (counted.reviews, counted.service_stars) == (RUNNERS, sum(stars))
