"""What a council paid in for a person and was not due: it goes back if it came, and stays told."""

from __future__ import annotations

import pytest

from isf.enums import EntryKind
from isf.models import Case
from isf.models.journal import JournalEntry
from isf.queries.tranches import list_tranches
from isf.rules.tranches import by_funder
from tests.factories.borough import Borough
from tests.factories.contributions import GROSS, agreed, begun, settled
from tests.factories.leaving import UNTIL, Leaving
from tests.factories.money import DAY, MONDAY, WEEK, account
from tests.ledger_sound import assert_ledger_sound

pytestmark = pytest.mark.django_db
NEXT, THIRD = MONDAY + WEEK, MONDAY + 2 * WEEK
LAST = MONDAY + 4 * WEEK - DAY


@pytest.mark.rule("ISF-FUN-2")
def test_a_closed_fund_gives_nothing_back_and_a_case_says_so() -> None:
    """Four weeks and a Monday without any care: 4 x 40.00 + 5.71 were not due, and all is gone."""
    leaving = Leaving()
    agreed(leaving.fund, GROSS, by=leaving.borough.care_manager)
    leaving.begin()
    leaving.finish(UNTIL + DAY)
    done = settled(leaving.fund, by=leaving.borough.finance, on=UNTIL + DAY)
    assert (len(done.weeks), done.returned_pence) == (5, 0)
    assert leaving.held() == (0, 0)
    assert Case.objects.get(rule="ISF-FUN-2").figures["not_returned"] == 16_571
    assert_ledger_sound()


@pytest.mark.rule("ISF-FUN-2")
def test_a_week_that_was_not_paid_in_gives_nothing_back_until_it_is() -> None:
    borough = Borough()
    fund = borough.open_fund(rate_bp=0)
    borough.grant(fund, 9_000)
    agreed(fund, GROSS, by=borough.care_manager)
    assert settled(fund, by=borough.finance, on=NEXT).returned_pence == 0
    assert (account(fund).posted, Case.objects.count()) == (9_000, 0)
    borough.pay(fund, on=NEXT)
    assert settled(fund, by=borough.finance, on=THIRD).returned_pence == 8_000


@pytest.mark.rule("ISF-FUN-2")
def test_an_allocation_reversed_and_paid_again_has_the_same_shares() -> None:
    borough, fund = begun(GROSS)
    before = by_funder(tranches=list_tranches(fund=fund, on=LAST))
    borough.reverse(JournalEntry.objects.get(fund=fund, kind=EntryKind.ALLOCATION).pk)
    assert list_tranches(fund=fund, on=LAST) == ()
    borough.pay(fund)
    assert by_funder(tranches=list_tranches(fund=fund, on=LAST)) == before
    assert_ledger_sound()
