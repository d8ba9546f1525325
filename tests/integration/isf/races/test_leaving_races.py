"""Real processes close the same fund at the same moment, or order while notice is given."""

from __future__ import annotations

import pytest

from isf.enums import EntryKind
from isf.models import Closing, Fund
from isf.models.journal import JournalEntry
from tests.factories.leaving import UNTIL, Leaving
from tests.factories.money import DAY
from tests.factories.notices import LAST
from tests.ledger_sound import assert_ledger_sound
from tests.races import RUNNERS, race

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
ASKS = "tests.integration.isf.races.requests"


@pytest.mark.rule("ISF-POR-3")
@pytest.mark.rule("ISF-LED-3")
def test_a_fund_closed_by_many_runs_at_once_moves_its_money_once() -> None:
    leaving = Leaving()
    for day, moves in ((LAST, 1), (UNTIL + DAY, 2)):
        told = race(f"{ASKS}:run", command="close_funds", clock=f"{day}T12:00:00Z")
        assert len([one for one in told if "done" in one]) == RUNNERS
        rows = JournalEntry.objects.filter(fund=leaving.fund, kind=EntryKind.TRANSFER)
        assert rows.count() == moves
    assert Closing.objects.get().moved_pence == 198_857 - 19_885
    assert Fund.objects.filter(kind="MANAGED").count() == 1
    assert leaving.held() == (0, 0)
    assert_ledger_sound()
