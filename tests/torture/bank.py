"""Eight processes at the same funds through the operations: each key once, every total right."""

from __future__ import annotations

import time
from collections import Counter
from random import Random
from typing import Any

from django.db import OperationalError, connection

from isf.models.journal import JournalEntry
from tests.factories.money import MONDAY, WEEK
from tests.torture import forked
from tests.torture.deeds import Deed, Desk
from tests.torture.findings import must

PROCESSES = 8
KEYS = 240
DEAR = 60_000
LEAST_SECONDS = 30.0
TOTALS = """
    SELECT (SELECT COALESCE(SUM(pence), 0) FROM isf_posting),
           (SELECT COALESCE(SUM(posted), 0) FROM isf_ledgeraccount WHERE fund_id IS NOT NULL)
         - (SELECT COALESCE(SUM(p.pence), 0) FROM isf_posting p
            JOIN isf_ledgeraccount a ON a.id = p.account_id WHERE a.fund_id IS NOT NULL),
           (SELECT COUNT(*) FROM isf_ledgeraccount WHERE floor IS NOT NULL
            AND posted - reserved < floor)
"""


def deed_of(desk: Desk, number: int) -> Deed:
    """The deed of a key: the same in every process. Some are more than the fund can bear."""
    fund = desk.funds[number % len(desk.funds)]
    kinds = (desk.grant, desk.buy, desk.order)
    if number % 12 == 0:
        return desk.buy(number, fund, pence=DEAR)
    return kinds[number % 4 % 3](number, fund)


def work(desk: Desk, seed: int, seconds: float) -> dict[str, Any]:
    """One process: random keys of the same few, again and again, and a look at the totals."""
    random, until = Random(seed), time.monotonic() + seconds
    seen: Counter[str] = Counter()
    done: set[int] = set()
    while time.monotonic() < until:
        number = random.randrange(KEYS)
        seen[ask(desk, number, done)] += 1
        if random.random() < 0.1:
            desk.borough.pay(desk.funds[number % 3], MONDAY + 4 * WEEK, weeks=4, on=MONDAY)
            seen["allocations asked for"] += 1
        if random.random() < 0.5:
            look()
            seen["totals read"] += 1
    return {"seen": seen, "done": sorted(done)}


def ask(desk: Desk, number: int, done: set[int]) -> str:
    try:
        deed_of(desk, number).ask()
    except OperationalError:
        return "told to try later"
    except Exception as refusal:
        if not hasattr(refusal, "rule"):
            raise
        return f"refused: {refusal.rule}"
    done.add(number)
    return "done"


def look() -> None:
    """One statement, one instant: postings cancel out, balances are sums, none is short."""
    with connection.cursor() as cursor:
        cursor.execute(TOTALS)
        totals = cursor.fetchone()
    must(totals == (0, 0, 0), f"a read found totals of {totals}")


def run(seed: int, seconds: float) -> Counter[str]:
    """The whole bank, then every key counted. Errors: `Finding`."""
    desk, seconds = Desk(), max(seconds, LEAST_SECONDS)
    children = [
        forked.start(lambda n=n: work(desk, seed * 100 + n, seconds)) for n in range(PROCESSES)
    ]
    answers = [child.answer() for child in children]
    seen: Counter[str] = Counter()
    done: set[int] = set()
    for answer in answers:
        seen.update(answer["seen"])
        done.update(answer["done"])
    for number in range(KEYS):
        times = deed_of(desk, number).times()
        must(times == (number in done), f"key {number} was done {times} times")
    for fund in desk.funds:
        paid = JournalEntry.objects.filter(fund=fund, kind="ALLOCATION").count()
        must(paid <= 2, f"{paid} allocations for two periods")
    seen["keys done exactly once"] = len(done)
    return seen
