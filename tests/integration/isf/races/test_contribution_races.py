"""The same payment and the same weeks at the same moment: taken in once, settled once."""

from __future__ import annotations

from uuid import uuid4

import pytest

from isf.models import Case, ContributionWeek
from isf.models.journal import JournalEntry
from tests.factories.contributions import GROSS, NET, begun
from tests.factories.money import MONDAY, WEEK, account
from tests.ledger_sound import assert_ledger_sound
from tests.races import RUNNERS, race

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
ASKS = "tests.integration.isf.races.contribution_requests"


@pytest.mark.rule("ISF-FUN-2")
def test_one_payment_sent_by_many_is_taken_in_once() -> None:
    borough, fund = begun(NET)
    told = race(
        f"{ASKS}:receive", fund=fund.pk, user=borough.finance.user_id, reference=str(uuid4())
    )
    assert sorted(one["done"] for one in told) == [False] * (RUNNERS - 1) + [True]
    assert account(fund).posted == 180_000
    assert_ledger_sound()


@pytest.mark.rule("ISF-FUN-2")
def test_weeks_settled_by_many_are_settled_once_and_go_back_once() -> None:
    borough, fund = begun(GROSS)
    borough.buy(fund, 3_000)
    told = race(
        f"{ASKS}:settle",
        fund=fund.pk,
        user=borough.finance.user_id,
        on=(MONDAY + WEEK).isoformat(),
    )
    assert sorted(one["done"] for one in told) == [[0, 0]] * (RUNNERS - 1) + [[1, 1_000]]
    assert JournalEntry.objects.filter(kind="CONTRIBUTION_NOT_DUE").count() == 1
    assert (ContributionWeek.objects.count(), Case.objects.count()) == (1, 1)
    assert_ledger_sound()
