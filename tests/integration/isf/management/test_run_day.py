"""All the work of a day by one command, as an operator or a timer runs it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection

from isf.enums import RunState
from isf.models import Allocation, FeeCharge, ScheduledRun, Seal, triggers
from isf.models.journal import JournalEntry
from isf.operations import scheduled_runs
from isf.operations.posting import guard
from isf.rules.timetable import EVERY
from tests.factories import isf as lived

pytestmark = pytest.mark.django_db(transaction=True)
NOON = datetime(2026, 6, 10, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def run(**options: Any) -> tuple[str, int]:
    """What the command said, and its status."""
    out, status = io.StringIO(), 0
    try:
        call_command("run_day", stdout=out, **options)
    except SystemExit as left:
        status = int(left.code or 0)
    return out.getvalue(), status


def two_councils() -> list[lived.Borough]:
    made = []
    for name in ("People's Borough", "Next Borough"):
        borough = lived.Borough(today=NOON.date(), name=name)
        borough.fund(weeks_ago=9, paid=False)
        made.append(borough)
    return made


def test_a_day_pays_charges_and_seals_for_every_council_and_once() -> None:
    two_councils()
    said, status = run(close_months_after=10)
    assert status == 0, said
    assert f"Next Borough [1/{len(EVERY)}] pay_allocations" in said
    assert Allocation.objects.count() == 6
    assert FeeCharge.objects.exists()
    assert Seal.objects.filter(day=NOON.date()).count() == 2
    entries = JournalEntry.objects.count()
    runs = ScheduledRun.objects.filter(state=RunState.DONE, on=NOON.date())
    assert runs.exclude(said="").count() == 2 * len(EVERY)
    assert run(close_months_after=10)[1] == 0
    assert JournalEntry.objects.count() == entries


def test_trying_it_out_writes_nothing() -> None:
    two_councils()
    said, status = run(dry_run=True, close_months_after=1)
    assert status == 0
    assert "would be paid" in said
    assert "would be closed" in said
    assert not JournalEntry.objects.exists()
    assert not ScheduledRun.objects.exists()


def test_months_are_closed_only_where_that_was_asked_for() -> None:
    two_councils()
    assert "close_month" not in run()[0]
    assert "close_month" not in run(close_months_after=11)[0]
    assert "close_month" in run(close_months_after=10)[0]


def test_one_council_alone_by_its_name_or_reference() -> None:
    first, second = two_councils()
    run(authority="Next Borough")
    run(authority=str(second.authority.reference))
    assert not ScheduledRun.objects.filter(authority=first.authority).exists()
    assert ScheduledRun.objects.filter(authority=second.authority).count() == 2 * (len(EVERY) - 1)


def test_what_one_council_refuses_holds_up_nobody_and_is_said() -> None:
    first, second = two_councils()
    run(authority=str(first.authority.reference))
    said, status = run(on="2026-06-09")
    assert status == 1
    assert "1 piece of work to look at: People's Borough: seal_ledger." in said
    refused = ScheduledRun.objects.get(state=RunState.REFUSED)
    assert (refused.authority, refused.job) == (first.authority, "seal_ledger")
    assert "NOT DONE" in refused.said
    assert Seal.objects.filter(authority=second.authority).count() == 1


def test_a_fault_is_written_down_and_the_next_work_goes_on() -> None:
    two_councils()
    place = " ON isf_posting" if connection.vendor == "postgresql" else ""
    name = next(one for one in triggers.LEDGER.wanted(connection) if "isf_posting_no_" in one)
    guard.forget()
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TRIGGER {name}{place}")
        said, status = run()
    finally:
        triggers.LEDGER.create(connection)
        guard.forget()
    assert status == 1
    assert "Run manage.py migrate" in said
    failed = ScheduledRun.objects.filter(state=RunState.FAILED)
    assert "pay_allocations" in {one.job for one in failed}
    assert Seal.objects.count() == 2


def test_a_run_that_never_ended_is_called_interrupted_by_the_next() -> None:
    first, _ = two_councils()
    lost = scheduled_runs.begin(
        authority_id=first.authority.pk, job="pay_allocations", on=NOON.date(), at=NOON
    )
    run()
    lost.refresh_from_db()
    assert lost.state == RunState.INTERRUPTED
    scheduled_runs.end(run_id=lost.pk, state=RunState.DONE, said="late", at=NOON)
    lost.refresh_from_db()
    assert (lost.state, lost.said) == (RunState.INTERRUPTED, "")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"on": "2026-06-11"}, "has not come yet"),
        ({"on": "soon"}, "takes a date"),
        ({"close_months_after": 0}, "from 1"),
        ({"close_months_after": -3}, "from 1"),
        ({"authority": "Nowhere"}, "no council called"),
    ],
)
def test_words_it_does_not_take(options: dict[str, Any], words: str) -> None:
    two_councils()
    with pytest.raises(CommandError, match=words):
        run(**options)
    assert not ScheduledRun.objects.exists()


def test_without_a_council_it_says_what_to_do() -> None:
    said, status = run()
    assert "There is no council yet: manage.py add_organisation makes one." in said
    assert status == 0
