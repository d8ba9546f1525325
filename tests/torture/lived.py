"""Random lives of a fund through the real operations: every balance is what the oracle says."""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction
from typing import Any

from django.db.models import Sum

from isf.enums import EntryKind, ReservationKind
from isf.models import Fund
from isf.models.journal import JournalEntry, LedgerAccount, Posting
from isf.models.reservations import Reservation
from isf.operations import agreements, closings
from isf.queries.funding import charged
from isf.rules.fees import FeeVersion
from tests.factories import absences, deaths
from tests.factories.borough import Borough
from tests.factories.money import MONDAY, Ordered, line_sent, noon
from tests.factories.notices import give
from tests.oracle.living import Event, Living
from tests.oracle.plans import Order
from tests.torture.pure import Disagreement

HALF = Fraction(1, 2)


class Played:
    """A fund of the product to which the events of an oracle's life happen."""

    def __init__(self, life: Living) -> None:
        self.life = life
        self.borough = Borough()
        (_, weekly), (_, _, rate) = life.story.rates[0], life.story.fees[0]
        self.fund = self.borough.open_fund(weekly, rate_bp=rate)
        self.orders: list[Ordered] = []
        self.number = 0

    @property
    def today(self) -> date:
        return self.life.today

    def do(self, event: Event) -> str:
        """`done`, or the rule that refuses it."""
        name, facts = event
        self.number += 1
        try:
            getattr(self, f"do_{name}")(**facts)
        except Exception as refusal:
            if not hasattr(refusal, "rule"):
                raise
            return str(refusal.rule)
        return "done"

    def do_pay(self, first: date, last: date) -> None:
        self.borough.pay_days(self.fund, first, last, on=self.today)

    def do_charge(self, month: date) -> None:
        self.borough.charge(self.fund, month, on=self.today)

    def do_grant(self, pence: int) -> None:
        self.borough.grant(self.fund, pence, key=f"{self.number}", on=self.today)

    def do_buy(self, pence: int) -> None:
        self.borough.buy(self.fund, pence, on=self.today)

    def do_order(self, order: Order) -> None:
        placed = self.borough.order(
            self.fund,
            order.pence,
            weekdays=sorted(order.weekdays),
            starts_on=order.first,
            ends_on=order.last,
            on=self.today,
        )
        self.orders.append(placed)

    def do_deliver(self, number: int, day: date, share: int) -> None:
        quantity = {2: "1", 1: "1/2", 0: "0"}[share]
        self.borough.deliver(self.orders[number], day, quantity=quantity, on=self.today)

    def do_bill(self, number: int, day: date) -> None:
        """One visit as it was delivered, and approved at once."""
        visit = self.life.orders[number].visits[day]
        whole = visit.costs == self.life.orders[number].order.pence
        line = line_sent(self.orders[number], day, **({} if whole else {"quantity": HALF}))
        invoice = self.borough.bill(self.fund, [line], on=self.today, number=f"B{self.number}")
        self.borough.approve(invoice, on=self.today)

    def do_reverse(self, number: int) -> None:
        moved = JournalEntry.objects.filter(fund=self.fund).exclude(kind=EntryKind.RESERVATION)
        entry = moved.order_by("seq").values_list("pk", flat=True)[number]
        self.borough.reverse(entry, on=self.today)

    def do_rate(self, day: date, weekly: int) -> None:
        rates = {self.fund.deployment_id: weekly}
        self.borough.budget(weekly, on=self.today, starts_on=day, rates=rates)

    def do_stay(self, first: date, back: date) -> None:
        absences.away(self.borough, first, back, on=self.today)

    def do_fee(self, day: date, rate: int) -> None:
        agreements.change_fee(
            fund_id=self.fund.pk,
            fee=FeeVersion(starts_on=day, rate_bp=rate),
            by=self.borough.commissioner,
            at=noon(self.today),
            on=self.today,
        )

    def do_notice(self) -> None:
        give(self.fund, self.borough.budget_holder, on=self.today)

    def do_die(self, day: date) -> None:
        deaths.die(self.borough, day, on=self.today)

    def do_begin(self) -> None:
        self._close(closings.begin)

    def do_finish(self) -> None:
        self._close(closings.finish)

    def _close(self, step: Any) -> None:
        step(fund_id=self.fund.pk, by=self.borough.finance, at=noon(self.today), on=self.today)

    def standing(self) -> dict[str, Any]:
        """What is compared after every event, from the rows."""
        account = LedgerAccount.objects.get(fund=self.fund, purpose="")
        fees = Reservation.objects.filter(account=account, kind=ReservationKind.FEE)
        fee = charged(fund=self.fund)
        return {
            "posted": account.posted,
            "reserved": account.reserved,
            "fee set aside": fees.aggregate(sum=Sum("remaining"))["sum"] or 0,
            "fee charged": fee.charged_pence,
            "fee owed": fee.owed_pence,
            "orders": [self.held(placed) for placed in self.orders],
            "state": str(Fund.objects.values_list("state", flat=True).get(pk=self.fund.pk)),
            "entries": list(
                Posting.objects.filter(account=account)
                .order_by("seq")
                .values_list("entry__kind", "pence")
            ),
        }

    def held(self, placed: Ordered) -> int:
        rows = Reservation.objects.filter(account__fund=self.fund, reference=str(placed.order))
        return rows.aggregate(sum=Sum("remaining"))["sum"] or 0


def expected(life: Living) -> dict[str, Any]:
    return {
        "posted": life.posted,
        "reserved": life.reserved,
        "fee set aside": life.fee_held,
        "fee charged": life.charged,
        "fee owed": life.owed,
        "orders": [sum(visit.held for visit in one.visits.values()) for one in life.orders],
        "state": life.state,
        "entries": [(entry.kind, entry.pence) for entry in life.entries],
    }


def compare(seed: int, *, steps: int = 14) -> Counter[str]:
    """One life, lived twice, compared after every event. Errors: `Disagreement`."""
    life = Living.born(seed, MONDAY)
    played = Played(life)
    seen = Counter(lives=1)
    history: list[Any] = []
    for event in life.events(steps):
        product = played.do(event)
        oracle = life.do(event)
        history.append((life.today.isoformat(), *event, oracle))
        if product != oracle and product not in oracle.split(" or "):
            raise Disagreement(seed=seed, what=f"{history}", oracle=oracle, product=product)
        seen[f"{event[0]}: {product}"] += 1
        wanted, found = expected(life), played.standing()
        for what, value in wanted.items():
            if value != found[what]:
                raise Disagreement(
                    seed=seed, what=f"{what} after {history}", oracle=value, product=found[what]
                )
            seen["figures"] += 1
    seen[f"ended {life.state}"] += 1
    return seen
