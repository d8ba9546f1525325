"""Which visits may be recorded, at the edges of an order and of today."""

from datetime import date, time
from fractions import Fraction
from uuid import UUID

import pytest

from marketplace.rules import deliveries, visits

MONDAY = date(2026, 6, 1)
PATTERN = visits.Pattern(
    line=UUID(int=1),
    weekdays=frozenset({0}),
    starts_at=time(10),
    quantity=Fraction(2),
    workers=2,
    starts_on=MONDAY,
    ends_on=date(2026, 6, 15),
)


@pytest.mark.parametrize("day", [MONDAY, date(2026, 6, 15)])
def test_the_first_and_the_last_day_can_be_recorded(day):
    assert deliveries.check_day(pattern=PATTERN, day=day, today=date(2026, 6, 15)) is None


@pytest.mark.parametrize("day", [date(2026, 5, 25), date(2026, 6, 22), date(2026, 6, 2)])
def test_before_the_start_after_the_end_and_other_weekdays_are_not_planned(day):
    with pytest.raises(deliveries.NotPlanned) as refused:
        deliveries.check_day(pattern=PATTERN, day=day, today=date(2026, 7, 1))
    assert refused.value.ends_on == date(2026, 6, 15)


def test_tomorrow_cannot_be_recorded_today():
    with pytest.raises(deliveries.InTheFuture) as refused:
        deliveries.check_day(pattern=PATTERN, day=date(2026, 6, 8), today=date(2026, 6, 7))
    assert (refused.value.day, refused.value.today) == (date(2026, 6, 8), date(2026, 6, 7))


def check(quantity, workers=2):
    return deliveries.check_quantity(pattern=PATTERN, quantity=Fraction(quantity), workers=workers)


def test_as_ordered_or_less_is_recorded():
    assert check("2") is None
    assert check("1/12", workers=1) is None


def test_more_than_ordered_is_refused_with_both_figures():
    with pytest.raises(deliveries.MoreThanOrdered) as refused:
        check("25/12")
    assert (refused.value.ordered, refused.value.recorded) == (Fraction(2), Fraction(25, 12))
    with pytest.raises(deliveries.MoreThanOrdered):
        check("1", workers=3)


@pytest.mark.parametrize(("quantity", "workers"), [("0", 1), ("-1", 1), ("1", 0)])
def test_nothing_delivered_is_not_a_delivery(quantity, workers):
    with pytest.raises(deliveries.NothingDelivered):
        check(quantity, workers)
