"""What the published notice and cancellation terms mean, at their edges."""

from datetime import date

import pytest

from marketplace.enums import CancellationKind
from marketplace.rules import ending

TOLD = date(2026, 6, 1)


def ends(last_day, kind=CancellationKind.NONE, **terms):
    published = ending.Terms(notice_days=7, kind=kind, **terms)
    return ending.ending(terms=published, told_on=TOLD, last_day=last_day)


def test_n_days_after_a_day_is_that_day_plus_n():
    assert ending.notice_ends_on(told_on=TOLD, notice_days=7) == date(2026, 6, 8)


def test_the_last_day_of_the_notice_keeps_it_and_costs_nothing():
    kept = ends(date(2026, 6, 8), CancellationKind.AMOUNT, amount_pence=2000)
    assert kept.within_notice
    assert kept.charge_pence == 0


def test_a_day_sooner_costs_the_published_amount():
    sooner = ends(date(2026, 6, 7), CancellationKind.AMOUNT, amount_pence=2000)
    assert not sooner.within_notice
    assert sooner.charge_pence == 2000


def test_a_charge_by_days_counts_from_the_day_the_provider_is_told():
    sooner = ends(date(2026, 6, 2), CancellationKind.DAYS, days=3)
    assert sooner.charged_until == date(2026, 6, 4)


def test_days_already_served_are_not_charged_again():
    sooner = ends(date(2026, 6, 4), CancellationKind.DAYS, days=3)
    assert sooner.charged_until is None


def test_without_published_terms_nothing_is_charged():
    sooner = ends(TOLD)
    assert not sooner.within_notice
    assert (sooner.charge_pence, sooner.charged_until) == (0, None)


def test_an_order_ends_today_at_the_earliest():
    assert ending.check_last_day(told_on=TOLD, last_day=TOLD, ends_on=None) is None
    with pytest.raises(ending.EndsInThePast) as refused:
        ending.check_last_day(told_on=TOLD, last_day=date(2026, 5, 31), ends_on=None)
    assert refused.value.earliest == TOLD


def test_ending_never_makes_an_order_longer():
    with pytest.raises(ending.EndsAfterItsEnd) as refused:
        ending.check_last_day(told_on=TOLD, last_day=date(2026, 7, 2), ends_on=date(2026, 7, 1))
    assert refused.value.ends_on == date(2026, 7, 1)
