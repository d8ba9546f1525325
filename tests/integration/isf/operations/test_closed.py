"""A fund that is closed stays at nothing: what comes back moves on, and changes become cases."""

from __future__ import annotations

import pytest

from isf.enums import ClosingPlace, DeploymentKind, EntryKind, FundState
from isf.models import Case, Fund
from isf.models.journal import JournalEntry
from isf.rules.placing import FundNotOpen
from tests.factories.leaving import UNTIL, Leaving
from tests.factories.money import DAY, MONDAY
from tests.factories.notices import LAST
from tests.ledger_sound import assert_ledger_sound, fingerprint

pytestmark = [pytest.mark.django_db, pytest.mark.rule("ISF-POR-3")]


@pytest.fixture
def leaving() -> Leaving:
    """Closed, with one visit paid, and everything else in the fund after it."""
    leaving = Leaving()
    leaving.target = leaving.other()
    leaving.choose(ClosingPlace.FUND, leaving.target)
    leaving.deliver(LAST)
    leaving.borough.approve(leaving.bill(LAST, on=LAST), on=LAST)
    leaving.begin()
    leaving.finish(UNTIL + DAY)
    return leaving


def entry(leaving: Leaving, kind: EntryKind) -> int:
    return JournalEntry.objects.get(fund=leaving.fund, kind=kind, reverses=None).pk


def test_money_that_comes_back_moves_on_in_one_pair(leaving: Leaving) -> None:
    assert leaving.target is not None
    before = leaving.held(leaving.target)[0]
    on = UNTIL + 9 * DAY
    leaving.borough.reverse(entry(leaving, EntryKind.BILL), on=on)
    assert leaving.held() == (0, 0)
    assert leaving.state() == FundState.CLOSED
    assert leaving.held(leaving.target)[0] == before + 2000
    newest = JournalEntry.objects.filter(fund=leaving.fund).latest("seq")
    assert (newest.kind, newest.memo) == (EntryKind.TRANSFER, f"close:{leaving.fund.reference}")
    assert_ledger_sound()
    unchanged = fingerprint()
    leaving.borough.reverse(entry(leaving, EntryKind.BILL), on=on)
    assert fingerprint() == unchanged


def test_a_fee_that_comes_back_is_not_kept_there(leaving: Leaving) -> None:
    leaving.borough.reverse(entry(leaving, EntryKind.FEE), on=UNTIL + 9 * DAY)
    assert leaving.held() == (0, 0)
    assert_ledger_sound()


def test_where_the_next_fund_has_closed_too_it_goes_to_a_managed_account(leaving: Leaving) -> None:
    assert leaving.target is not None
    Fund.objects.filter(pk=leaving.target.pk).update(state=FundState.CLOSING)
    leaving.borough.reverse(entry(leaving, EntryKind.BILL), on=UNTIL + 9 * DAY)
    managed = Fund.objects.get(kind=DeploymentKind.MANAGED)
    assert leaving.held(managed) == (2000, 0)
    assert leaving.held() == (0, 0)


def test_a_change_that_reaches_into_it_becomes_a_case(leaving: Leaving) -> None:
    on = UNTIL + 9 * DAY
    rates = {leaving.fund.deployment_id: 50_000}
    leaving.borough.budget(50_000, on=on, starts_on=MONDAY, rates=rates)
    assert leaving.held() == (0, 0)
    case = Case.objects.get(rule="ISF-POR-3")
    assert case.figures == {"difference": round(29 * 50_000 / 7) - 198_857}


def test_nothing_new_is_paid_into_it(leaving: Leaving) -> None:
    before = fingerprint()
    with pytest.raises(FundNotOpen):
        leaving.borough.grant(leaving.fund, 100, on=UNTIL + DAY)
    paid = leaving.borough.pay_days(leaving.fund, LAST, LAST + 7 * DAY, on=UNTIL + DAY)
    assert paid.amount_pence == 0
    assert fingerprint() == before
