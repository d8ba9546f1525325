"""What one fund holds: paid in, set aside, charged and spent, in recorded order.

ISF-FUN-1 and -4, ISF-FEE-2, -5 and -7, ISF-RES-2 and -6, in whole pence.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from tests.oracle import days
from tests.oracle.plans import Order, too_much
from tests.oracle.story import Story
from tests.oracle.worth import Worth

WAITS = {"PLANNED", "RESERVED", "DELIVERED"}


class Refused(Exception):
    """Something the rules do not allow; it changes nothing. Any of these rules says so."""

    def __init__(self, *rules: str) -> None:
        self.rules = frozenset(rules)
        super().__init__(", ".join(rules))


@dataclass(slots=True)
class Visit:
    """A planned delivery: what it costs and what is set aside for it."""

    costs: int
    held: int = 0
    state: str = "PLANNED"


@dataclass(slots=True)
class Placed:
    """An order, its visits that money was asked for, and the last day it now has."""

    order: Order
    last: date
    visits: dict[date, Visit] = field(default_factory=dict)

    def due(self, through: date) -> list[Visit]:
        """The visits up to a day that lack money, in date order."""
        for day in self.order.visits(self.order.first, min(through, self.last)):
            self.visits.setdefault(day, Visit(self.order.pence))
        found = [day for day in sorted(self.visits) if day <= through]
        return [self.visits[day] for day in found if self._lacks(self.visits[day])]

    @staticmethod
    def _lacks(visit: Visit) -> bool:
        return visit.state in WAITS and visit.held < visit.costs


@dataclass(slots=True)
class Entry:
    """Money that moved: signed pence of the fund; an allocation and its last day."""

    kind: str
    pence: int
    through: date | None = None
    reversed: bool = False


@dataclass(slots=True)
class Fund:
    """The state of a fund; every method is one thing the rules say."""

    story: Story
    horizon: date
    posted: int = 0
    fee_held: int = 0
    charged: int = 0
    charged_through: date | None = None
    owed: int = 0
    entries: list[Entry] = field(default_factory=list)
    orders: list[Placed] = field(default_factory=list)
    state: str = "OPEN"
    died: date | None = None
    lacked: int = 0
    known: Worth | None = None

    @property
    def worth(self) -> Worth:
        if self.known is None or self.known.story is not self.story:
            self.known = Worth(self.story, self.horizon)
        return self.known

    @property
    def reserved(self) -> int:
        visits = (visit.held for placed in self.orders for visit in placed.visits.values())
        return self.fee_held + sum(visits)

    @property
    def available(self) -> int:
        return self.posted - self.reserved

    @property
    def paid(self) -> int:
        """What of the entitlement is posted."""
        return sum(e.pence for e in self.entries if "ALLOCATION" in e.kind and not e.reversed)

    @property
    def through(self) -> date | None:
        """The last day that was paid for."""
        found = [e.through for e in self.entries if e.through and not e.reversed]
        return max(found, default=None)

    def move(self, kind: str, pence: int, through: date | None = None) -> None:
        self.posted += pence
        self.entries.append(Entry(kind, pence, through))
        assert self.posted >= 0

    def pay(self, last: date) -> None:
        """Everything due to a day, less what was posted; then what it sets aside."""
        pence = self.worth.council_pays(last) - self.paid
        if pence > 0 and self.state != "CLOSED":
            self.move("ALLOCATION", pence, last)
            self.set_aside(last)

    def set_aside(self, through: date) -> None:
        """What is owed of the fee, the fee of the days, then visits, oldest order first."""
        if self.charged_through is not None and self.owed > 0:
            self.take_fee(self.charged_through)
        due = self.worth.fee(through) - self.charged - self.fee_held
        self.fee_held += max(min(due, self.available), 0)
        self.reserve(through)

    def reserve(self, through: date) -> None:
        left = self.available
        for placed in self.orders:
            for visit in placed.due(through):
                lacking = visit.costs - visit.held
                if lacking <= left:
                    left -= lacking
                    visit.held = visit.costs
                    visit.state = "RESERVED" if visit.state == "PLANNED" else visit.state

    def take_fee(self, through: date) -> None:
        """The fee to a day less what was charged; what cannot be borne is owed."""
        due = self.worth.fee(through) - self.charged
        pence = min(due, self.fee_held + max(self.available, 0))
        if pence:
            self.move("FEE" if pence > 0 else "FEE_BACK", -pence)
            self.fee_held -= max(min(pence, self.fee_held), 0)
        self.charged += pence
        self.owed = due - pence
        self.charged_through = through

    def charge(self, month: date, today: date) -> None:
        last = days.month_end(month)
        if today < last:
            raise Refused("ISF-FEE-2")
        done = self.charged_through is not None and self.charged_through >= last
        if not done and self.state == "OPEN":
            self.take_fee(last)

    def fee_beyond(self, through: date | None) -> int:
        """What is set aside for a fee that the days paid for do not earn any more."""
        due = 0 if through is None else self.worth.fee(through)
        return max(self.fee_held - max(due - self.charged, 0), 0)

    def differ(self, *, funds_days: bool) -> None:
        """The days paid for became worth more or less: one difference, of free money only."""
        through = self.through
        if through is None:
            return
        self.fee_held -= self.fee_beyond(through)
        pence = self.worth.council_pays(through) - self.paid
        taken = max(pence, -max(self.available, 0))
        self.lacked += taken != pence
        if taken:
            self.move("ALLOCATION_DIFFERENCE", taken)
        if taken > 0 and funds_days and self.state == "OPEN":
            self.set_aside(through)

    def place(self, order: Order) -> None:
        """Promised week by week, and set aside on the days already funded."""
        ends = self.story.ends
        if self.died:
            raise Refused("ISF-LIF-2", "ISF-POR-2", "ISF-RES-6")
        if self.state != "OPEN" or order.first < self.story.begins or (ends and order.last > ends):
            raise Refused("ISF-POR-2")
        if self.too_much(order):
            raise Refused("ISF-RES-6")
        through = self.through
        now = order.costs(order.first, through) if through else 0
        if now > self.available:
            raise Refused("ISF-RES-2")
        self.orders.append(Placed(order, order.last))
        if through:
            for visit in self.orders[-1].due(through):
                visit.held, visit.state = visit.costs, "RESERVED"

    def too_much(self, order: Order) -> bool:
        from_monday = order.first - order.first.weekday() * days.ONE
        running = [
            Order(
                first=placed.order.first,
                last=placed.last,
                weekdays=placed.order.weekdays,
                pence=placed.order.pence,
            )
            for placed in self.orders
            if placed.last >= from_monday
        ]
        return too_much(self.worth, order, running, 0) is not None

    def deliver(self, number: int, day: date, share: int) -> None:
        """A visit as it was delivered: whole (2), half of it (1) or not at all (0)."""
        placed = self.orders[number]
        visit = placed.visits.setdefault(day, Visit(placed.order.pence))
        visit.costs = (placed.order.pence * share + 1) // 2
        visit.held = min(visit.held, visit.costs)
        visit.state = "DELIVERED" if share else "MISSED"

    def bill(self, number: int, day: date) -> None:
        """A delivered visit is billed and approved."""
        visit = self.orders[number].visits[day]
        self.move("BILL", -visit.held)
        visit.held, visit.state = 0, "BILLED"

    def grant(self, pence: int) -> None:
        if self.died:
            raise Refused("ISF-LIF-2", "ISF-POR-2")
        if self.state == "CLOSED":
            raise Refused("ISF-POR-2")
        self.move("GRANT", pence)

    def buy(self, pence: int, today: date) -> None:
        if self.died:
            raise Refused("ISF-LIF-2", "ISF-POR-2")
        if self.state != "OPEN" or (self.story.ends and today > self.story.ends):
            raise Refused("ISF-POR-2")
        if pence > self.available:
            raise Refused("ISF-RES-2")
        self.move("PURCHASE", -pence)

    def reverse(self, number: int) -> None:
        """The mirror of an entry, where the money for it is free; a case otherwise."""
        entry = self.entries[number]
        freed = 0
        if entry.through:
            others = [e.through for e in self.entries if e.through and not e.reversed]
            others.remove(entry.through)
            freed = self.fee_beyond(max(others, default=None))
        if entry.pence > max(self.available + freed, 0):
            return
        self.fee_held -= freed
        entry.reversed = True
        self.move(entry.kind, -entry.pence)
        self.entries[-1].reversed = True
