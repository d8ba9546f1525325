"""Nothing is posted while a trigger of the ledger is missing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import connection

from isf.models import triggers
from isf.models.journal import JournalEntry
from isf.operations.posting import guard
from tests.worked_examples.life import Life

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def as_a_new_process() -> Iterator[None]:
    guard.forget()
    yield
    triggers.LEDGER.create(connection)
    guard.forget()


def test_posting_is_refused_until_migrate_has_put_the_trigger_back() -> None:
    life = Life(policy={})
    place = " ON isf_posting" if connection.vendor == "postgresql" else ""
    name = next(
        name for name in triggers.LEDGER.wanted(connection) if name.startswith("isf_posting_no_")
    )
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{place}")
    fund = {"fund": "F1", "kind": "ISF", "holder": "GOODCARE", "weekly_pence": 48000}
    on = "2026-04-06"
    life.replay({"on": on, "do": "set_budget", "weekly_pence": 48000})
    life.replay({"on": on, "do": "open_fund", **fund, "fee": {"rate_bp": 1000}})
    pay = {"on": on, "do": "pay_allocation", "fund": "F1", "from": on, "to": "2026-05-03"}
    life.replay(pay)
    assert [refusal["rule"] for refusal in life.refusals] == ["ISF-LED-2"]
    assert JournalEntry.objects.count() == 0
    call_command("migrate", verbosity=0)
    life.replay(pay)
    assert len(life.refusals) == 1
    assert JournalEntry.objects.count() == 2
