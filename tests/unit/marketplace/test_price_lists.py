"""What a price list would change, cell by cell, and what is wrong with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from accounts.enums import DayType
from marketplace.enums import Grade
from marketplace.rules import price_cells, price_lists, price_rises
from marketplace.rules.price_cells import Trouble
from marketplace.rules.price_files import Column, Line
from marketplace.rules.price_rows import Current

TODAY = date(2026, 6, 1)
NOTICE_OVER = date(2026, 6, 29)
OFFER = UUID(int=1)
GRADES = {"support worker": Grade.BASIC, "skilled": Grade.SKILLED}
PRICES = {
    (Grade.BASIC, DayType.WEEKDAY): 2410,
    (Grade.BASIC, DayType.SATURDAY): 2610,
    (Grade.BASIC, DayType.BANK_HOLIDAY): 3410,
}
CURRENT = Current(offer=OFFER, title="Help", number=1, prices=PRICES, promised=PRICES)
CELLS = {
    Column.OFFER: str(OFFER),
    Column.TITLE: "Help",
    Column.WORKER: "Support worker",
    Column.WEEKDAY: "24.10",
    Column.SATURDAY: "26.10",
    Column.SUNDAY: "",
    Column.BANK_HOLIDAY: "34.10",
    Column.FROM: "",
}


def line(number=2, **changes):
    cells = CELLS | {Column[name.upper()]: text for name, text in changes.items()}
    return Line(number=number, cells=cells)


def plan(*lines, current=CURRENT):
    return price_lists.plan(
        lines=lines, offers={current.offer: current}, grades=GRADES, today=TODAY
    )


def troubles(*lines, current=CURRENT):
    found = plan(*lines, current=current)
    assert found.changes == ()
    return [(problem.row, problem.column, problem.trouble) for problem in found.problems]


def test_prices_in_force_change_nothing():
    found = plan(line())
    assert (found.changes, found.unchanged, found.problems) == ((), 1, ())


def test_a_lower_price_begins_today_unless_said_otherwise():
    (change,) = plan(line(weekday="24.00")).changes
    assert change.prices == {**PRICES, (Grade.BASIC, DayType.WEEKDAY): 2400}
    assert (change.starts_on, change.rises) == (TODAY, False)
    (later,) = plan(line(weekday="24.00", **{"from": "15/06/2026"})).changes
    assert later.starts_on == date(2026, 6, 15)


@pytest.mark.rule("ISF-BIL-4")
def test_a_higher_price_begins_after_28_days():
    (change,) = plan(line(weekday="24.11")).changes
    assert (change.starts_on, change.rises) == (NOTICE_OVER, True)
    (told,) = plan(line(weekday="24.11", **{"from": "2026-06-29"})).changes
    assert told.starts_on == NOTICE_OVER
    soon = plan(line(weekday="24.11", **{"from": "2026-06-28"}))
    (problem,) = soon.problems
    assert (problem.trouble, problem.first_on) == (Trouble.RISE_TOO_SOON, NOTICE_OVER)


@pytest.mark.rule("ISF-BIL-4")
def test_one_higher_price_among_lower_ones_needs_notice_for_all():
    (change,) = plan(line(weekday="20.00", bank_holiday="34.11")).changes
    assert change.starts_on == NOTICE_OVER


@pytest.mark.rule("ISF-BIL-4")
def test_a_lower_price_that_is_announced_already_is_what_a_rise_is_held_against():
    promised = {**PRICES, (Grade.BASIC, DayType.WEEKDAY): 2000}
    current = replace(CURRENT, promised=promised, waits_until=date(2026, 6, 10))
    (change,) = plan(line(weekday="22.00"), current=current).changes
    assert change.starts_on == NOTICE_OVER


@pytest.mark.rule("ISF-BIL-4")
def test_of_all_versions_that_stand_the_lowest_price_is_the_promise():
    weekday, saturday = (Grade.BASIC, DayType.WEEKDAY), (Grade.BASIC, DayType.SATURDAY)
    now, announced = {weekday: 2400, saturday: 2500}, {weekday: 2300, saturday: 2600}
    assert price_rises.lowest(grids=[now, announced]) == {weekday: 2300, saturday: 2500}
    assert price_rises.lowest(grids=[announced, now]) == {weekday: 2300, saturday: 2500}
    assert price_rises.lowest(grids=[]) == {}


@pytest.mark.rule("ISF-BIL-4")
def test_other_grades_do_not_hide_a_rise():
    before = {(Grade.ONE_PRICE, DayType.WEEKDAY): 2400}
    after = {(Grade.BASIC, DayType.WEEKDAY): 2300, (Grade.SKILLED, DayType.WEEKDAY): 2500}
    assert price_rises.rises(before=before, after=after)
    assert not price_rises.rises(before=before, after={(Grade.BASIC, DayType.WEEKDAY): 2400})
    assert not price_rises.rises(before={}, after=after)


@pytest.mark.parametrize(
    ("changes", "column", "trouble"),
    [
        ({"offer": ""}, Column.OFFER, Trouble.OFFER_MISSING),
        ({"offer": "help"}, Column.OFFER, Trouble.OFFER_UNKNOWN),
        ({"offer": str(UUID(int=2))}, Column.OFFER, Trouble.OFFER_UNKNOWN),
        ({"worker": "Nurse"}, Column.WORKER, Trouble.WORKER_UNKNOWN),
        ({"worker": "Skilled"}, Column.WORKER, Trouble.WORKER_UNKNOWN),
        ({"weekday": ""}, Column.WEEKDAY, Trouble.PRICE_MISSING),
        ({"sunday": "27.10"}, Column.SUNDAY, Trouble.PRICE_NOT_OFFERED),
        ({"weekday": "24,20"}, Column.WEEKDAY, Trouble.PRICE_DECIMAL_COMMA),
        ({"weekday": "2.41E+01"}, Column.WEEKDAY, Trouble.PRICE_ROUNDED),
        ({"weekday": "24.105"}, Column.WEEKDAY, Trouble.PRICE_PARTS_OF_PENNY),
        ({"weekday": "-24.10"}, Column.WEEKDAY, Trouble.PRICE_NOT_POSITIVE),
        ({"weekday": "0.00"}, Column.WEEKDAY, Trouble.PRICE_NOT_POSITIVE),
        ({"weekday": "10,000.01"}, Column.WEEKDAY, Trouble.PRICE_TOO_HIGH),
        ({"weekday": "#VALUE!"}, Column.WEEKDAY, Trouble.PRICE_UNREADABLE),
        ({"weekday": "=20+4"}, Column.WEEKDAY, Trouble.PRICE_UNREADABLE),
        ({"weekday": "2,4.10"}, Column.WEEKDAY, Trouble.PRICE_UNREADABLE),
        ({"from": "46204"}, Column.FROM, Trouble.DAY_IS_NUMBER),
        ({"from": "01/07/26"}, Column.FROM, Trouble.DAY_UNREADABLE),
        ({"from": "soon"}, Column.FROM, Trouble.DAY_UNREADABLE),
        ({"from": "31/06/2026"}, Column.FROM, Trouble.DAY_NOT_IN_CALENDAR),
    ],
)
def test_each_cell_that_is_wrong_is_named(changes, column, trouble):
    assert troubles(line(7, **changes)) == [(7, column, trouble)]


@pytest.mark.parametrize(
    ("day", "trouble"),
    [("2026-05-31", Trouble.DAY_PAST), ("2027-06-03", Trouble.DAY_TOO_FAR)],
)
def test_prices_begin_within_a_year_from_today(day, trouble):
    found = troubles(line(weekday="24.00", **{"from": day}))
    assert found == [(2, Column.FROM, trouble)]


def test_every_problem_of_every_row_is_named_in_order():
    found = troubles(
        line(2, weekday="", saturday="x"), line(3, offer=""), line(4, **{"from": "46204"})
    )
    assert [(row, trouble) for row, _, trouble in found] == [
        (2, Trouble.PRICE_MISSING),
        (2, Trouble.PRICE_UNREADABLE),
        (3, Trouble.OFFER_MISSING),
        (4, Trouble.ROW_TWICE),
    ]


def test_one_wrong_row_keeps_every_other_from_being_done():
    other = replace(CURRENT, offer=UUID(int=2))
    found = price_lists.plan(
        lines=[line(2, weekday="20.00"), line(3, offer=str(other.offer), weekday="x")],
        offers={OFFER: CURRENT, other.offer: other},
        grades=GRADES,
        today=TODAY,
    )
    assert found.changes == ()
    assert [problem.row for problem in found.problems] == [3]


def test_grades_of_one_offer_begin_on_one_day():
    prices = {**PRICES, **{(Grade.SKILLED, day): pence for (_, day), pence in PRICES.items()}}
    both = replace(CURRENT, prices=prices, promised=prices)
    lines = [
        line(2, weekday="20.00"),
        line(3, worker="Skilled", weekday="20.00", **{"from": "2026-06-10"}),
    ]
    assert troubles(*lines, current=both) == [(2, Column.FROM, Trouble.DAYS_DIFFER)]


@pytest.mark.parametrize(
    ("waits", "trouble"),
    [
        ({"has_draft": True}, Trouble.DRAFT_WAITING),
        ({"waits_with_words": True}, Trouble.VERSION_WAITING),
    ],
)
def test_what_waits_to_be_published_comes_first(waits, trouble):
    current = replace(CURRENT, **waits)
    assert [t for _, _, t in troubles(line(weekday="24.00"), current=current)] == [trouble]
    assert plan(line(), current=current).problems == ()


def test_there_is_an_end_to_the_problems_that_are_named():
    found = plan(*[line(n, offer="") for n in range(2, 1203)])
    assert len(found.problems) == price_lists.MOST_PROBLEMS
    assert found.has_more_problems


def test_another_plan_has_another_digest():
    plans = [
        plan(line(weekday="24.00")),
        plan(line(weekday="24.01")),
        plan(line(weekday="24.00", **{"from": "2026-06-02"})),
        plan(line(weekday="24.00"), current=replace(CURRENT, number=2)),
        plan(line(weekday="24.00"), current=replace(CURRENT, waits_until=TODAY)),
    ]
    assert len({found.digest for found in plans}) == len(plans)
    assert plans[0].digest == plan(line(weekday="£24")).digest


@pytest.mark.parametrize(
    ("told", "pence"),
    [
        ("24.10", 2410), ("24.1", 2410), ("24", 2400), ("£24.10", 2410), ("£ 24.10", 2410),
        ("1,024.10", 102410), ("10000", 1_000_000), ("0.01", 1), ("007.50", 750),
    ],
)  # fmt: skip
def test_a_price_is_read_exactly(told, pence):
    assert price_cells.read_price(text=told) == pence


@pytest.mark.parametrize("told", ["2026-07-01", "01/07/2026", "1/7/2026"])
def test_a_day_is_read_with_the_day_before_the_month(told):
    assert price_cells.read_day(text=told) == date(2026, 7, 1)
