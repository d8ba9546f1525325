"""What each day of a fund is worth, its fee and its contribution: ISF-FUN, ISF-FEE, ISF-LIF-1.

Exact amounts are whole numbers of a 70,000th of a penny: a seventh of a basis point.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from itertools import accumulate
from math import floor
from typing import Any

from tests.oracle import days
from tests.oracle.pence import half_up
from tests.oracle.story import Story, Stretch

BASIS = 10_000
PARTS = 7 * BASIS


def latest(facts: Sequence[Any], day: date) -> Any:
    """What holds on a day: what begins last; of several from one day the last recorded."""
    found = None
    for fact in facts:
        if fact[0] <= day and (found is None or fact[0] >= found[0]):
            found = fact
    return found


def within(stretches: Sequence[Stretch], day: date) -> bool:
    return any(first <= day and (last is None or day <= last) for first, last in stretches)


class Worth:
    """Every day of a story up to a day, one after the other, and the sums up to each."""

    def __init__(self, story: Story, last: date) -> None:
        self.story = story
        self.last = last
        self.away = days.nil(story.stays, last, funded=story.funded_days, apart=story.apart_days)
        rows = [self._day(day) for day in days.each(story.begins, last)]
        columns = list(zip(*rows, strict=True)) if rows else [()] * 7
        self.sums = [list(accumulate(column, initial=0)) for column in columns]

    def _day(self, day: date) -> tuple[int, ...]:
        """Weekly rate, without net, without any contribution; fee; cap, soft and hard ceiling."""
        story = self.story
        weekly = self.weekly(day)
        if not weekly:
            return 0, 0, 0, 0, 0, 0, 0
        contribution = latest(story.contributions, day)
        own = min(contribution[1], weekly) if contribution else 0
        net = own if contribution and contribution[2] == "NET" else 0
        paid, council = BASIS * (weekly - net), BASIS * (weekly - own)
        if within(story.suspensions, day):
            return BASIS * weekly, paid, council, 0, 0, 0, 0
        caps = latest(story.caps, day) or min(story.caps, default=(day, 0, 0))
        soft, hard = caps[1] * weekly, caps[2] * weekly
        cap = hard if within(story.approvals, day) else soft
        fee = latest(story.fees, day)
        stated = 0
        if fee:
            stated = fee[2] * (weekly if fee[1] == "RATE" else BASIS)
        return BASIS * weekly, paid, council, min(stated, cap), cap, soft, hard

    def weekly(self, day: date) -> int:
        """The weekly rate of a day: nothing outside the life of the fund, and on nil days."""
        story = self.story
        if day < story.begins or (story.ends and day > story.ends) or day in self.away:
            return 0
        rate = latest(story.rates, day)
        return rate[1] if rate else 0

    def _to(self, column: int, day: date) -> int:
        place = (min(day, self.last) - self.story.begins).days + 1
        return self.sums[column][max(place, 0)]

    def between(self, first: date, last: date, column: int = 0) -> Fraction:
        """The exact pence of the days from first to last."""
        return Fraction(self._to(column, last) - self._to(column, first - days.ONE), PARTS)

    def entitled(self, day: date) -> int:
        """Everything due for the days up to one, the contribution included."""
        return half_up(Fraction(self._to(0, day), PARTS))

    def council_pays(self, day: date) -> int:
        """What of it the council pays into the fund: all but a net contribution."""
        return half_up(Fraction(self._to(1, day), PARTS))

    def council_own(self, day: date) -> int:
        """What of it is the council's own money, whoever pays it in."""
        return half_up(Fraction(self._to(2, day), PARTS))

    def fee(self, day: date) -> int:
        return floor(Fraction(self._to(3, day), PARTS))

    def ceilings(self, day: date) -> tuple[int, int, int]:
        """The cap that covered each day, the soft and the hard one, to a day."""
        cap, soft, hard = (floor(Fraction(self._to(n, day), PARTS)) for n in (4, 5, 6))
        return cap, soft, hard

    def contributed(self, monday: date) -> tuple[int, int]:
        """What a person owes for a week, and what of it to the fund itself.

        What remains of the rounded entitlement; nothing where no day of the week has any.
        """
        before, sunday = monday - days.ONE, monday + 6 * days.ONE
        owed = {"all": 0, "net": 0}
        for name, column, rest in (
            ("all", 2, self.council_own),
            ("net", 1, self.council_pays),
        ):
            if self.between(monday, sunday) != self.between(monday, sunday, column):
                through = self.entitled(sunday) - rest(sunday)
                owed[name] = max(through - (self.entitled(before) - rest(before)), 0)
        return owed["all"], min(owed["net"], owed["all"])

    def due(self, monday: date, care: int) -> tuple[int, int]:
        """What of a week's contribution is due: at most the care delivered, the fund's first."""
        agreed, net = self.contributed(monday)
        due = min(agreed, max(care, 0))
        return due, min(net, due)
