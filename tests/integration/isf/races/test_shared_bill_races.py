"""One shared bill sent by several at the same moment: it is one bill, and each is asked once."""

from __future__ import annotations

from uuid import uuid4

import pytest

from isf.models import PurchaseRequest, SharedBill
from tests.factories import accounts as make
from tests.factories.borough import Borough
from tests.ledger_sound import assert_ledger_sound
from tests.races import RUNNERS, race

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


@pytest.mark.rule("ISF-RES-4")
@pytest.mark.rule("ISF-LED-3")
def test_a_bill_sent_by_many_is_one() -> None:
    borough = Borough()
    funds = [
        borough.open_fund(person=make.Person(authority=borough.authority)).pk for _ in range(3)
    ]
    told = race(
        "tests.integration.isf.races.shared_requests:share",
        funds=funds,
        holder=borough.holder.pk,
        user=borough.finance.user_id,
        reference=str(uuid4()),
    )
    assert [one["done"] for one in told] == [SharedBill.objects.get().pk] * RUNNERS
    assert PurchaseRequest.objects.count() == len(funds)
    assert_ledger_sound()
