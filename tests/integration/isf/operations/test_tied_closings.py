"""A fund whose money is tied to purposes closes: it moves as it is tied (ISF-RES-5, ISF-POR-3)."""

from __future__ import annotations

from typing import Any

import pytest

from isf.enums import ClosingPlace, DeploymentKind, FundState
from isf.models import Fund, TiedPart
from isf.queries.tied_parts import list_parts
from isf.queries.tranches import list_tranches
from isf.rules.tied_parts import NotByPart
from tests.factories.leaving import UNTIL
from tests.factories.money import DAY, MONDAY, WEEK
from tests.factories.notices import LAST
from tests.factories.tied import RESIDENTIAL, part, posted, reserved
from tests.factories.tied_months import LEFT, LeavingTied
from tests.ledger_sound import assert_ledger_sound

pytestmark = [pytest.mark.django_db, pytest.mark.rule("ISF-RES-5")]


def closed(leaving: LeavingTied) -> Fund:
    leaving.begin(LAST)
    leaving.finish(UNTIL + DAY)
    fund = Fund.objects.get(pk=leaving.fund.pk)
    assert fund.state == FundState.CLOSED
    assert set(posted(fund).values()) == {0}
    assert set(reserved(fund).values()) == {0}
    assert_ledger_sound()
    return fund


def test_notice_takes_back_the_days_after_the_last_of_every_part() -> None:
    leaving = LeavingTied()
    assert posted(leaving.fund) == LEFT | {"": 0}


def test_each_part_moves_to_the_same_part_with_its_origins() -> None:
    leaving = LeavingTied()
    target = leaving.other(weekly_pence=50_000, parts=RESIDENTIAL, rate_bp=0)
    leaving.choose(ClosingPlace.FUND, target)
    closed(leaving)
    assert posted(target) == LEFT | {"": 0}
    came = {one.purpose: one for one in list_tranches(fund=target, on=UNTIL + DAY)}
    assert {code: one.received_on for code, one in came.items()} == dict.fromkeys(LEFT, MONDAY)
    assert TiedPart.objects.filter(agreement__fund=target).count() == 3


def test_a_part_that_is_new_there_stays_tied_and_brings_nothing() -> None:
    leaving = LeavingTied()
    halves = (part("core", 5_000), part("garden", 5_000))
    target = leaving.other(weekly_pence=50_000, parts=halves, rate_bp=0)
    leaving.choose(ClosingPlace.FUND, target)
    closed(leaving)
    assert posted(target) == LEFT | {"": 0, "garden": 0}
    shares = [(one.code, one.share_bp) for one in list_parts(fund_id=target.pk)]
    assert shares[2:] == [("personal", 0), ("cash", 0)]
    leaving.borough.pay(target, LAST + DAY, on=LAST + WEEK)
    assert posted(target)["garden"] == 4 * 25_000
    assert posted(target)["cash"] == LEFT["cash"]


def test_an_untied_fund_keeps_what_came_tied_apart_and_is_paid_as_before() -> None:
    leaving = LeavingTied()
    target = leaving.other(weekly_pence=50_000)
    leaving.choose(ClosingPlace.FUND, target)
    closed(leaving)
    assert posted(target) == LEFT | {"": 0}
    leaving.borough.pay(target, LAST + DAY, on=LAST + WEEK)
    assert posted(target) == LEFT | {"": 4 * 50_000}
    assert reserved(target) == dict.fromkeys(LEFT, 0) | {"": 20_000}
    leaving.borough.order(target, 1_000, starts_on=LAST + DAY)
    assert_ledger_sound()


@pytest.mark.parametrize("place", [None, ClosingPlace.COUNCIL])
def test_without_a_place_it_waits_at_the_council_or_goes_back(place: Any) -> None:
    leaving = LeavingTied()
    if place is not None:
        leaving.choose(place)
    fund = closed(leaving)
    others = Fund.objects.exclude(pk=fund.pk)
    if place is None:
        assert posted(others.get()) == LEFT | {"": 0}
    else:
        assert not others.exists()


def test_tied_money_does_not_move_to_a_direct_payment() -> None:
    leaving = LeavingTied()
    target = leaving.other(kind=DeploymentKind.DIRECT_PAYMENT, rate_bp=None)
    leaving.choose(ClosingPlace.FUND, target)
    with pytest.raises(NotByPart) as refused:
        leaving.begin(LAST)
    assert refused.value.what == "CLOSING"
    assert posted(leaving.fund) == LEFT | {"": 0}
