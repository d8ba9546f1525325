"""Money is given back, and an early end charged, once: asked for by several at the same moment."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from isf.models import CancellationCharge, Refund
from tests.factories.borough import Borough
from tests.factories.ended_early import LAST, EndedEarly
from tests.factories.money import MONDAY, account, line_sent
from tests.ledger_sound import assert_ledger_sound
from tests.races import RUNNERS, race

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
ASKS = "tests.integration.isf.races.billing_requests"


def paid() -> dict[str, Any]:
    """A line of 20.00 that was paid of 1,920.00."""
    borough = Borough()
    fund = borough.open_fund()
    borough.pay(fund)
    order = borough.order(fund, 2000, starts_on=MONDAY, ends_on=MONDAY)
    borough.deliver(order, MONDAY)
    bill = borough.bill(fund, [line_sent(order, MONDAY)], on=MONDAY)
    borough.approve(bill, on=MONDAY)
    assert account(fund).posted == 190_000
    return {
        "invoice": str(bill.reference),
        "number": bill.lines.get().number,
        "user": borough.provider.user_id,
        "holder": borough.provider.organisation_id,
        "pence": 1500,
    }


@pytest.mark.rule("ISF-LED-3")
def test_one_refund_asked_for_by_many_comes_back_once() -> None:
    told = race(f"{ASKS}:refund", **paid(), reference=str(uuid4()))
    assert all("done" in one for one in told), told
    refund = Refund.objects.select_related("line__invoice__fund").get()
    assert [one["done"] for one in told] == [refund.pk] * RUNNERS
    assert account(refund.line.invoice.fund).posted == 190_000 + 1500
    assert_ledger_sound()


@pytest.mark.rule("ISF-BIL-7")
def test_refunds_that_meet_never_give_back_more_than_was_paid() -> None:
    told = race(f"{ASKS}:refund", **paid(), reference="")
    assert [one.get("refused") for one in told].count("RefundTooLarge") == RUNNERS - 1, told
    refund = Refund.objects.select_related("line__invoice__fund").get()
    assert [one["done"] for one in told if "done" in one] == [refund.pk]
    assert account(refund.line.invoice.fund).posted == 190_000 + 1500
    assert_ledger_sound()


@pytest.mark.rule("ISF-POR-2")
def test_an_early_end_asked_for_by_many_is_charged_once() -> None:
    """Seven visits of 20.00 to the last day, and 15.00 published for too little notice."""
    early = EndedEarly()
    freed = early.held[1]
    told = race(
        f"{ASKS}:end",
        fund=early.fund.pk,
        order=str(early.order.order),
        last_day=LAST.isoformat(),
        shown_pence=1500,
    )
    assert [charge.pence for charge in CancellationCharge.objects.all()] == [1500]
    assert early.charge.reserved_pence == 1500
    _, kept = early.held
    assert sorted(one["done"] for one in told)[:-1] == [0] * (RUNNERS - 1)
    assert max(one["done"] for one in told) == freed - kept + 1500
    assert_ledger_sound()
