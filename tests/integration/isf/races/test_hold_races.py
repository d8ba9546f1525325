"""Real processes put a hold and approve a bill at once: it is paid for all of them, or for none."""

from __future__ import annotations

import pytest

from accounts.enums import Role
from isf.models import Hold, InvoiceLine
from isf.models.journal import JournalEntry
from tests.factories.borough import Borough
from tests.factories.money import MONDAY, line_sent
from tests.ledger_sound import assert_ledger_sound
from tests.races import RUNNERS, race

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
ASKS = "tests.integration.isf.races.hold_requests"


@pytest.mark.rule("ISF-LIF-3")
@pytest.mark.parametrize("scope", ["fund", "provider"])
def test_a_hold_and_an_approval_come_one_after_the_other(scope: str) -> None:
    borough = Borough()
    fund = borough.open_fund()
    borough.pay(fund, weeks=1)
    order = borough.order(fund, 2000)
    borough.deliver(order, MONDAY)
    invoice = borough.bill(fund, [line_sent(order, MONDAY)])
    target = {"fund_id": fund.pk} if scope == "fund" else {"provider_id": borough.carer.pk}
    lead = borough.staff(Role.SAFEGUARDING_LEAD)

    told = race(f"{ASKS}:stop_or_approve", invoice=invoice.pk, user=lead.user_id, target=target)

    assert len({one["done"] for one in told}) == 1
    assert len(told) == RUNNERS
    paid = told[0]["done"]
    assert JournalEntry.objects.filter(kind="BILL").count() == int(paid)
    assert InvoiceLine.objects.get().state == ("APPROVED" if paid else "HELD")
    assert Hold.objects.count() == 1
    assert_ledger_sound()
