"""Any life of a fund, in any order, keeps the invariants of the ledger.

After every step: 1 conservation, 2 never below nothing in recorded order, 3 stored balances and
every past day are history, 4 reservations add up and visits hold what their order's reservation
holds, 5 each key once, 7 the chain is unbroken, 8 fees within caps, 9 money out has a reason
(`assert_ledger_sound`); and after every refusal, 6 nothing changed. `HYPOTHESIS_PROFILE=deep`
tries many more lives.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from isf.models import Fund, Invoice
from isf.models.journal import JournalEntry
from isf.operations import endings
from isf.queries.funding import charged
from isf.queries.terms import fee_terms
from isf.queries.tranches import list_tranches
from isf.rules.fees import figures_to
from tests.factories import accounts as make
from tests.factories.borough import Borough
from tests.factories.money import DAY, MONDAY, WEEK, Ordered, account, line_sent, noon
from tests.ledger_sound import assert_ledger_sound, fingerprint

DEEP = os.environ.get("HYPOTHESIS_PROFILE") == "deep"
LIVES = settings(
    max_examples=150 if DEEP else 5,
    stateful_step_count=40 if DEEP else 15,
    deadline=None,
    derandomize=not DEEP,
    database=None,
    suppress_health_check=list(HealthCheck),
)
pence = st.integers(1, 60_000)
some = st.integers(0, 1_000)


class Life(RuleBasedStateMachine):
    """One person's fund and another's beside it, day after day."""

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.today: date = MONDAY
        self.orders: list[Ordered] = []
        self.delivered: list[tuple[Ordered, date]] = []
        self.number = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    @initialize(weekly=st.integers(700, 60_000), rate_bp=st.integers(0, 1000))
    def begin(self, weekly: int, rate_bp: int) -> None:
        self.borough = Borough()
        self.fund = self.borough.open_fund(weekly, rate_bp=rate_bp)
        person = make.Person(authority=self.borough.authority)
        self.other = self.borough.open_fund(person=person)
        self.borough.pay(self.other, weeks=1)

    def attempt(self, operation: Callable[[], Any]) -> Any:
        """Run an operation; one that is refused by a rule has changed nothing at all."""
        before = fingerprint()
        refused: Exception | None = None
        try:
            return operation()
        except Exception as refusal:
            if not hasattr(refusal, "rule"):
                raise
            refused = refusal
        assert fingerprint() == before, f"{refused!r} left something behind"
        return None

    def past(self, back: int) -> date:
        return max(MONDAY, self.today - (back % 5) * DAY)

    @rule(days=st.integers(1, 12))
    def a_day_passes(self, days: int) -> None:
        self.today += days * DAY

    @rule(weeks=st.integers(1, 4))
    def pay_allocation(self, weeks: int) -> None:
        last = MONDAY + weeks * WEEK + (self.today - MONDAY) // 7 * 7 - DAY
        self.attempt(lambda: self.borough.pay_days(self.fund, MONDAY, last, on=self.today))

    @rule(amount=pence, key=st.integers(0, 3), back=some)
    def pay_grant(self, amount: int, key: int, back: int) -> None:
        on = self.past(back)
        self.attempt(lambda: self.borough.grant(self.fund, amount, key=str(key), on=on))

    @rule(amount=pence, back=some)
    def buy(self, amount: int, back: int) -> None:
        self.attempt(lambda: self.borough.buy(self.fund, amount, on=self.past(back)))

    @rule(
        price=st.integers(0, 5_000),
        weekdays=st.sets(st.integers(0, 6), min_size=1),
        workers=st.integers(1, 2),
        weeks=st.none() | st.integers(1, 4),
        aside=st.sampled_from([0, 0, 5_000]),
    )
    def order(
        self, price: int, weekdays: set[int], workers: int, weeks: int | None, aside: int
    ) -> None:
        ends_on = None if weeks is None else self.today + weeks * WEEK
        placed = self.attempt(
            lambda: self.borough.order(
                self.fund,
                price,
                weekdays=sorted(weekdays),
                quantity="3/4",
                workers=workers,
                starts_on=self.today,
                ends_on=ends_on,
                on=self.today,
                set_aside_pence=aside,
            )
        )
        if placed is not None:
            self.orders.append(placed)

    @precondition(lambda self: self.orders)
    @rule(which=some, back=st.integers(0, 9), quantity=st.sampled_from(["3/4", "1/2", "0", "1"]))
    def deliver(self, which: int, back: int, quantity: str) -> None:
        placed = self.orders[which % len(self.orders)]
        day = self.today - back * DAY
        visit = self.attempt(
            lambda: self.borough.deliver(placed, day, quantity=quantity, on=self.today)
        )
        if visit is not None:
            self.delivered.append((placed, day))

    @precondition(lambda self: self.delivered)
    @rule(which=some, dearer=st.sampled_from([0, 0, 0, 1]))
    def bill(self, which: int, dearer: int) -> None:
        start = which % len(self.delivered)
        lines = [
            line_sent(placed, day, price_pence=placed.price_pence + dearer)
            for placed, day in self.delivered[start : start + 3]
        ]
        self.number += 1
        self.attempt(
            lambda: self.borough.bill(self.fund, lines, on=self.today, number=f"B{self.number}")
        )

    @rule(which=some)
    def approve(self, which: int) -> None:
        invoices = list(Invoice.objects.filter(fund=self.fund).order_by("id"))
        if invoices:
            invoice = invoices[which % len(invoices)]
            self.attempt(lambda: self.borough.approve(invoice, on=self.today))

    @rule(back=st.integers(0, 1))
    def charge_fee(self, back: int) -> None:
        month = self.today.replace(day=1) - back * DAY
        self.attempt(lambda: self.borough.charge(self.fund, month, on=self.today))
        so_far = charged(fund=self.fund)
        if so_far.through_on is not None:
            figures = figures_to(terms=fee_terms(fund=self.fund), through_on=so_far.through_on)
            assert so_far.charged_pence <= figures.hard_pence

    @rule(which=some)
    def reverse(self, which: int) -> None:
        entries = list(JournalEntry.objects.filter(fund=self.fund).order_by("seq"))
        if entries:
            entry = entries[which % len(entries)].pk
            self.attempt(lambda: self.borough.reverse(entry, on=self.today))

    @precondition(lambda self: self.orders)
    @rule(which=some, after=st.integers(-3, 14), decline=st.booleans())
    def end_order(self, which: int, after: int, decline: bool) -> None:
        placed = self.orders[which % len(self.orders)]
        at, on, by = noon(self.today), self.today, self.borough.budget_holder
        last = self.today + timedelta(days=after)
        if decline:
            self.attempt(lambda: endings.release(order=placed.order, by=by, at=at, on=on))
        else:
            self.attempt(lambda: endings.end(order=placed.order, ends_on=last, by=by, at=at, on=on))

    @rule(weekly=st.integers(700, 60_000), back=some)
    def change_budget(self, weekly: int, back: int) -> None:
        rates = {self.fund.deployment_id: weekly}
        self.attempt(
            lambda: self.borough.budget(
                weekly, on=self.today, starts_on=self.past(back), rates=rates
            )
        )

    @invariant()
    def the_ledger_is_sound(self) -> None:
        if hasattr(self, "fund"):
            assert_ledger_sound()
            left = list_tranches(fund=self.fund, on=date.max)
            assert sum(tranche.pence for tranche in left) == account(self.fund).posted
            assert Fund.objects.get(pk=self.other.pk).seq == self.other_entries()

    def other_entries(self) -> int:
        return JournalEntry.objects.filter(fund=self.other).count()


@pytest.mark.django_db
@pytest.mark.rule("ISF-RES-2")
@pytest.mark.rule("ISF-LED-1")
@pytest.mark.rule("ISF-LED-6")
def test_any_life_keeps_the_ledger_sound() -> None:
    run_state_machine_as_test(Life, settings=LIVES)
