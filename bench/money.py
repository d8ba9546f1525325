"""What one posting costs through whole operations, beside the floor of the same run."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, timedelta
from statistics import median
from uuid import uuid4

from bench.floor import Floor, make_tables
from isf.models.journal import LedgerAccount
from isf.operations import delivered, grants
from tests.factories.borough import Borough
from tests.factories.money import MONDAY, account, delivery_of, line_sent, noon

# Many short rounds: each ratio compares what ran within the same few milliseconds of a shared disk.
ROUNDS = 80
FLOORS, GRANTS, APPROVALS = 9, 5, 3
TARGET = 3.0


def seconds_each(function: Callable[[], object], *, times: int) -> float:
    begun = time.perf_counter()
    for _ in range(times):
        function()
    return (time.perf_counter() - begun) / times


def report() -> None:
    """Print the floor and each operation as a ratio to it, by the median over rounds."""
    borough = Borough()
    fund = borough.open_fund()
    borough.pay(fund, weeks=52)
    borough.grant(fund, 1, key="first")
    council = LedgerAccount.objects.get(authority=borough.authority, kind="COUNCIL")
    make_tables()
    floor = Floor(funds=[(fund.pk, account(fund).pk)], council_id=council.pk)
    waiting = iter(bills(borough, count=ROUNDS * APPROVALS))

    def grant() -> None:
        grants.pay(
            fund_id=fund.pk,
            pence=1,
            key=str(uuid4()),
            by=borough.finance,
            at=noon(MONDAY),
            on=MONDAY,
        )

    last = MONDAY + timedelta(weeks=52)
    figures: dict[str, list[float]] = {"floor": [], "grant": [], "approval": []}
    for _ in range(ROUNDS):
        figures["floor"].append(seconds_each(floor.post, times=FLOORS))
        figures["grant"].append(seconds_each(grant, times=GRANTS))
        figures["approval"].append(
            seconds_each(lambda: borough.approve(next(waiting), on=last), times=APPROVALS)
        )
    say(figures)


def bills(borough: Borough, *, count: int) -> list[object]:
    """Bills of one delivered line each, to a fund of their own."""
    from tests.factories import accounts as make  # noqa: PLC0415

    person = borough.person = make.Person(authority=borough.authority)
    borough.budget_holder = make.actor_for_person(person)
    fund = borough.open_fund(person=person)
    borough.pay(fund, weeks=52)
    order = borough.order(fund, 1000, weekdays=range(7))
    days: list[date] = [MONDAY + timedelta(days=after) for after in range(count)]
    on = MONDAY + timedelta(weeks=52)
    outcomes = [
        delivered.Outcome(
            line=order.line,
            day=day,
            delivery=delivery_of(order, day),
            quantity=order.plan.lines[0].quantity,
            workers=1,
        )
        for day in days
    ]
    delivered.record(order=order.order, outcomes=outcomes, by=borough.provider, at=noon(on), on=on)
    return [borough.bill(fund, [line_sent(order, day)], number=f"B{day}", on=on) for day in days]


def say(figures: dict[str, list[float]]) -> None:
    floor = median(figures["floor"])
    print(f"floor: one posting in raw SQL {floor * 1e6:8.0f} us  ({1 / floor:,.0f}/s)")
    for name, what in (
        ("grant", "a grant, the whole operation"),
        ("approval", "one line approved, the whole operation"),
    ):
        each = median(figures[name])
        ratios = [own / base for own, base in zip(figures[name], figures["floor"], strict=True)]
        ratio = median(ratios)
        word = "reached" if ratio <= TARGET else "not reached"
        print(
            f"{what}: {each * 1e6:8.0f} us  {ratio:.2f}x the floor"
            f" (goal {TARGET:.0f}x: {word}; rounds {min(ratios):.2f} to {max(ratios):.2f})"
        )
