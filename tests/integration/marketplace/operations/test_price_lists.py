"""Publishing a whole price list: exactly what was shown, all of it or nothing, once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.enums import DayType, Role
from accounts.models import AuditEvent
from accounts.permissions import NotAllowed
from marketplace.enums import Grade
from marketplace.models import OfferText, OfferVersion, PriceList
from marketplace.operations import offers, price_lists
from marketplace.queries import full_text, offer_content
from marketplace.queries import offers as offer_reads
from marketplace.queries import price_lists as reads
from marketplace.rules import price_files
from marketplace.rules.price_files import Column
from tests.factories import accounts as make_accounts
from tests.factories import marketplace as make

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 1)
NOW = make.noon(TODAY)
NOTICE_OVER = date(2026, 6, 29)
GRADES = {"support worker": Grade.BASIC}


def file(*rows):
    """A list of (offer version, weekday price, from)."""
    lines = [
        [str(version.offer.reference), "", "Support worker", price, "26.10", "27.10", "34.10", day]
        for version, price, day in rows
    ]
    return price_files.write(rows=[list(Column), *lines])


def check(provider, content, *, by=None, on=TODAY):
    return price_lists.check(
        by=by or make.manager(provider),
        organisation_id=provider.organisation_id,
        content=content,
        grades=GRADES,
        at=make.noon(on),
        on=on,
    )


def checked(provider, content):
    row = check(provider, content).price_list
    assert row is not None
    return row


def publish(row, *, by=None, on=TODAY):
    return price_lists.apply(
        by=by or make.manager(row.provider),
        price_list=row.reference,
        grades=GRADES,
        at=make.noon(on),
        on=on,
    )


def weekday_price(version, *, on):
    current = offer_reads.get_current(offer=version.offer.reference, on=on)
    return offer_content.read_prices(version=current)[Grade.BASIC, DayType.WEEKDAY]


@pytest.fixture
def provider():
    return make.Provider()


def test_a_fall_begins_today_and_keeps_every_word(provider):
    before = make.published(provider=provider, title="Mornings", areas=[make.Area(), make.Area()])
    row = publish(checked(provider, file((before, "23.00", ""))))

    after = offer_reads.get_current(offer=before.offer.reference, on=TODAY)
    old, new = offer_content.read(version=before), offer_content.read(version=after)
    assert (after.number, new.starts_on, row.offers) == (2, TODAY, 1)
    assert new.prices == {**old.prices, (Grade.BASIC, DayType.WEEKDAY): 2300}
    assert new.areas == old.areas
    assert (new.title, new.included, new.opens_at) == (old.title, old.included, old.opens_at)
    assert full_text.list_matching(text="mornings") == [after.pk]
    assert OfferText.objects.count() == 1


@pytest.mark.rule("ISF-BIL-4")
def test_a_rise_is_seen_after_its_notice_and_running_orders_keep_their_price(provider):
    version = make.published(provider=provider)
    order = make.accepted(version=version)
    publish(checked(provider, file((version, "26.00", ""))))

    assert weekday_price(version, on=NOTICE_OVER - timedelta(days=1)) == 2410
    assert weekday_price(version, on=NOTICE_OVER) == 2600
    kept = {str(price.price.amount) for price in order.prices.filter(day_type="WEEKDAY")}
    assert kept == {"24.10"}


def test_all_of_it_is_published_or_nothing(provider):
    first, second = make.published(provider=provider), make.published(provider=provider)
    found = check(provider, file((first, "23.00", ""), (second, "free", "")))
    assert found.price_list is None
    assert [problem.row for problem in found.plan.problems] == [3]
    assert not PriceList.objects.exists()

    publish(checked(provider, file((first, "23.00", ""), (second, "26.00", "2026-07-01"))))
    assert weekday_price(first, on=TODAY) == 2300
    assert weekday_price(second, on=date(2026, 7, 1)) == 2600


def test_publishing_twice_publishes_once(provider):
    version = make.published(provider=provider)
    row = checked(provider, file((version, "23.00", "")))
    assert publish(row) == publish(row, on=TODAY + timedelta(days=3))
    assert OfferVersion.objects.filter(offer=version.offer).count() == 2
    assert AuditEvent.objects.filter(action="PRICE_LIST_APPLIED").count() == 1


def test_of_two_lists_checked_at_once_the_second_is_stale(provider):
    version = make.published(provider=provider)
    one = checked(provider, file((version, "23.00", "")))
    other = checked(provider, file((version, "22.00", "")))
    publish(one)
    with pytest.raises(price_lists.Stale):
        publish(other)
    assert weekday_price(version, on=TODAY) == 2300


@pytest.mark.parametrize("what", ["another day", "withdrawn", "a draft", "a new version"])
def test_what_was_shown_is_what_is_published(provider, what):
    version = make.published(provider=provider)
    row = checked(provider, file((version, "23.00", "")))
    by, offer = make.manager(provider), version.offer.reference
    content = make.content(title="Other words", starts_on=TODAY)
    if what == "withdrawn":
        offers.withdraw(by=by, offer=offer, at=NOW)
    if what in {"a draft", "a new version"}:
        offers.edit(by=by, offer=offer, content=content, at=NOW)
    if what == "a new version":
        offers.publish(by=by, offer=offer, at=NOW, on=TODAY)
    versions = OfferVersion.objects.count()

    with pytest.raises(price_lists.Stale):
        publish(row, on=TODAY + timedelta(days=what == "another day"))
    assert OfferVersion.objects.count() == versions
    assert PriceList.objects.get().applied_at is None


def test_an_announced_rise_can_be_corrected_by_another_list(provider):
    version = make.published(provider=provider)
    publish(checked(provider, file((version, "62.00", ""))))
    found = check(provider, file((version, "26.00", "")))
    (change,) = found.plan.changes
    assert change.current.waits_until == NOTICE_OVER
    publish(found.price_list)
    assert weekday_price(version, on=NOTICE_OVER) == 2600


def test_offers_of_others_are_unknown(provider):
    foreign = make.published()
    (problem,) = check(provider, file((foreign, "1.00", ""))).plan.problems
    assert problem.trouble == "OFFER_UNKNOWN"


def test_only_who_sells_for_the_provider_may(provider):
    version = make.published(provider=provider)
    row = checked(provider, file((version, "23.00", "")))
    others = [
        make.finance(provider),
        make.manager(make.Provider()),
        make_accounts.actor_with_role(provider.organisation, Role.COMMISSIONER),
    ]
    for by in others:
        with pytest.raises(NotAllowed):
            check(provider, file((version, "23.00", "")), by=by)
        with pytest.raises(NotAllowed):
            publish(row, by=by)
        with pytest.raises(NotAllowed):
            reads.get_checked(by=by, price_list=row.reference, grades=GRADES, on=TODAY)


def test_lists_nobody_published_are_forgotten_after_two_days(provider):
    version = make.published(provider=provider)
    left = checked(provider, file((version, "23.00", "")))
    done = publish(checked(provider, file((version, "22.00", ""))))
    third = check(provider, file((version, "21.00", "")), on=TODAY + timedelta(days=3))
    kept = set(PriceList.objects.values_list("pk", flat=True))
    assert kept == {done.pk, third.price_list.pk}
    assert left.pk not in kept


def test_a_long_list_asks_no_more_than_a_short_one(provider):
    versions = [make.published(provider=provider) for _ in range(4)]
    counts = []
    for some, price in ((versions[:1], "23.00"), (versions, "22.00")):
        row = checked(provider, file(*[(version, price, "") for version in some]))
        by = make.manager(provider)
        with CaptureQueriesContext(connection) as asked:
            publish(row, by=by)
        counts.append(len(asked.captured_queries))
    assert counts[0] == counts[1]
