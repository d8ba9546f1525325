"""Real processes record the same death at the same moment as others buy from the fund."""

from __future__ import annotations

from uuid import uuid4

import pytest

from isf.models import Death, Purchase
from isf.models.journal import JournalEntry
from tests.factories.deaths import Bereaved
from tests.ledger_sound import assert_ledger_sound
from tests.races import RUNNERS, race

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
ASKS = "tests.integration.isf.races.death_requests"


@pytest.mark.rule("ISF-LIF-2")
@pytest.mark.rule("ISF-LED-3")
def test_a_death_is_recorded_once_and_nothing_is_bought_after_it() -> None:
    gone = Bereaved()
    told = race(
        f"{ASKS}:die_or_buy",
        fund=gone.fund.pk,
        user=gone.borough.care_manager.user_id,
        reference=str(uuid4()),
    )
    assert len(told) == RUNNERS
    done = [one["done"] for one in told if "done" in one]
    assert done.count("recorded") == 1
    assert Death.objects.count() == 1
    assert Purchase.objects.count() == done.count("bought")
    rows = JournalEntry.objects.filter(fund=gone.fund).order_by("seq")
    kinds = list(rows.values_list("kind", flat=True))
    after = kinds[kinds.index("ALLOCATION_DIFFERENCE") :]
    assert kinds.count("ALLOCATION_DIFFERENCE") == 1
    assert "PURCHASE" not in after
    assert_ledger_sound()
