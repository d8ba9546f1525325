"""How a fund ends: notice, death and the two steps of closing: ISF-POR-1 to -3 and ISF-LIF-2."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from tests.oracle import days
from tests.oracle.fund import Fund, Refused

BILLS_DAYS = 28


@dataclass(slots=True)
class EndingFund(Fund):
    """A fund that can end."""

    def notice(self, today: date, agreed: str) -> None:
        last = max(days.notice_ends(today, agreed), self.story.begins)
        if self.died:
            raise Refused("ISF-LIF-2", "ISF-POR-1")
        if self.state != "OPEN" or self.story.ends:
            raise Refused("ISF-POR-1")
        self.end(last)

    def die(self, day: date) -> None:
        """Deliveries on the day count; what was set aside for later ones is free."""
        self.died = day
        last = day if self.story.ends is None else min(day, self.story.ends)
        for placed in self.orders:
            for when, visit in placed.visits.items():
                if when > day and visit.state == "DELIVERED":
                    visit.held, visit.state = 0, "RELEASED"
        if last != self.story.ends:
            self.end(last)

    def end(self, last: date) -> None:
        """Orders end with the fund, and what was paid for later days goes back."""
        self.story = replace(self.story, ends=last)
        for placed in self.orders:
            if placed.last > last:
                placed.last = last
                for when, visit in placed.visits.items():
                    if when > last and visit.state in {"PLANNED", "RESERVED"}:
                        visit.held, visit.state = 0, "RELEASED"
        self.differ(funds_days=True)

    def begin_closing(self, today: date) -> None:
        """On the last day: the fee to it, what bills may need is kept, the rest moves."""
        ends = self.story.ends
        if ends is None or today < ends:
            raise Refused("ISF-POR-3")
        if self.state != "OPEN":
            return
        self.true_up(ends)
        self.reserve(ends)
        self.move_rest()
        self.state = "CLOSING"

    def true_up(self, last: date) -> None:
        if self.story.fees:
            self.take_fee(last)
        self.fee_held = 0

    def move_rest(self) -> None:
        """To the person's managed account; after a death first what the council paid too much."""
        if self.died:
            pence = self.worth.council_pays(self.through) - self.paid if self.through else 0
            taken = max(min(pence, 0), -max(self.available, 0))
            if taken:
                self.move("ALLOCATION_DIFFERENCE", taken)
        if self.available > 0:
            self.move("RETURN" if self.died else "TRANSFER", -self.available)

    def finish_closing(self, today: date) -> None:
        """When the reserve is settled or the days for bills are over, the rest moves."""
        ends = self.story.ends
        if ends is None or self.state == "OPEN":
            raise Refused("ISF-POR-3")
        if self.state == "CLOSED":
            return
        if self.worth.council_pays(ends) > self.paid:
            raise Refused("ISF-POR-3")
        if self.reserved > self.fee_held and today <= ends + BILLS_DAYS * days.ONE:
            raise Refused("ISF-POR-3")
        self.true_up(ends)
        self.free_visits()
        self.move_rest()
        if self.posted == 0:
            self.state = "CLOSED"

    def free_visits(self) -> None:
        for placed in self.orders:
            for visit in placed.visits.values():
                if visit.held:
                    visit.held, visit.state = 0, "RELEASED"
