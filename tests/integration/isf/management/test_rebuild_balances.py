"""Every derived column is lost, and the journal gives each of them back, to the last byte."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command

from accounts.models import AuditEvent
from isf.ledger.chain import GENESIS
from isf.models import Fund, triggers
from isf.models.journal import JournalEntry
from tests.factories.lives import two_funds
from tests.integration.isf.models import raw
from tests.ledger_watch import assert_agreed
from tests.torture.books import every_row, lose_everything

pytestmark = [pytest.mark.django_db, pytest.mark.rule("ISF-LED-6")]


def run(*words: str) -> tuple[int, str]:
    """The exit status of the command, and the last line it said."""
    said, status = io.StringIO(), 0
    try:
        call_command("rebuild_balances", *words, stdout=said)
    except SystemExit as left:
        status = int(left.code or 0)
    return status, said.getvalue().splitlines()[-1]


def test_all_that_was_lost_comes_back_to_the_last_byte() -> None:
    two_funds()
    before = every_row()
    assert run("--check") == (0, "2 funds read, 0 rows differ from the journal.")
    rows = lose_everything()
    lost = every_row()
    assert lost != before

    assert run("--check") == (1, f"2 funds read, {rows} rows differ from the journal.")
    assert every_row() == lost
    assert AuditEvent.objects.filter(action="BALANCES_REBUILT").count() == 0

    assert run() == (0, f"2 funds read, {rows} rows written from the journal.")
    assert every_row() == before
    assert AuditEvent.objects.filter(action="BALANCES_REBUILT").count() == 2
    assert_agreed()

    assert run() == (0, "2 funds read, 0 rows written from the journal.")
    assert AuditEvent.objects.filter(action="BALANCES_REBUILT").count() == 2


@pytest.mark.damages_the_books("an entry is changed while the triggers are away, to be found")
def test_nothing_is_made_from_a_journal_that_is_damaged() -> None:
    two_funds()
    entry = JournalEntry.objects.order_by("pk").first()
    assert entry is not None
    triggers.LEDGER.drop(raw.connection)
    raw.run("UPDATE isf_journalentry SET memo = 'x' WHERE id = %s", entry.pk)
    triggers.LEDGER.create(raw.connection)
    lose_everything()
    lost = Fund.objects.filter(pk=entry.fund_id).values_list("seq", "head_hash")
    status, said = run()
    assert (status, said.split(",")[0]) == (1, "2 funds read")
    assert list(lost) == [(0, GENESIS)]
