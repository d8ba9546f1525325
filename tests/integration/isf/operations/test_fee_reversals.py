"""A fee that was taken back is due still: owed, set aside again, charged with the next money."""

from __future__ import annotations

from datetime import date

import pytest

from isf.models import FeeCharge, Fund
from isf.models.journal import JournalEntry
from isf.operations.reversals import NotReversible
from isf.queries.fee_positions import get_position
from isf.queries.verification import verify
from tests.factories.borough import Borough
from tests.factories.money import DAY, MONDAY, WEEK, account
from tests.ledger_sound import assert_ledger_sound, fingerprint

pytestmark = pytest.mark.django_db
APRIL_END, MAY_END = date(2026, 4, 30), date(2026, 5, 31)
# From 6 April, 480.00 a week at 10%: 25 days of April are 171.42 (25 x 48.00/7 = 171.428).
APRIL_FEE = 17142


def charged(*, weeks: int = 4, bought: int = 0) -> tuple[Borough, Fund, int]:
    """A fund paid for some weeks from 6 April, its April fee charged; the entry of that charge."""
    borough = Borough()
    fund = borough.open_fund()
    borough.pay(fund, weeks=weeks)
    if bought:
        borough.buy(fund, bought)
    borough.charge(fund, MONDAY, on=APRIL_END)
    return borough, fund, entry_of(fund)


def entry_of(fund: Fund) -> int:
    return JournalEntry.objects.filter(fund=fund, kind="FEE").values_list("pk", flat=True)[0]


def money(fund: Fund) -> tuple[int, int, int]:
    """Posted, set aside, and left to use."""
    row = account(fund)
    return row.posted, row.reserved, row.posted - row.reserved


def fee(fund: Fund, *, on: date = MAY_END) -> tuple[int, int, int]:
    """Due, charged and owed, as every page shows them."""
    shown = get_position(fund=fund, on=on)
    return shown.due_pence, shown.charged_pence, shown.owed_pence


def all_is_sound() -> None:
    assert_ledger_sound()
    assert verify().damages == []


@pytest.mark.rule("ISF-FEE-7")
@pytest.mark.rule("ISF-LED-2")
def test_it_is_owed_and_set_aside_again_and_nothing_more_is_left_to_spend() -> None:
    """28 days paid: 192.00 of fee set aside; 171.42 charged leaves 20.58; taken back: 192.00."""
    borough, fund, entry = charged()
    assert money(fund) == (192000 - APRIL_FEE, 2058, 172800)
    borough.reverse(entry, on=APRIL_END)
    assert money(fund) == (192000, 19200, 172800)
    assert fee(fund) == (APRIL_FEE, 0, APRIL_FEE)
    all_is_sound()


@pytest.mark.rule("ISF-FEE-7")
def test_the_next_allocation_charges_it_first_and_the_year_comes_out_the_same() -> None:
    """To 31 May 56 x 48.00/7 = 384.00, whether April was taken back in between or not."""
    borough, fund, entry = charged()
    borough.reverse(entry, on=APRIL_END)
    borough.pay(fund, MONDAY + 4 * WEEK)
    assert fee(fund) == (APRIL_FEE, APRIL_FEE, 0)
    # Set aside: 384.00 due for 56 days, less the 171.42 charged.
    assert money(fund) == (384000 - APRIL_FEE, 38400 - APRIL_FEE, 384000 - 38400)
    assert borough.charge(fund, MAY_END, on=MAY_END).charged_pence == 38400 - APRIL_FEE
    assert fee(fund) == (38400, 38400, 0)
    assert money(fund) == (384000 - 38400, 0, 384000 - 38400)
    all_is_sound()


@pytest.mark.rule("ISF-FEE-2")
def test_without_an_allocation_the_next_month_charges_it() -> None:
    borough, fund, entry = charged()
    borough.reverse(entry, on=APRIL_END)
    before = fingerprint()
    again = borough.charge(fund, MONDAY, on=APRIL_END)
    assert (again.charged_pence, again.owed_pence, again.is_new) == (0, APRIL_FEE, False)
    assert fingerprint() == before
    assert borough.charge(fund, MAY_END, on=MAY_END).charged_pence == 38400
    assert fee(fund) == (38400, 38400, 0)
    all_is_sound()


@pytest.mark.rule("ISF-FEE-7")
def test_only_the_fee_of_days_that_are_paid_for_is_set_aside_again() -> None:
    """One week paid: 48.00 was set aside, and 123.42 of the charge came from what was left."""
    borough, fund, entry = charged(weeks=1)
    assert money(fund) == (48000 - APRIL_FEE, 0, 48000 - APRIL_FEE)
    borough.reverse(entry, on=APRIL_END)
    assert money(fund) == (48000, 4800, 43200)
    assert fee(fund) == (APRIL_FEE, 0, APRIL_FEE)
    all_is_sound()


@pytest.mark.rule("ISF-FEE-7")
def test_what_was_owed_before_is_owed_along_with_it() -> None:
    """All but the 48.00 set aside was spent: 48.00 charged, 123.42 owed; taken back: 171.42."""
    borough, fund, entry = charged(weeks=1, bought=43200)
    assert fee(fund) == (APRIL_FEE, 4800, APRIL_FEE - 4800)
    borough.reverse(entry, on=APRIL_END)
    assert fee(fund) == (APRIL_FEE, 0, APRIL_FEE)
    assert money(fund) == (4800, 4800, 0)
    all_is_sound()


@pytest.mark.rule("ISF-FEE-2")
def test_an_older_charge_is_taken_back_from_the_figures_of_the_newest() -> None:
    borough, fund, entry = charged()
    borough.pay(fund, MONDAY + 4 * WEEK)
    borough.charge(fund, MAY_END, on=MAY_END)
    borough.reverse(entry, on=MAY_END)
    assert fee(fund) == (38400, 38400 - APRIL_FEE, APRIL_FEE)
    last = FeeCharge.objects.order_by("id").last()
    assert last is not None
    assert (last.through_on, last.cumulative_cap_pence) == (MAY_END, 38400)
    all_is_sound()


@pytest.mark.rule("ISF-LED-3")
def test_taking_it_back_twice_owes_it_once() -> None:
    borough, _, entry = charged()
    first = borough.reverse(entry, on=APRIL_END)
    before = fingerprint()
    assert borough.reverse(entry, on=APRIL_END + DAY).entry_id == first.entry_id
    assert fingerprint() == before


def cut(to_pence: int) -> tuple[Borough, Fund, int]:
    """April was charged at 480.00 a week; later the budget was cut from its first day."""
    borough, fund, entry = charged()
    borough.budget(to_pence, on=APRIL_END, starts_on=MONDAY, rates={fund.deployment_id: to_pence})
    borough.charge(fund, MAY_END, on=MAY_END)
    return borough, fund, entry


@pytest.mark.rule("ISF-FEE-5")
@pytest.mark.parametrize(("weekly", "possible"), [(21427, False), (21428, True)])
def test_a_charge_that_was_given_back_since_is_not_taken_back_too(
    weekly: int, possible: bool
) -> None:
    """56 days at a tenth of 214.28 a week are 171.42, all that April took; at 214.27 171.41."""
    borough, fund, entry = cut(weekly)
    assert fee(fund)[1] == APRIL_FEE - (not possible)
    before = fingerprint()
    if possible:
        borough.reverse(entry, on=MAY_END)
        assert fee(fund) == (APRIL_FEE, 0, APRIL_FEE)
    else:
        with pytest.raises(NotReversible, match="given back since"):
            borough.reverse(entry, on=MAY_END)
        assert fingerprint() == before
    all_is_sound()


def test_what_is_owed_after_a_cut_is_what_the_cut_left() -> None:
    """Due to 31 May at 240.00 a week is 192.00: the figures of the newest charge, not of April."""
    borough, fund, entry = cut(24000)
    assert fee(fund) == (19200, 19200, 0)
    borough.reverse(entry, on=MAY_END)
    assert fee(fund) == (19200, 19200 - APRIL_FEE, APRIL_FEE)
    borough.pay(fund, MONDAY + 8 * WEEK)
    assert fee(fund) == (19200, 19200, 0)
    all_is_sound()


@pytest.mark.rule("ISF-FEE-7")
def test_never_more_is_set_aside_than_the_days_paid_for_owe_now() -> None:
    """Cut to 440.00 a week since: 28 days owe 176.00, of which 20.58 were still set aside."""
    borough, fund, entry = charged()
    rates = {fund.deployment_id: 44000}
    borough.budget(44000, on=APRIL_END, starts_on=MONDAY, rates=rates)
    borough.reverse(entry, on=APRIL_END)
    assert account(fund).reserved == 17600
    all_is_sound()


def test_a_charge_that_was_short_before_a_cut_leaves_the_figures_of_the_cut() -> None:
    """171.42 due and 48.00 charged in April; at 100.00 a week 80.00 are due to 31 May."""
    borough, fund, entry = charged(weeks=1, bought=43200)
    borough.budget(10000, on=APRIL_END, starts_on=MONDAY, rates={fund.deployment_id: 10000})
    borough.charge(fund, MAY_END, on=MAY_END)
    assert fee(fund) == (8000, 4800, 3200)
    borough.reverse(entry, on=MAY_END)
    assert fee(fund) == (8000, 0, 8000)
    all_is_sound()
