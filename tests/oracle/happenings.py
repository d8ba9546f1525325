"""What happens to the money of a fund, one thing after another, and what the oracle makes of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from random import Random

from tests.oracle import days
from tests.oracle.pence import to_funders
from tests.oracle.purse import Purse
from tests.oracle.worth import Worth

TOPUP = "topup:1"
GIVERS = ("COUNCIL", "COUNCIL", "PERSON", "THIRD_PARTY:ann")


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One entry of a fund: signed whole pence, whose they were or whose they became."""

    number: int
    kind: str
    day: date
    pence: int
    purpose: str = ""
    funders: tuple[tuple[str, int], ...] = ()
    reverses: int | None = None
    days: tuple[date, date] | None = None


@dataclass(slots=True)
class Course:
    """A life that goes on day after day; `told` is what happened in it."""

    random: Random
    worth: Worth
    last: date
    expiry_months: int | None
    purse: Purse = field(default_factory=Purse)
    told: list[Happening] = field(default_factory=list)
    undone: set[int] = field(default_factory=set)
    paid: int = 0
    through: date | None = None
    charged: int = 0

    def run(self, steps: int) -> None:
        day = self.worth.story.begins
        moves = (
            self.pay,
            self.pay,
            self.grant,
            self.spend,
            self.spend,
            self.fee,
            self.undo,
            self.differ,
            self.give_back,
        )
        for _ in range(steps):
            day = min(day + self.random.randint(0, 40) * days.ONE, self.last)
            for told in self.random.choice(moves)(day):
                self.told.append(told)

    def _expires(self, day: date) -> date | None:
        return None if self.expiry_months is None else days.months_on(day, self.expiry_months)

    @property
    def number(self) -> int:
        return len(self.told) + 1

    def pay(self, day: date) -> Iterator[Happening]:
        """An allocation: what is due to the end of its days less what was posted."""
        first = self.worth.story.begins if self.through is None else self.through + days.ONE
        if first > self.last:
            return
        last = min(first + self.random.choice([6, 13, 27]) * days.ONE, self.last)
        pence = self.worth.council_pays(last) - self.paid
        if pence <= 0:
            return
        brought, own = self.worth.between(first, last, 1), self.worth.between(first, last, 2)
        person = (brought - own) * pence / brought if brought else Fraction(0)
        shares = {"COUNCIL": pence - person} | ({"PERSON": person} if person else {})
        self.purse.bring(
            self.number,
            shares,
            received=day,
            purpose="",
            expires=self._expires(day),
            allocated=True,
        )
        self.paid, self.through = self.paid + pence, last
        yield Happening(
            number=self.number, kind="ALLOCATION", day=day, pence=pence, days=(first, last)
        )

    def grant(self, day: date) -> Iterator[Happening]:
        giver = self.random.choice(GIVERS)
        purpose = TOPUP if giver.startswith("THIRD") else ""
        pence = self.random.randint(1, 50_000)
        self.purse.bring(
            self.number,
            {giver: Fraction(pence)},
            received=day,
            purpose=purpose,
            expires=self._expires(day),
        )
        kind = {"COUNCIL": "GRANT", "PERSON": "CONTRIBUTION"}.get(giver, "TOPUP")
        yield Happening(
            number=self.number,
            kind=kind,
            day=day,
            pence=pence,
            purpose=purpose,
            funders=((giver, pence),),
        )

    def spend(self, day: date) -> Iterator[Happening]:
        """A bill: as much as there is at most, and sometimes all of it."""
        purpose = self.random.choice(["", "", TOPUP])
        there = int(self.purse.holds(purpose))
        if there:
            pence = self.random.choice([there, self.random.randint(1, there)])
            self.purse.spend(self.number, pence, purpose, day)
            yield Happening(number=self.number, kind="BILL", day=day, pence=-pence, purpose=purpose)

    def fee(self, day: date) -> Iterator[Happening]:
        """The fee up to a day, or what of it is to be given back; as far as money reaches."""
        due = self.worth.fee(min(day, self.last)) - self.charged
        if due < 0 or (self.charged and self.random.random() < 0.3):
            back = -due if due < 0 else self.random.randint(1, self.charged)
            fees = [told.number for told in self.told if told.kind == "FEE"]
            self.purse.give_back(reversed(fees), back)
            self.charged -= back
            yield Happening(number=self.number, kind="FEE_BACK", day=day, pence=back)
            return
        pence = min(due, int(self.purse.holds("")))
        if pence:
            self.purse.spend(self.number, pence, "", day)
            self.charged += pence
            yield Happening(number=self.number, kind="FEE", day=day, pence=-pence)

    def undo(self, day: date) -> Iterator[Happening]:
        """A bill or money that came is reversed, once, where the money for it is there."""
        kinds = {"BILL", "ALLOCATION", "GRANT"}
        found = [
            t
            for t in self.told
            if t.kind in kinds and t.number not in self.undone and t.reverses is None
        ]
        if not found:
            return
        original = self.random.choice(found)
        if original.pence > self.purse.holds(original.purpose):
            return
        if original.pence < 0:
            self.purse.give_back([original.number], -original.pence)
        else:
            self.purse.undo_bringing(self.number, original.number, original.pence, day)
        if original.kind == "ALLOCATION":
            self.paid -= original.pence
        self.undone.add(original.number)
        yield Happening(
            number=self.number,
            kind=original.kind,
            day=day,
            pence=-original.pence,
            purpose=original.purpose,
            funders=original.funders,
            reverses=original.number,
        )

    def differ(self, day: date) -> Iterator[Happening]:
        """The days already paid for became worth less."""
        there = int(self.purse.holds(""))
        if self.paid > 0 and there:
            pence = self.random.randint(1, min(there, self.paid))
            self.purse.take_back(self.number, pence, "", day)
            self.paid -= pence
            yield Happening(number=self.number, kind="ALLOCATION_DIFFERENCE", day=day, pence=-pence)

    def give_back(self, day: date) -> Iterator[Happening]:
        """A part of what is left, or all of it, goes back to its funders."""
        there = int(self.purse.holds(""))
        if there and self.random.random() < 0.4:
            pence = self.random.choice([there, self.random.randint(1, there)])
            parts = to_funders(pence, self.purse.weights(pence, "", day))
            self.purse.return_to(self.number, parts, "", day)
            kind = self.random.choice(["RETURN", "RECOVERY"])
            yield Happening(
                number=self.number, kind=kind, day=day, pence=-pence, funders=tuple(parts.items())
            )
