"""What an offer must say before it can be published."""

from dataclasses import replace
from datetime import date, time
from uuid import UUID

import pytest

from accounts.enums import DayType
from marketplace.enums import CancellationKind, Category, Grade, Unit, VatTreatment
from marketplace.rules import versions
from marketplace.rules.versions import Problem

TODAY = date(2026, 6, 1)
EVERY_TYPE = {(Grade.BASIC, day_type): 2410 for day_type in DayType}
SUNDAY = (Grade.BASIC, DayType.SUNDAY)
GOOD = versions.Content(
    title="Help at home",
    category=Category.HOME_CARE,
    included="Washing, dressing and breakfast",
    areas=frozenset({UUID(int=1)}),
    unit=Unit.HOUR,
    notice_days=7,
    cancellation=CancellationKind.NONE,
    cancellation_pence=0,
    cancellation_days=0,
    vat=VatTreatment.EXEMPT,
    vat_reason="Welfare services by a registered provider",
    weekdays=frozenset(range(7)),
    opens_at=time(7),
    closes_at=time(22),
    availability_note="",
    starts_on=TODAY,
    prices=EVERY_TYPE,
)


def problems(**changes):
    with pytest.raises(versions.NotReady) as refused:
        versions.check(content=replace(GOOD, **changes), promised={}, today=TODAY)
    return list(refused.value.problems)


def test_a_complete_version_may_be_published():
    assert versions.check(content=GOOD, promised={}, today=TODAY) is None


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"title": "  "}, Problem.TITLE_MISSING),
        ({"included": ""}, Problem.INCLUDED_MISSING),
        ({"areas": frozenset()}, Problem.AREAS_MISSING),
        ({"closes_at": None}, Problem.TIMES_WRONG),
        ({"opens_at": time(22)}, Problem.TIMES_WRONG),
        ({"prices": {}}, Problem.PRICES_MISSING),
        ({"prices": EVERY_TYPE | {(Grade.ONE_PRICE, d): 1 for d in DayType}}, Problem.GRADES_MIXED),
        ({"prices": EVERY_TYPE | {SUNDAY: 0}}, Problem.PRICE_NOT_POSITIVE),
        ({"prices": EVERY_TYPE | {SUNDAY: 1_000_001}}, Problem.PRICE_TOO_HIGH),
        ({"prices": EVERY_TYPE | {(Grade.SKILLED, DayType.WEEKDAY): 1}}, Problem.PRICES_INCOMPLETE),
        ({"notice_days": 29}, Problem.NOTICE_WRONG),
        ({"cancellation": CancellationKind.AMOUNT}, Problem.CANCELLATION_AMOUNT_MISSING),
        ({"cancellation": CancellationKind.DAYS}, Problem.CANCELLATION_DAYS_MISSING),
        (
            {"cancellation": CancellationKind.DAYS, "cancellation_days": 8},
            Problem.CANCELLATION_DAYS_TOO_MANY,
        ),
        ({"vat_reason": " "}, Problem.VAT_REASON_MISSING),
        ({"starts_on": date(2026, 5, 31)}, Problem.STARTS_IN_THE_PAST),
    ],
)
def test_each_gap_has_its_own_name(changes, problem):
    assert problems(**changes) == [problem]


def test_all_gaps_are_named_at_once_in_the_order_of_the_form():
    assert problems(title="", weekdays=frozenset(), prices={}) == [
        Problem.TITLE_MISSING,
        Problem.DAYS_MISSING,
        Problem.PRICES_MISSING,
    ]


def test_standard_rated_vat_needs_no_reason():
    rated = replace(GOOD, vat=VatTreatment.STANDARD, vat_reason="")
    assert versions.check(content=rated, promised={}, today=TODAY) is None


@pytest.mark.parametrize(
    ("weekdays", "needed"),
    [
        ({0}, [DayType.WEEKDAY, DayType.BANK_HOLIDAY]),
        ({5}, [DayType.SATURDAY, DayType.BANK_HOLIDAY]),
        ({4, 6}, [DayType.WEEKDAY, DayType.SUNDAY, DayType.BANK_HOLIDAY]),
        (set(), []),
    ],
)
def test_prices_are_needed_for_the_days_it_is_offered(weekdays, needed):
    assert list(versions.day_types_needed(weekdays=frozenset(weekdays))) == needed


def test_no_price_is_asked_for_a_day_it_is_not_offered():
    weekdays_only = {
        key: pence
        for key, pence in EVERY_TYPE.items()
        if key[1] in {DayType.WEEKDAY, DayType.BANK_HOLIDAY}
    }
    week = replace(GOOD, weekdays=frozenset(range(5)), prices=weekdays_only)
    assert versions.check(content=week, promised={}, today=TODAY) is None
