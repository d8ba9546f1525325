"""After a death only closing postings follow: everything new is refused, and says which rule."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from isf.enums import ClosingPlace, ContributionMode, FundState, NoticeParty
from isf.models import Case
from isf.operations import (
    absences,
    agreements,
    banking,
    closing_places,
    contributions,
    part_moves,
    purchase_requests,
    topups,
)
from isf.rules.absences import Stay
from isf.rules.contributions import Contribution
from isf.rules.deaths import PersonDied
from isf.rules.fees import FeeVersion
from isf.rules.placing import FundNotOpen
from isf.web.presenters import refusals
from tests.factories import accounts as make
from tests.factories.absences import away
from tests.factories.deaths import DIED, PAID_TO, TOLD, Bereaved, die
from tests.factories.money import DAY, MONDAY, bought, noon
from tests.factories.notices import give
from tests.ledger_sound import assert_ledger_sound, fingerprint

pytestmark = [pytest.mark.django_db, pytest.mark.rule("ISF-LIF-2")]


def told(**more: Any) -> dict[str, Any]:
    return {"at": noon(TOLD), "on": TOLD} | more


def fee_from_tomorrow(gone: Bereaved) -> None:
    fee = FeeVersion(starts_on=TOLD + DAY, rate_bp=500)
    agreements.change_fee(fund_id=gone.fund.pk, fee=fee, by=gone.borough.commissioner, **told())


def part(gone: Bereaved) -> None:
    wish = part_moves.Wish(
        reference=uuid4(), target=uuid4(), weekly_pence={}, pence=1, starts_on=TOLD
    )
    part_moves.move(fund_id=gone.fund.pk, wish=wish, by=gone.borough.commissioner, **told())


def save(gone: Bereaved) -> None:
    wish = banking.Wish(reference=uuid4(), name="A bed", target_on=PAID_TO, pence=1)
    banking.bank(fund_id=gone.fund.pk, wish=wish, by=gone.borough.budget_holder, **told())


def add(gone: Bereaved) -> None:
    paid = topups.Paid(reference=uuid4(), order=gone.order.order, pence=1)
    topups.receive(fund_id=gone.fund.pk, paid=paid, by=gone.borough.finance, **told())


def ask(gone: Bereaved) -> None:
    purchase_requests.ask(
        fund_id=gone.fund.pk,
        bought=bought(1),
        by=gone.borough.care_manager,
        reference=uuid4(),
        **told(),
    )


def choose(gone: Bereaved) -> None:
    closing_places.choose(
        fund_id=gone.fund.pk,
        place=ClosingPlace.MANAGED,
        target=None,
        reference=uuid4(),
        by=gone.borough.budget_holder,
        at=noon(TOLD),
    )


def contribute(gone: Bereaved) -> None:
    wanted = Contribution(starts_on=TOLD + DAY, weekly_pence=1_000, mode=ContributionMode.NET)
    by = gone.borough.commissioner
    contributions.agree(fund_id=gone.fund.pk, wanted=wanted, by=by, **told())


NEW: dict[str, Callable[[Bereaved], Any]] = {
    "order": lambda gone: gone.borough.order(gone.fund, 1, ends_on=DIED, on=TOLD),
    "budget": lambda gone: gone.borough.budget(50_000, on=TOLD),
    "agreement": lambda gone: gone.borough.open_fund(0, on=TOLD),
    "fee": fee_from_tomorrow,
    "part": part,
    "grant": lambda gone: gone.borough.grant(gone.fund, 1, on=TOLD),
    "purchase": lambda gone: gone.borough.buy(gone.fund, 1, on=TOLD),
    "asked": ask,
    "notice": lambda gone: give(gone.fund, gone.borough.budget_holder, on=TOLD),
    "notice of the council": lambda gone: give(
        gone.fund, gone.borough.care_manager, NoticeParty.COUNCIL, on=TOLD
    ),
    "contribution": contribute,
    "saved": save,
    "added": add,
    "place": choose,
    "away": lambda gone: away(gone.borough, DIED + DAY, on=TOLD),
}


@pytest.mark.parametrize("name", NEW)
def test_nothing_new_follows_and_the_rule_is_named(name: str) -> None:
    gone = Bereaved()
    gone.die()
    before = fingerprint()
    with pytest.raises(PersonDied) as refusal:
        NEW[name](gone)
    assert fingerprint() == before
    words = refusals.words(refusal.value)
    assert words.rule == "ISF-LIF-2"
    assert "15 April 2026" in str(words)
    assert "ISF-LIF-2" in str(words)


@pytest.mark.parametrize("name", sorted(set(NEW) - {"agreement", "part", "away"}))
def test_the_same_is_no_matter_while_they_live(name: str) -> None:
    NEW[name](Bereaved())
    assert_ledger_sound()


@pytest.mark.rule("ISF-POR-2")
def test_an_order_beyond_the_day_is_refused_as_after_any_last_day() -> None:
    gone = Bereaved()
    gone.die()
    with pytest.raises(FundNotOpen) as refusal:
        gone.borough.order(gone.fund, 1, starts_on=TOLD, on=TOLD)
    assert refusal.value.last_on == DIED


def test_others_go_on() -> None:
    gone = Bereaved()
    other = make.Person(authority=gone.borough.authority)
    die(gone.borough, person=other)
    for name in ("order", "grant", "purchase", "saved"):
        NEW[name](gone)
    assert_ledger_sound()


@pytest.mark.rule("ISF-LIF-1")
def test_time_away_before_the_day_is_still_told_and_no_review_follows() -> None:
    gone = Bereaved()
    away(gone.borough, MONDAY, on=MONDAY)
    gone.die()
    away_to = Stay(first_on=MONDAY + 60 * DAY, returned_on=None)
    with pytest.raises(PersonDied):
        absences.tell(
            fund_id=gone.fund.pk,
            reference=uuid4(),
            stay=away_to,
            by=gone.borough.budget_holder,
            at=noon(MONDAY + 60 * DAY),
            on=MONDAY + 60 * DAY,
        )
    found = absences.watch(
        budget_id=gone.fund.deployment.budget_id,
        by=gone.borough.care_manager,
        at=noon(MONDAY + 90 * DAY),
        on=MONDAY + 90 * DAY,
    )
    assert found == 0
    assert not Case.objects.filter(rule="ISF-LIF-1").exists()


def test_what_is_still_owed_up_to_the_day_is_paid_and_not_a_day_more() -> None:
    gone = Bereaved()
    later = MONDAY + 30 * DAY
    gone.die(later, on=later)
    due = gone.borough.pay(gone.fund, PAID_TO + DAY, on=later)
    assert due.amount_pence == round(48_000 * 31 / 7) - 192_000
    again = gone.borough.pay(gone.fund, PAID_TO + 29 * DAY, on=later)
    assert again.amount_pence == 0
    gone.begin(later)
    gone.finish(later + 29 * DAY)
    assert gone.state() == FundState.CLOSED
    assert_ledger_sound()
