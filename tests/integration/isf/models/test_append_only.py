"""What is posted stays posted, whoever writes, on both databases and after every migration."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from isf.models import triggers
from isf.models.journal import JournalEntry, Posting
from isf.operations import months, origins, refunds, seals, statements
from isf.queries.tranches import list_tranches
from tests.factories.absences import away
from tests.factories.borough import Borough
from tests.factories.deaths import die
from tests.factories.money import FIFTEEN, MONDAY, line_sent, noon
from tests.integration.isf.models import raw
from tests.ledger_sound import assert_ledger_sound, fingerprint

LATER = MONDAY + timedelta(days=40)


def lived() -> Borough:
    """A fund with a row in every table that may only grow."""
    borough = Borough()
    fund = borough.open_fund()
    borough.pay(fund)
    order = borough.order(fund, 1000, cancellation=FIFTEEN)
    borough.deliver(order, MONDAY)
    bill = borough.bill(fund, [line_sent(order, MONDAY)])
    borough.approve(bill)
    wish = refunds.Back(reference=uuid4(), pence=100, reason="Too long")
    refunds.give(
        invoice=bill.reference,
        number=0,
        wish=wish,
        by=borough.provider,
        at=noon(MONDAY),
        on=MONDAY,
    )
    months.close(
        authority_id=borough.authority.pk,
        month=MONDAY,
        by=borough.finance,
        at=noon(LATER),
        on=LATER,
    )
    seals.seal(authority_id=borough.authority.pk, day=LATER, by=borough.finance, at=noon(LATER))
    away(borough, MONDAY, on=MONDAY)
    statements.issue(fund=fund, month=MONDAY, by=borough.finance, at=noon(LATER), on=LATER)
    tranches = list_tranches(fund=fund, on=LATER)
    pence = int(sum(tranche.pence for tranche in tranches))
    origins.keep(entry_id=raw.newest(fund).pk, tranches=tranches, pence=pence)
    die(borough, LATER, on=LATER)
    return borough


def refused(sql: str) -> None:
    with pytest.raises(DatabaseError, match=r"ISF-LED-\d"), transaction.atomic():
        raw.run(sql)


COLUMNS = {
    "isf_journalentry": "memo",
    "isf_posting": "pence",
    "isf_reservationevent": "pence",
    "isf_snapshot": "posted",
    "isf_seal": "root",
    "isf_sealedhead": "seq",
    "isf_issuedstatement": "closing_pence",
    "isf_statementdocument": "pdf_sha256",
    "isf_moneyorigin": "pence",
    "isf_absenceversion": "reason",
    "isf_death": "reason",
    "isf_deathend": "ends_on",
    "isf_deathorder": "ends_on_before",
    "isf_promiseterms": "days",
    "isf_refund": "reason",
}


def test_every_table_that_may_only_grow_is_tried() -> None:
    assert set(COLUMNS) == set(triggers.APPEND_ONLY)


@pytest.mark.rule("ISF-LED-2")
@pytest.mark.django_db
@pytest.mark.parametrize("table", triggers.APPEND_ONLY)
def test_nothing_posted_is_changed_or_deleted(table: str) -> None:
    lived()
    raw.check_now()
    before = fingerprint()
    assert raw.count(table) > 0
    refused(f"UPDATE {table} SET {COLUMNS[table]} = {COLUMNS[table]}")
    refused(f"DELETE FROM {table}")
    if connection.vendor == "postgresql":
        refused(f"TRUNCATE {table} CASCADE")
    else:
        refused(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
    assert fingerprint() == before


@pytest.mark.rule("ISF-LED-2")
@pytest.mark.django_db
def test_a_row_is_not_replaced_by_one_in_its_way() -> None:
    """SQLite's REPLACE, and PostgreSQL's ON CONFLICT, would write over what is there."""
    borough = Borough()
    fund = borough.open_fund()
    borough.pay(fund)
    entry, kept = raw.newest(fund), Posting.objects.latest("id")
    before = fingerprint()
    if connection.vendor == "sqlite":
        attempts = (
            lambda: raw.header(fund, verb="INSERT OR REPLACE", key=entry.key),
            lambda: raw.header(fund, verb="INSERT OR REPLACE", id=entry.pk),
            lambda: raw.header(fund, verb="INSERT OR REPLACE", seq=entry.seq),
            lambda: raw.posting(kept.account_id, 5, id_=kept.pk, verb="INSERT OR REPLACE"),
        )
    else:
        attempts = (
            lambda: raw.run(
                "INSERT INTO isf_journalentry SELECT * FROM isf_journalentry WHERE id = %s "
                "ON CONFLICT (id) DO UPDATE SET memo = 'changed'",
                entry.pk,
            ),
        )
    for attempt in attempts:
        with pytest.raises(DatabaseError, match=r"ISF-LED-\d"), transaction.atomic():
            attempt()
    assert fingerprint() == before


@pytest.mark.django_db(transaction=True)
def test_triggers_come_back_after_a_migration_that_rebuilt_a_table() -> None:
    """SQLite rebuilds a table to change it, and its triggers vanish without a word."""
    borough = lived()
    triggers.LEDGER.drop(connection)
    if connection.vendor == "sqlite":
        raw.run("PRAGMA foreign_keys = OFF")
        with connection.schema_editor() as editor:
            editor._remake_table(JournalEntry)
        raw.run("PRAGMA foreign_keys = ON")
    assert triggers.LEDGER.missing(connection)

    call_command("migrate", verbosity=0)

    assert triggers.LEDGER.missing(connection) == []
    refused("DELETE FROM isf_journalentry")
    refused("UPDATE isf_posting SET pence = pence")
    assert JournalEntry.objects.filter(authority=borough.authority).exists()
    assert_ledger_sound()


@pytest.mark.django_db(transaction=True)
def test_a_missing_trigger_is_reported_by_the_system_check() -> None:
    assert triggers.LEDGER.check(databases=["default"]) == []
    place = " ON isf_posting" if connection.vendor == "postgresql" else ""
    name = "isf_posting_before_header"
    try:
        raw.run(f"DROP TRIGGER {name}{place}")
        found = triggers.LEDGER.check(databases=["default"])
    finally:
        triggers.LEDGER.create(connection)
    assert [message.id for message in found] == ["isf.W001"]
    assert name in found[0].msg
