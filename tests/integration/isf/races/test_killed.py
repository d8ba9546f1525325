"""Commands that are killed in the middle and run again: nothing is lost and nothing is twice."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Model
from django.test import override_settings

from accounts.enums import LettersBy
from isf.enums import LetterState
from isf.models import (
    Allocation,
    FeeCharge,
    Fund,
    IssuedStatement,
    Letter,
    LetterEvent,
    Seal,
)
from isf.models.journal import JournalEntry, LedgerAccount, Posting, Snapshot
from isf.models.reservations import Reservation
from tests import mail_server
from tests.factories import isf as lived
from tests.factories.issuing import APRIL, TODAY, close, issue
from tests.ledger_watch import assert_agreed
from tests.races.commands import run
from tests.races.killed import killed

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
NOW = "2026-06-10T12:00:00Z"
# What must be the same, whoever was killed on the way; hashes differ by the ids of new rows.
SAME: dict[type[Model], tuple[str, ...]] = {
    Allocation: ("fund", "first_on", "last_on", "amount_pence", "entry"),
    FeeCharge: ("fund", "through_on", "due_pence", "cumulative_fee_pence", "entry"),
    Fund: ("pk", "seq", "state", "closed_through"),
    IssuedStatement: ("fund", "month", "opening_pence", "in_pence", "out_pence", "closing_pence"),
    JournalEntry: ("pk", "kind", "key", "day", "memo"),
    LedgerAccount: ("fund", "kind", "organisation", "purpose", "posted", "reserved", "last_day"),
    Posting: ("entry", "pence", "after", "late"),
    Reservation: ("account__fund", "kind", "reference", "amount", "remaining"),
    Seal: ("authority", "day", "root"),
    Snapshot: ("account__fund", "account__kind", "through_on", "posted", "reserved"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A command, the rows it makes, and how many of them are kept when it is killed.

    One that posts before it seals is sealed over the ids of new rows, which differ each time.
    """

    command: tuple[str, ...]
    makes: type[Model]
    kept: int = 1
    all: int
    posts_before_it_seals: bool = False


CASES = {
    "pay_allocations": Case(command=("pay_allocations",), makes=Allocation, all=6),
    "charge_fees": Case(command=("charge_fees",), makes=FeeCharge, all=4),
    "issue_statements": Case(command=("issue_statements",), makes=IssuedStatement, all=2),
    "close_month": Case(command=("close_month", "2026-04"), makes=JournalEntry, all=2),
    "seal_ledger": Case(command=("seal_ledger",), makes=Seal, all=2),
    "run_day": Case(command=("run_day",), makes=FeeCharge, all=4, posts_before_it_seals=True),
}


def two_councils(command: str) -> None:
    """A fund each in two councils; a month of theirs is closed where statements are issued."""
    for name in ("People's Borough", "Next Borough"):
        borough = lived.Borough(today=TODAY, name=name)
        borough.fund(weeks_ago=9, paid=command != "pay_allocations")
        if command == "issue_statements":
            close(borough, APRIL)


def facts(case: Case) -> dict[str, list[Any]]:
    """What is in the books, in an order of its own."""
    same = SAME | ({Seal: ("authority", "day")} if case.posts_before_it_seals else {})
    return {
        model.__name__: sorted(model._default_manager.values_list(*columns), key=repr)
        for model, columns in same.items()
    }


def never_killed(case: Case, *, post: Path) -> dict[str, list[Any]]:
    """What the books are after the whole command, which is then taken back."""
    with transaction.atomic():
        run(*case.command, on=NOW, post=str(post))
        told = facts(case)
        transaction.set_rollback(True)
    return told


@pytest.mark.rule("ISF-LED-3")
@pytest.mark.parametrize("name", CASES)
def test_killed_in_the_middle_and_run_again_is_as_never_killed(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    rows = case.makes._default_manager
    two_councils(name)
    before, nothing = rows.count(), facts(case)
    wanted = never_killed(case, post=tmp_path)
    assert facts(case) == nothing

    with killed(
        *case.command,
        on=NOW,
        post=str(tmp_path),
        table=case.makes._meta.db_table,
        times=case.kept + 1,
    ):
        assert rows.count() == before + case.kept
    assert rows.count() == before + case.kept
    assert_agreed()

    run(*case.command, on=NOW, post=str(tmp_path))
    assert rows.count() == before + case.all
    assert facts(case) == wanted
    run(*case.command, on=NOW, post=str(tmp_path))
    assert facts(case) == wanted


@pytest.mark.rule("ISF-LED-7")
def test_a_message_under_way_when_its_sender_was_killed_is_not_sent_twice(tmp_path: Path) -> None:
    """Three failed and are tried again; the sender dies after the second went out."""
    borough = lived.Borough(today=TODAY)
    for name in ("ada", "bea", "cyd"):
        person = borough.person(email=f"{name}@example.org", letters_by=LettersBy.EMAIL.value)
        borough.fund(weeks_ago=9, person=person)
    close(borough, APRIL)
    with override_settings(EMAIL_BACKEND=mail_server.CLOSED):
        for fund in Fund.objects.all():
            issue(fund, APRIL)
    events = LetterEvent.objects.count()

    table = LetterEvent._meta.db_table
    with killed("send_letters", on=NOW, post=str(tmp_path), table=table, times=2):
        assert LetterEvent.objects.count() == events + 1
    assert states() == [LetterState.FAILED, LetterState.SENDING, LetterState.SENT]

    for _ in range(2):
        run("send_letters", on=NOW, post=str(tmp_path))
        assert states() == [LetterState.SENDING, LetterState.SENT, LetterState.SENT]
    posted = "".join(file.read_text() for file in tmp_path.iterdir())
    for code in Letter.objects.values_list("code", flat=True):
        assert posted.count(f"Message-ID: <statement-{code}@") == 1


def states() -> list[str]:
    return sorted(Letter.objects.values_list("state", flat=True))
