"""Processes killed and stopped in the middle, calls in any order, clocks put on and back."""

from __future__ import annotations

import os
import signal
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import time_machine
from django.db import connection

from accounts.web import clock
from isf.models.journal import JournalEntry
from isf.operations import grants
from tests.ledger_sound import fingerprint
from tests.races.stopped import StandStill
from tests.torture import forked
from tests.torture.deeds import Deed, Desk
from tests.torture.findings import must

POINTS = ("the entry", "what the entry moves", "the audit")
# The last Sunday of March and of October 2026, at the hour in which the clocks change.
CHANGES = {
    "put on": datetime(2026, 3, 29, 1, tzinfo=UTC),
    "put back": datetime(2026, 10, 25, 1, tzinfo=UTC),
}


def in_the_middle(deed: Deed, table: str) -> Callable[[], Any]:
    """The deed, in a process that stands still once it has written to a table."""

    def work() -> bool:
        with connection.execute_wrapper(StandStill(table=table, times=1)):
            deed.ask()
        return True

    return work


def stopped(desk: Desk, number: int) -> tuple[Deed, forked.Child, str]:
    """A process that stands still in the middle of a deed, and after what it has written."""
    deed = desk.next()
    tables = dict(
        zip(POINTS, ("isf_journalentry", deed.writes, "accounts_auditevent"), strict=True)
    )
    point = POINTS[number % len(POINTS)]
    child = forked.start(in_the_middle(deed, tables[point]))
    _, status = os.waitpid(child.pid, os.WUNTRACED)
    must(os.WIFSTOPPED(status), f"{point} of {deed.name} was not written")
    return deed, child, f"after writing {point}"


def killed(desk: Desk, times: int) -> Counter[str]:
    """kill -9 with everything written and nothing committed."""
    seen: Counter[str] = Counter()
    for number in range(times * len(POINTS)):
        before = fingerprint()
        deed, child, point = stopped(desk, number)
        child.kill()
        must(fingerprint() == before, f"{deed.name} left something, killed {point}")
        deed.ask()
        deed.ask()
        deed.must_be_done(1, f"after kill -9 {point}, and asking again twice")
        seen[f"kill -9 {point}"] += 1
    return seen


def continued(desk: Desk, times: int) -> Counter[str]:
    """SIGSTOP in the middle of a transaction, a look from outside, SIGCONT, and the same again."""
    seen: Counter[str] = Counter()
    for number in range(times * len(POINTS)):
        before = fingerprint()
        deed, child, point = stopped(desk, number)
        must(fingerprint() == before, f"{deed.name} was seen half done {point}")
        os.kill(child.pid, signal.SIGCONT)
        must(child.answer(), f"{deed.name} did not end after SIGCONT {point}")
        deed.ask()
        deed.must_be_done(1, f"after SIGSTOP and SIGCONT {point}")
        seen[f"SIGSTOP and SIGCONT {point}"] += 1
    return seen


def reordered(desk: Desk, times: int) -> Counter[str]:
    """The same calls several times and in any order: each is done once."""
    seen, random = Counter[str](), Random(times)
    for _ in range(times):
        deeds = [desk.next() for _ in range(6)]
        calls = deeds * 3
        random.shuffle(calls)
        for deed in calls:
            deed.ask()
        for deed in deeds:
            deed.must_be_done(1, "though it was asked for three times, in any order")
        seen["duplicate and reordered calls"] += len(calls)
    return seen


def summer_time(desk: Desk, times: int) -> Counter[str]:
    """Around the hours that come twice or never: the day is London's, the instant is exact."""
    seen: Counter[str] = Counter()
    for name, change in CHANGES.items():
        for number in range(times):
            at = change + timedelta(minutes=17 * (number - times // 2))
            ahead = at >= change if name == "put on" else at < change
            with time_machine.travel(at, tick=False):
                now, today = clock.now(), clock.today()
            london = (at + timedelta(hours=1) if ahead else at).date()
            must((now, today) == (at, london), f"at {at} the clock says {now} and {today}")
            key = f"clock-{desk.borough.authority.pk}-{at:%m%d%H%M}"
            fund, by = desk.funds[number % 3], desk.borough.finance
            for _ in range(2):
                grants.pay(fund_id=fund.pk, pence=1, key=key, by=by, at=now, on=today)
            (entry,) = JournalEntry.objects.filter(key=f"grant:{key}")
            must((entry.recorded_at, entry.day) == (at, london), f"{at} was kept as {entry.day}")
            seen[f"clocks {name}"] += 1
    return seen


FAULTS = (killed, continued, reordered, summer_time)
