"""Which visits are planned and which are due."""

from datetime import date, time
from fractions import Fraction
from uuid import UUID

from marketplace.rules import visits

LINE = UUID(int=1)
MONDAY = date(2026, 6, 1)


def pattern(**changes):
    facts = {
        "line": LINE,
        "weekdays": frozenset({0, 3}),
        "starts_at": time(10),
        "quantity": Fraction(3, 4),
        "workers": 1,
        "starts_on": MONDAY,
        "ends_on": None,
    }
    return visits.Pattern(**(facts | changes))


def days(found):
    return [visit.day for visit in found]


def test_visits_fall_on_their_weekdays_from_the_first_day_to_the_last_both_counted():
    found = visits.list_planned(patterns=[pattern()], first=MONDAY, last=date(2026, 6, 8))
    assert days(found) == [date(2026, 6, 1), date(2026, 6, 4), date(2026, 6, 8)]


def test_none_before_the_order_starts_or_after_it_ends():
    short = pattern(starts_on=date(2026, 6, 2), ends_on=date(2026, 6, 4))
    found = visits.list_planned(patterns=[short], first=date(2026, 5, 1), last=date(2026, 7, 1))
    assert days(found) == [date(2026, 6, 4)]


def test_an_order_ended_before_it_began_plans_nothing():
    ended = pattern(ends_on=date(2026, 5, 31))
    assert visits.list_planned(patterns=[ended], first=MONDAY, last=date(2026, 7, 1)) == ()


def test_two_lines_come_in_the_order_of_the_day():
    evening = pattern(line=UUID(int=2), starts_at=time(18))
    morning = pattern(starts_at=time(8))
    found = visits.list_planned(patterns=[evening, morning], first=MONDAY, last=MONDAY)
    assert [visit.starts_at.hour for visit in found] == [8, 18]


def test_due_are_the_planned_visits_without_a_record_up_to_today():
    found = visits.list_due(
        patterns=[pattern()], recorded=[(LINE, MONDAY)], first=MONDAY, on=date(2026, 6, 8)
    )
    assert days(found) == [date(2026, 6, 4), date(2026, 6, 8)]


def test_a_week_counts_every_worker_on_every_day():
    double = pattern(workers=2)
    assert visits.weekly_quantity(patterns=[double, pattern()]) == Fraction(9, 2)


def test_a_visit_may_end_after_midnight():
    assert visits.ends_at(starts_at=time(22), hours=Fraction(10)) == time(8)
    assert visits.ends_at(starts_at=time(10), hours=Fraction(3, 4)) == time(10, 45)
