"""Every derived column is lost, and the journal gives each of them back, to the last byte."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command

from accounts.models import AuditEvent
from isf.ledger.chain import GENESIS
from isf.models import Fund, triggers
from isf.models.journal import JournalEntry, LedgerAccount
from isf.models.reservations import Reservation
from tests.factories.lives import two_funds
from tests.integration.isf.models import raw
from tests.ledger_watch import assert_agreed

pytestmark = [pytest.mark.django_db, pytest.mark.rule("ISF-LED-6")]


def run(*words: str) -> tuple[int, str]:
    """The exit status of the command, and the last line it said."""
    said, status = io.StringIO(), 0
    try:
        call_command("rebuild_balances", *words, stdout=said)
    except SystemExit as left:
        status = int(left.code or 0)
    return status, said.getvalue().splitlines()[-1]


def every_row() -> dict[str, list[Any]]:
    """Every column of every row of money."""
    models = apps.get_app_config("isf").get_models()
    return {
        model.__name__: list(model._default_manager.order_by("pk").values_list())
        for model in models
    }


def lose_everything() -> int:
    """Set every derived column as if nothing had ever been posted; how many rows."""
    rows = Fund.objects.update(seq=0, head_hash=GENESIS)
    rows += Reservation.objects.update(amount=0, remaining=0)
    own = LedgerAccount.objects.filter(fund__isnull=False)
    return rows + own.update(posted=0, reserved=0, last_day=None)


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
