"""Random stories of funds: the same seed tells the same story."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from random import Random

from tests.oracle import days
from tests.oracle.plans import Held, Order
from tests.oracle.story import Fee, Story, Stretch

EARLIEST = date(2024, 1, 1)


def some_day(random: Random, first: date, last: date) -> date:
    return first + random.randint(0, (last - first).days) * days.ONE


def stretch(random: Random, first: date, last: date) -> Stretch:
    begins = some_day(random, first, last)
    ends = None if random.random() < 0.3 else some_day(random, begins, last + 30 * days.ONE)
    return begins, ends


def stretches(random: Random, first: date, last: date, often: float) -> tuple[Stretch, ...]:
    return tuple(stretch(random, first, last) for _ in range(2) if random.random() < often)


def fee(random: Random, day: date, weekly: int) -> Fee:
    if random.random() < 0.3:
        return day, "WEEKLY", random.randint(0, weekly // 4)
    return day, "RATE", random.choice([0, 1, 500, 999, 1000, 1000, 1001, 1250, 1500, 2000])


def stays(random: Random, first: date, last: date) -> tuple[Stretch, ...]:
    """Stays that do not touch: a day at home lies between them; the last may be open."""
    found: list[Stretch] = []
    begins = some_day(random, first, last)
    while begins < last and random.random() < 0.7:
        returned = begins + random.choice([1, 2, 6, 20, 27, 28, 29, 30, 40]) * days.ONE
        if returned > last:
            return (*found, (begins, None))
        found.append((begins, returned))
        begins = returned + random.choice([1, 5, 6, 7, 8, 15]) * days.ONE
    return tuple(found)


def story(random: Random, length: int) -> Story:
    """The facts of one fund that is looked at for so many days."""
    begins = EARLIEST + random.randint(0, 1200) * days.ONE
    last = begins + length * days.ONE
    changes = sorted(some_day(random, begins, last) for _ in range(random.randint(0, 3)))
    rates = [(day, random.randint(700, 120_000)) for day in (begins, *changes)]
    if random.random() < 0.1:
        rates.append((some_day(random, begins, last), 0))
    caps = [(EARLIEST, 1000, 1500)]
    if random.random() < 0.3:
        soft = random.randint(300, 1500)
        caps.append((some_day(random, begins, last), soft, soft + random.randint(0, 500)))
    fees = [fee(random, begins, rates[0][1])] if random.random() < 0.9 else []
    if fees and random.random() < 0.4:
        fees.append(fee(random, some_day(random, begins, last), rates[0][1]))
    contributions = []
    if random.random() < 0.4:
        mode, most = random.choice(["NET", "GROSS"]), min(pence for _, pence in rates)
        starts = sorted(some_day(random, begins, last) for _ in range(random.randint(1, 2)))
        contributions = [(day, random.randint(0, most), mode) for day in starts]
    return Story(
        begins=begins,
        ends=some_day(random, begins, last) if random.random() < 0.3 else None,
        rates=tuple(rates),
        fees=tuple(fees),
        caps=tuple(caps),
        approvals=stretches(random, begins, last, 0.2),
        suspensions=stretches(random, begins, last, 0.15),
        stays=stays(random, begins, last) if random.random() < 0.4 else (),
        funded_days=random.choice([28, 28, 28, 14, 0]),
        apart_days=random.choice([7, 7, 7, 3]),
        contributions=tuple(contributions),
    )


def order(random: Random, first: date, last: date, weekly: int) -> Order:
    begins = some_day(random, first, last)
    weekdays = frozenset(random.sample(range(7), random.randint(1, 7)))
    return Order(
        first=begins,
        last=some_day(random, begins, last),
        weekdays=weekdays,
        pence=random.randint(0, weekly // len(weekdays)),
    )


def held(random: Random) -> Held:
    posted, later = random.randint(0, 500_000), random.choice([0, random.randint(0, 200_000)])
    reserved = random.randint(0, posted)
    return Held(
        posted=posted,
        reserved=reserved,
        for_later_days=min(later, posted),
        resting_on_later_days=random.randint(0, reserved),
        saved_and_overdue=random.choice([0, 0, random.randint(0, reserved)]),
        expired=Fraction(random.randint(0, 3 * posted), 3)
        if random.random() < 0.2
        else Fraction(0),
        weekly=random.choice([1, 100, 48_000, posted // 4, random.randint(0, 60_000)]),
    )
