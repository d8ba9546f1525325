"""Money paid in: cumulative, once, and first for the fee, then for running orders, oldest first."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from isf.models import Allocation, Case, PlannedVisit
from isf.models.journal import JournalEntry
from isf.models.reservations import Reservation, ReservationEvent
from isf.operations import allocations
from isf.rules.schedule import Period
from tests.factories import accounts as make
from tests.factories.borough import Borough
from tests.factories.money import DAY, MONDAY, WEEK, Ordered, account, noon
from tests.ledger_sound import assert_ledger_sound, fingerprint

pytestmark = pytest.mark.django_db


def held(reference: object) -> int:
    row = Reservation.objects.filter(reference=str(reference)).first()
    return row.remaining if row else 0


def events(reference: object) -> list[tuple[str, int]]:
    rows = ReservationEvent.objects.filter(reservation__reference=str(reference)).order_by("id")
    return list(rows.values_list("change", "pence"))


@pytest.mark.rule("ISF-FUN-1")
def test_four_weeks_in_advance() -> None:
    """4 x 480.00 = 1,920.00 posted; the fee of those days, 192.00, is set aside at once."""
    borough = Borough()
    fund = borough.open_fund()

    paid = borough.pay(fund)

    assert (paid.amount_pence, paid.is_new) == (192000, True)
    row = account(fund)
    assert (row.posted, row.reserved) == (192000, 19200)
    assert_ledger_sound()


@pytest.mark.rule("ISF-FUN-1")
@pytest.mark.rule("ISF-LED-3")
def test_paying_a_period_again_returns_the_first_and_changes_nothing() -> None:
    borough = Borough()
    fund = borough.open_fund()
    first = borough.pay(fund)
    before = fingerprint()

    again = borough.pay(fund, on=MONDAY + DAY)

    assert (again.amount_pence, again.is_new) == (192000, False)
    assert again.posted is not None
    assert first.posted is not None
    assert again.posted.entry_id == first.posted.entry_id
    assert fingerprint() == before


@pytest.mark.rule("ISF-FUN-1")
def test_instalments_never_drift_from_the_whole() -> None:
    """Fifty-two weeks and a day at 480.01: paid weekly it is what one payment would be."""
    borough = Borough()
    fund = borough.open_fund(48001)
    for week in range(53):
        borough.pay(fund, MONDAY + week * WEEK, weeks=1)
    assert account(fund).posted == 53 * 48001
    uneven = borough.pay_days(fund, MONDAY + 53 * WEEK, MONDAY + 53 * WEEK)
    assert uneven.amount_pence == 6857  # 480.01 / 7 = 68.573


@pytest.mark.rule("ISF-FUN-1")
def test_a_zero_difference_posts_nothing() -> None:
    borough = Borough()
    fund = borough.open_fund()
    borough.pay(fund, weeks=8)
    before = fingerprint()
    inside = borough.pay(fund, weeks=4)
    assert (inside.amount_pence, inside.is_new, inside.posted) == (0, False, None)
    assert fingerprint() == before


@pytest.mark.rule("ISF-FUN-1")
def test_a_dry_run_says_the_amount_and_writes_nothing() -> None:
    borough = Borough()
    fund = borough.open_fund()
    before = fingerprint()
    found = allocations.pay(
        fund_id=fund.pk,
        period=Period(first_on=MONDAY, last_on=MONDAY + 4 * WEEK - DAY),
        by=borough.finance,
        at=noon(MONDAY),
        on=MONDAY,
        keep=False,
    )
    assert (found.amount_pence, found.is_new) == (192000, False)
    assert fingerprint() == before


@pytest.mark.rule("ISF-FUN-1")
def test_the_last_day_of_a_year() -> None:
    borough = Borough(starts_on=date(2026, 4, 1))
    fund = borough.open_fund(on=date(2026, 4, 1))
    for period in range(13):
        borough.pay(fund, date(2026, 4, 1) + period * 4 * WEEK)
    last = date(2027, 3, 31)
    assert borough.pay_days(fund, last, last).amount_pence == 6857


@pytest.mark.rule("ISF-FEE-7")
@pytest.mark.rule("ISF-RES-6")
def test_first_the_fee_then_the_oldest_order() -> None:
    """432.00 a week after the fee: both orders fit the promise and fill the money exactly."""
    borough = Borough()
    fund = borough.open_fund()
    old = borough.order(fund, 20000, weekdays=[4])
    young = borough.order(fund, 23200, weekdays=[0])

    borough.pay(fund, weeks=1)

    kinds = list(JournalEntry.objects.filter(fund=fund).order_by("seq").values_list("key"))
    assert [key.rsplit(":", 1)[-1] for (key,) in kinds] == ["r0", "fee", "orders"]
    assert (held("FEE"), held(old.order), held(young.order)) == (4800, 20000, 23200)
    assert account(fund).posted - account(fund).reserved == 0
    assert_ledger_sound()


def short_borough() -> tuple[Borough, Any, Ordered, Ordered]:
    """A promise of the whole week, and 100.00 of it spent before the second week is funded."""
    borough = Borough()
    fund = borough.open_fund()
    borough.pay(fund, weeks=1)
    borough.buy(fund, 10000)
    old = borough.order(fund, 10000, weekdays=[0, 1, 2], starts_on=MONDAY + WEEK)
    young = borough.order(fund, 13200, weekdays=[0], starts_on=MONDAY + WEEK)
    return borough, fund, old, young


@pytest.mark.rule("ISF-RES-6")
def test_what_does_not_fit_is_named_in_one_case_and_tried_again() -> None:
    """The first week is spent and the second cut to 300.00: 270.00 after the fee for 432.00."""
    borough, fund, old, young = short_borough()
    borough.buy(fund, 33200)  # nothing of the first week is left but its fee
    borough.budget(30000, rates={fund.deployment_id: 30000}, starts_on=MONDAY + WEEK)

    borough.pay(fund, MONDAY + WEEK, weeks=1)

    # 300.00 come in, 30.00 are the fee: two of three visits of the older order, none after them.
    assert events(old.order) == [("HOLD", 20000)]
    assert events(young.order) == []
    case = Case.objects.get(rule="ISF-RES-6")
    assert case.figures["visits"] == 2
    assert case.figures["available"] == 7000
    wednesday = MONDAY + WEEK + 2 * DAY
    assert case.figures["named"] == (f"{old.order}:{wednesday}, {young.order}:{MONDAY + WEEK}")
    assert_ledger_sound()

    borough.grant(fund, 100000, on=MONDAY + 2 * WEEK)
    borough.pay(fund, MONDAY + 2 * WEEK, weeks=1)

    assert events(old.order) == [("HOLD", 20000), ("HOLD", 40000)]  # the missed one and three new
    assert events(young.order) == [("HOLD", 26400)]
    assert Case.objects.filter(rule="ISF-RES-6").count() == 1
    assert_ledger_sound()


@pytest.mark.rule("ISF-RES-6")
def test_only_whole_visits_are_set_aside() -> None:
    borough, fund, old, _ = short_borough()
    borough.buy(fund, 33200)
    borough.budget(20000, rates={fund.deployment_id: 20000}, starts_on=MONDAY + WEEK)
    borough.pay(fund, MONDAY + WEEK, weeks=1)  # 200.00 less 20.00: one visit and 80.00
    rows = PlannedVisit.objects.filter(line__reference=old.line)
    assert [(row.day, row.reserved_pence) for row in rows] == [(MONDAY + WEEK, 10000)]
    assert account(fund).posted - account(fund).reserved == 8000


@pytest.mark.rule("ISF-FEE-7")
def test_too_little_money_still_sets_aside_what_there_is_for_the_fee() -> None:
    """A cut to 300.00 a week after 480.00 were paid and spent: the next week brings 138.00."""
    borough = Borough()
    fund = borough.open_fund()
    borough.pay(fund, weeks=1)
    borough.buy(fund, 43200)
    borough.budget(30000, rates={fund.deployment_id: 30000})
    # 180.00 too much was paid; only the 18.00 of fee that the cut no longer earns was left to take.
    assert Case.objects.filter(rule="ISF-FUN-4").count() == 1
    paid = borough.pay(fund, MONDAY + WEEK, weeks=1)
    assert paid.amount_pence == 13800
    assert held("FEE") == 6000  # two weeks at 30.00: 30.00 were held, 30.00 more
    assert_ledger_sound()


@pytest.mark.rule("ISF-LED-5")
def test_nothing_is_posted_for_tomorrow() -> None:
    borough = Borough()
    fund = borough.open_fund()
    before = fingerprint()
    with pytest.raises(Exception, match="Nothing can be posted") as refusal:
        allocations.pay(
            fund_id=fund.pk,
            period=Period(first_on=MONDAY, last_on=MONDAY),
            by=borough.finance,
            at=noon(MONDAY),
            on=MONDAY + timedelta(days=1),
        )
    assert getattr(refusal.value, "rule", "") == "ISF-LED-5"
    assert fingerprint() == before
    assert Allocation.objects.count() == 0


def test_a_payment_asks_for_the_rates_twice_and_for_no_shared_account() -> None:
    """Nobody contributes here; what the pen is opened with it does not ask for again."""
    borough = Borough()
    borough.pay(borough.open_fund())
    fund = borough.open_fund(person=make.Person(authority=borough.authority))
    with CaptureQueriesContext(connection) as asked:
        borough.pay(fund)
    said = [query["sql"] for query in asked.captured_queries]
    assert sum('FROM "isf_deploymentrate"' in sql for sql in said) == 2
    assert [sql for sql in said if sql.lstrip().startswith("SELECT id FROM isf_ledger")] == []
