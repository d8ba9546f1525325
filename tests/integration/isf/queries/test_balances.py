"""Balances on any past day equal the sum of history, also after entries that came late."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from isf.enums import DeploymentKind
from isf.models.journal import JournalEntry, Posting
from isf.operations import months
from isf.operations.months import MonthNotOver
from isf.operations.posting import MonthClosed
from isf.queries import balances
from tests.factories.borough import Borough
from tests.factories.money import DAY, MONDAY, account, noon
from tests.ledger_sound import assert_ledger_sound, fingerprint

pytestmark = pytest.mark.django_db


def summed(account_id: int, day: date) -> int:
    rows = Posting.objects.filter(account_id=account_id, day__lte=day)
    return sum(rows.values_list("pence", flat=True))


@pytest.mark.rule("ISF-LED-6")
def test_a_past_day_is_exact_although_entries_came_late() -> None:
    """Recorded on Friday: 100.00 for Friday, then 30.00 for Tuesday, then 5.00 for Friday."""
    borough = Borough()
    fund = borough.open_fund()
    friday = MONDAY + 4 * DAY
    borough.grant(fund, 1000, key="a", on=MONDAY)
    borough.grant(fund, 10000, key="b", on=friday)
    borough.grant(fund, 3000, key="late", on=MONDAY + DAY)
    borough.grant(fund, 500, key="c", on=friday)
    row = account(fund)
    found = [
        balances.posted_on(account_id=row.pk, day=MONDAY + after * DAY) for after in range(-1, 6)
    ]
    assert found == [0, 1000, 4000, 4000, 4000, 14500, 14500]
    assert list(
        Posting.objects.filter(account=row).order_by("id").values_list("late", flat=True)
    ) == [
        False,
        False,
        True,
        False,
    ]
    assert_ledger_sound()


@pytest.mark.rule("ISF-LED-6")
def test_by_counting_day_a_past_balance_may_be_negative() -> None:
    borough = Borough()
    fund = borough.open_fund()
    borough.grant(fund, 1000, on=MONDAY + 2 * DAY)
    borough.buy(fund, 400, on=MONDAY)
    row = account(fund)
    assert balances.posted_on(account_id=row.pk, day=MONDAY) == -400
    assert row.posted == 600
    for after in range(4):
        day = MONDAY + after * DAY
        assert balances.posted_on(account_id=row.pk, day=day) == summed(row.pk, day)


@pytest.mark.rule("ISF-LED-5")
def test_a_closed_month_takes_no_more_entries_for_its_days() -> None:
    borough = Borough()
    fund = borough.open_fund()
    borough.pay(fund)
    last = date(2026, 4, 30)

    def close(on: date) -> int:
        return months.close(
            authority_id=borough.authority.pk,
            month=MONDAY,
            by=borough.finance,
            at=noon(on),
            on=on,
        )

    with pytest.raises(MonthNotOver):
        close(last)
    assert close(last + DAY) == 1
    before = fingerprint()
    assert close(last + timedelta(days=9)) == 0
    with pytest.raises(MonthClosed):
        borough.grant(fund, 100, on=last)
    assert fingerprint() == before
    borough.grant(fund, 100, on=last + DAY)
    assert_ledger_sound()


def close_april(borough: Borough) -> int:
    may = date(2026, 5, 1)
    return months.close(
        authority_id=borough.authority.pk, month=MONDAY, by=borough.finance, at=noon(may), on=may
    )


@pytest.mark.rule("ISF-LED-5")
@pytest.mark.parametrize("starts_on", [MONDAY, date(2026, 5, 5)])
def test_a_fund_opened_after_a_month_was_closed_takes_nothing_for_it(starts_on: date) -> None:
    borough = Borough()
    borough.budget()
    borough.open_fund(10000)
    close_april(borough)
    opened = date(2026, 5, 5)
    kind = DeploymentKind.DIRECT_PAYMENT
    late = borough.open_fund(10000, kind=kind, on=opened, starts_on=starts_on)
    assert late.closed_through == date(2026, 4, 30)
    before = fingerprint()
    with pytest.raises(MonthClosed):
        borough.grant(late, 100, on=date(2026, 4, 30))
    assert fingerprint() == before
    borough.grant(late, 100, on=date(2026, 5, 1))
    closings = JournalEntry.objects.filter(fund=late, kind="MONTH_CLOSE")
    assert closings.count() == (1 if starts_on == MONDAY else 0)
    assert close_april(borough) == 0
    assert_ledger_sound()


@pytest.mark.rule("ISF-LED-5")
def test_a_fund_that_begins_after_the_month_is_closed_with_it() -> None:
    borough = Borough()
    borough.budget()
    fund = borough.open_fund(10000)
    later = borough.open_fund(10000, kind=DeploymentKind.DIRECT_PAYMENT, starts_on=date(2026, 5, 1))
    assert close_april(borough) == 1
    for each in (fund, later):
        with pytest.raises(MonthClosed):
            borough.grant(each, 100, key=f"{each.pk}", on=date(2026, 4, 30))


@pytest.mark.rule("ISF-LED-5")
def test_another_councils_closed_month_is_not_ours() -> None:
    other = Borough()
    other.open_fund(10000)
    close_april(other)
    borough = Borough()
    borough.budget()
    assert borough.open_fund(on=date(2026, 5, 5), starts_on=MONDAY).closed_through is None


@pytest.mark.rule("ISF-FEE-6")
def test_headroom_is_what_each_cap_still_allows_to_the_last_charged_day() -> None:
    from isf.queries.funding import charged  # noqa: PLC0415
    from isf.queries.terms import fee_terms  # noqa: PLC0415
    from isf.rules.fees import figures_to  # noqa: PLC0415

    borough = Borough(starts_on=date(2026, 4, 1))
    fund = borough.open_fund(on=date(2026, 4, 1), rate_bp=800)
    borough.pay(fund, date(2026, 4, 1), weeks=8)
    borough.charge(fund, date(2026, 4, 1), on=date(2026, 4, 30))
    so_far = charged(fund=fund)
    assert so_far.through_on == date(2026, 4, 30)
    figures = figures_to(terms=fee_terms(fund=fund), through_on=so_far.through_on)
    # 30 days: 8% 164.57, the soft cap 205.71, the hard cap 308.57
    assert so_far.charged_pence == 16457
    assert figures.soft_pence - so_far.charged_pence == 4114
    assert figures.hard_pence - so_far.charged_pence == 14400
