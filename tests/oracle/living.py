"""Random lives of a fund, day after day, as events that a product can be asked for as well."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from random import Random
from typing import Any

from tests.oracle import days, telling
from tests.oracle.ending import EndingFund
from tests.oracle.fund import Refused
from tests.oracle.plans import Order
from tests.oracle.story import Story
from tests.oracle.worth import Worth

Event = tuple[str, dict[str, Any]]
CAPS = (date(2020, 1, 1), 1000, 1500)
USUAL = (
    "pay pay pay charge charge grant buy buy order order"
    " deliver deliver deliver bill bill reverse rate stay fee"
)


@dataclass(slots=True)
class Living(EndingFund):
    """A fund to which random things happen; `told` is what became of each."""

    random: Random = field(default_factory=Random)
    today: date = date.min

    @classmethod
    def born(cls, seed: int, begins: date) -> Living:
        random = Random(seed)
        weekly = random.choice([700, 4_801, 48_000, random.randint(700, 90_000)])
        rate = random.choice([0, 500, 999, 1000])
        story = Story(
            begins=begins,
            ends=None,
            rates=((begins, weekly),),
            fees=((begins, "RATE", rate),),
            caps=(CAPS,),
        )
        horizon = begins + 500 * days.ONE
        return cls(story, horizon, random=random, today=begins)

    def events(self, steps: int) -> Iterator[Event]:
        """What happens next, asked for only once the last has been done."""
        end = self.random.choice(["notice", "notice", "death"])
        at = self.random.randint(steps // 2, steps)
        for step in range(steps):
            self.today += self.random.choice([0, 0, 1, 1, 3, 8]) * days.ONE
            if step == at:
                yield from self.ending(end)
            found = getattr(self, f"some_{self.random.choice(USUAL.split())}")()
            if found is not None:
                yield found
        yield from self.ending(end)
        yield from self.closing()

    def do(self, event: Event) -> str:
        """What the rules make of an event: `done`, or the rules that refuse it."""
        name, facts = event
        try:
            getattr(self, f"do_{name}")(**facts)
        except Refused as refused:
            return " or ".join(sorted(refused.rules))
        return "done"

    def ending(self, how: str) -> Iterator[Event]:
        if how == "death" and not self.died:
            back = self.random.choice([0, 0, 2, 9])
            yield "die", {"day": max(self.story.begins, self.today - back * days.ONE)}
        elif how == "notice":
            yield "notice", {}

    def closing(self) -> Iterator[Event]:
        """Everything is paid, the fund closes in its two steps, and is at nothing."""
        if self.story.ends is None:
            return
        self.today = max(self.today, self.story.ends - self.random.randint(0, 1) * days.ONE)
        yield "begin", {}
        self.today = max(self.today, self.story.ends)
        yield "begin", {}
        yield "finish", {}
        if self.worth.council_pays(self.story.ends) > self.paid:
            yield self.paying(self.story.ends)
        yield "finish", {}
        self.today = max(self.today, self.story.ends + 29 * days.ONE)
        yield "finish", {}
        yield "grant", {"pence": 100}
        yield "finish", {}

    def paying(self, last: date) -> Event:
        through = self.through
        return "pay", {
            "first": self.story.begins if through is None else through + days.ONE,
            "last": last,
        }

    def some_pay(self) -> Event | None:
        first = self.story.begins if self.through is None else self.through + days.ONE
        if first > self.today + 7 * days.ONE:
            return None
        return self.paying(first + self.random.choice([6, 13, 27]) * days.ONE)

    def some_charge(self) -> Event:
        back = self.random.choice([0, 1, 1, 1])
        return "charge", {"month": self.today.replace(day=1) - back * days.ONE}

    def some_grant(self) -> Event:
        return "grant", {"pence": self.random.randint(1, 30_000)}

    def some_buy(self) -> Event:
        most = max(self.available, 1)
        pence = self.random.choice([most, most + 1, self.random.randint(1, most)])
        return "buy", {"pence": pence}

    def some_order(self) -> Event:
        weekly = self.worth.weekly(self.today) or 1_000
        last = self.today + self.random.randint(0, 40) * days.ONE
        ends = self.story.ends
        if ends and self.random.random() < 0.8:
            last = max(min(last, ends), self.today)
        order = telling.order(self.random, self.today, last, weekly)
        cheaper, soon = self.random.choice([1, 2, 3]), self.random.randint(0, 3) * days.ONE
        first = min(order.first, self.today + soon)
        return "order", {"order": replace(order, first=first, pence=order.pence // cheaper)}

    def some_deliver(self) -> Event | None:
        found = [
            (number, day)
            for number, placed in enumerate(self.orders)
            for day in placed.order.visits(placed.order.first, min(self.today, placed.last))
            if day not in placed.visits or placed.visits[day].state in {"PLANNED", "RESERVED"}
        ]
        if not found:
            return None
        number, day = self.random.choice(found)
        share = self.random.choice([2, 2, 2, 1, 0])
        return "deliver", {"number": number, "day": day, "share": share}

    def some_bill(self) -> Event | None:
        found = [
            (number, day)
            for number, placed in enumerate(self.orders)
            for day, visit in placed.visits.items()
            if visit.state == "DELIVERED" and visit.held == visit.costs > 0
        ]
        if not found:
            return None
        number, day = self.random.choice(found)
        return "bill", {"number": number, "day": day}

    def some_reverse(self) -> Event | None:
        kinds = {"GRANT", "PURCHASE"} | ({"ALLOCATION"} if self.story.ends is None else set())
        found = [
            number
            for number, entry in enumerate(self.entries)
            if entry.kind in kinds and not entry.reversed
        ]
        return ("reverse", {"number": self.random.choice(found)}) if found else None

    def some_rate(self) -> Event | None:
        if self.died:
            return None
        day = max(self.story.begins, self.today - self.random.choice([0, 0, 5]) * days.ONE)
        return "rate", {"day": day, "weekly": self.random.randint(700, 90_000)}

    def some_stay(self) -> Event | None:
        """A stay told after it: on days that no other one is on, or touches."""
        length = self.random.choice([2, 20, 33])
        back = self.today - self.random.randint(0, 3) * days.ONE
        first = back - length * days.ONE
        known = [day for stay in self.story.stays for day in stay if day]
        if self.died or first < self.story.begins or any(day >= first for day in known):
            return None
        return "stay", {"first": first, "back": back}

    def some_fee(self) -> Event:
        day = self.today + self.random.choice([0, 1, 1, 10]) * days.ONE
        rate = self.random.choice([0, 400, 800, 1000, 1001])
        return "fee", {"day": day, "rate": rate}

    def do_pay(self, first: date, last: date) -> None:
        self.pay(last)

    def do_charge(self, month: date) -> None:
        self.charge(month, self.today)

    def do_grant(self, pence: int) -> None:
        self.grant(pence)

    def do_buy(self, pence: int) -> None:
        self.buy(pence, self.today)

    def do_order(self, order: Order) -> None:
        self.place(order)

    def do_deliver(self, number: int, day: date, share: int) -> None:
        self.deliver(number, day, share)

    def do_bill(self, number: int, day: date) -> None:
        self.bill(number, day)

    def do_reverse(self, number: int) -> None:
        self.reverse(number)

    def do_rate(self, day: date, weekly: int) -> None:
        self.story = replace(self.story, rates=(*self.story.rates, (day, weekly)))
        self.differ(funds_days=False)

    def do_stay(self, first: date, back: date) -> None:
        self.story = replace(self.story, stays=(*self.story.stays, (first, back)))
        self.differ(funds_days=True)

    def do_fee(self, day: date, rate: int) -> None:
        """A new version begins after the day it is agreed, at most at the cap."""
        if self.died:
            raise Refused("ISF-LIF-2", "ISF-FEE-1", "ISF-FEE-3")
        too_early, too_high = day <= self.today, rate > 1000 and self.agreed(day) > 0
        if too_early or too_high:
            raise Refused(*["ISF-FEE-1"] * too_early, *["ISF-FEE-3"] * too_high)
        self.story = replace(self.story, fees=(*self.story.fees, (day, "RATE", rate)))

    def agreed(self, day: date) -> int:
        """The weekly rate of a day, whoever is away."""
        return Worth(replace(self.story, stays=()), self.story.begins).weekly(day)

    def do_notice(self) -> None:
        self.notice(self.today, "28")

    def do_die(self, day: date) -> None:
        self.die(day)

    def do_begin(self) -> None:
        self.begin_closing(self.today)

    def do_finish(self) -> None:
        self.finish_closing(self.today)
