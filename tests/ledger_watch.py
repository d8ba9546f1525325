"""After every test that wrote to the ledger: the books are sound, and the product says the same.

What was found sound once is not read again: tests which share one world, or only look, pay for
three short queries. A test which damages the books on purpose says so and why:
`@pytest.mark.damages_the_books("reason")`.
"""

from __future__ import annotations

import hashlib

import pytest
from django.db import connection

from isf.models import Fund, IssuedStatement
from isf.models.journal import JournalEntry, LedgerAccount
from isf.queries import issued_checks, verification
from tests.ledger_sound import assert_ledger_sound

MARK = "damages_the_books"
# Only the text is worked out again: making the files again belongs to `verify_statements`.
NO_PAPER = issued_checks.Paper(made_with="", make=lambda _: b"")


class Watch:
    """Remembers the last state of the books that was found sound."""

    def __init__(self) -> None:
        self.sound = ""

    def look(self, item: pytest.Item) -> None:
        """Fail the test that leaves unsound books behind, whoever of the two finds it.

        Where the test closed its connection, nothing of what it wrote is left.
        """
        if connection.closed_in_transaction:
            return
        if not JournalEntry.objects.exists() or (state := digest()) == self.sound:
            return
        if mark := item.get_closest_marker(MARK):
            assert mark.args, f"{MARK} needs a reason"
            return
        assert_agreed()
        self.sound = state


def digest() -> str:
    """A hash over every chain's head, every stored balance and every issued statement."""
    told = hashlib.sha256()
    for rows in (
        Fund.objects.order_by("id").values_list("id", "seq", "head_hash"),
        LedgerAccount.objects.order_by("id").values_list("id", "posted", "reserved"),
        IssuedStatement.objects.order_by("id").values_list("id", "content_sha256"),
    ):
        told.update(repr(list(rows)).encode())
    return told.hexdigest()


def assert_agreed() -> None:
    """The oracle of the tests, the product's own verifier and its statements, one after another."""
    assert_ledger_sound()
    connection.check_constraints()
    assert verification.verify().damages == []
    statements = issued_checks.Report()
    for _ in issued_checks.verify(authority_id=None, paper=NO_PAPER, report=statements):
        pass
    assert statements.damages == []
