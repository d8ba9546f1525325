"""Issuing and verifying statements as an operator does it."""

from __future__ import annotations

import hashlib
import io
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection

from isf.models import IssuedStatement, triggers
from tests.factories import isf
from tests.factories.issuing import APRIL, MAY, TODAY, close, issued

pytestmark = [pytest.mark.django_db, pytest.mark.rule("ISF-LED-7")]


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel("2026-06-10T12:00:00Z", tick=False):
        yield


def run(*words: str, **options: Any) -> str:
    out = io.StringIO()
    call_command(*words, stdout=out, **options)
    return out.getvalue()


def test_every_closed_month_is_issued_once() -> None:
    borough = isf.Borough(today=TODAY)
    borough.fund(weeks_ago=9)
    borough.fund(weeks_ago=5)
    elsewhere = isf.Borough(today=TODAY, name="Next Borough")
    elsewhere.fund(weeks_ago=9)
    assert "0 statements would be issued" in run("issue_statements", dry_run=True)
    for place in (borough, elsewhere):
        close(place, APRIL)
        close(place, MAY)

    planned = run("issue_statements", dry_run=True)
    assert "5 statements would be issued on 2026-06-10 (2026-04, 2026-05)" in planned
    assert IssuedStatement.objects.count() == 0
    said = run("issue_statements", authority="Next Borough")
    assert "2 statements issued on 2026-06-10." in said
    assert "3 statements issued on 2026-06-10." in run("issue_statements")
    assert "0 statements issued on 2026-06-10." in run("issue_statements")

    said = run("verify_statements")
    assert "5 statements worked out again, 5 files made again." in said
    assert "Sound: every statement is as it was issued." in said


def spoil(sql: str, *values: object) -> None:
    """Change what the triggers protect, as somebody with the database in their hands could."""
    triggers.LEDGER.drop(connection)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
    triggers.LEDGER.create(connection)


STATEMENT = "UPDATE isf_issuedstatement SET "


@pytest.mark.parametrize(
    ("sql", "values", "found"),
    [
        (
            STATEMENT + "content = REPLACE(content, %s, %s)",
            ("Ada Ford", "Eve Ford"),
            "the text is not the one that was issued",
        ),
        (
            STATEMENT + "in_pence = in_pence + 1, closing_pence = closing_pence + 1",
            (),
            "a column is not what the text says",
        ),
        (STATEMENT + "head_hash = %s", ("0" * 64,), "a column is not what the text says"),
        (STATEMENT + "number = 2", (), "a column is not what the text says"),
        (
            "UPDATE isf_posting SET day = %s WHERE seq = 1",
            (MAY,),
            "the ledger no longer adds up to it",
        ),
        (
            "UPDATE isf_journalentry SET hash = %s WHERE kind = %s",
            ("x", "MONTH_CLOSE"),
            "the entry it rests on is not in the chain",
        ),
        (
            "UPDATE isf_statementdocument SET pdf = %s",
            (b"%PDF-1.7",),
            "the file is not the one that was issued",
        ),
        (
            "UPDATE isf_statementdocument SET pdf = %s, pdf_sha256 = %s",
            (b"%PDF-1.7", hashlib.sha256(b"%PDF-1.7").hexdigest()),
            "the file made again is another one",
        ),
    ],
)
@pytest.mark.damages_the_books("rows are changed while the triggers are away, to be found")
def test_what_was_changed_is_found(sql: str, values: tuple[object, ...], found: str) -> None:
    issued()
    spoil(sql, *values)
    said = io.StringIO()
    with pytest.raises(SystemExit) as left:
        call_command("verify_statements", stdout=said)
    assert left.value.code == 1
    assert "DAMAGED: People's Borough, statement" in said.getvalue()
    assert found in said.getvalue()
