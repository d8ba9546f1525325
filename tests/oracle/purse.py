"""Whose money is in a fund: tranches, spent and given back as ISF-ROL-2, -5 and -6 say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

NOTHING = Fraction(0)


@dataclass(slots=True, kw_only=True, eq=False)
class Coin:
    """Money of one origin: exact pence."""

    funder: str
    received: date
    purpose: str
    expires: date | None
    pence: Fraction
    came_with: int
    allocated: bool

    def has_expired(self, on: date) -> bool:
        """Its last day counts."""
        return self.expires is not None and on > self.expires


Group = list[Coin]
Taking = list[tuple[Coin, Fraction]]


def whole(coins: Iterable[Coin]) -> Fraction:
    return sum((coin.pence for coin in coins), NOTHING)


@dataclass(slots=True)
class Purse:
    """What a fund holds, and what each event took, one group of alike coins after the other."""

    coins: list[Coin] = field(default_factory=list)
    took: dict[int, list[Taking]] = field(default_factory=dict)

    def holds(self, purpose: str) -> Fraction:
        return whole(coin for coin in self.coins if coin.purpose == purpose)

    def bring(
        self,
        number: int,
        shares: Mapping[str, Fraction],
        *,
        received: date,
        purpose: str,
        expires: date | None,
        allocated: bool = False,
    ) -> None:
        self.coins += [
            Coin(
                funder=funder,
                received=received,
                purpose=purpose,
                expires=expires,
                pence=pence,
                came_with=number,
                allocated=allocated,
            )
            for funder, pence in shares.items()
        ]

    def in_turn(self, purpose: str, on: date) -> list[Group]:
        """What expires first, then the oldest; what has expired is taken when nothing else is."""
        turns: dict[tuple[bool, date, date], Group] = {}
        for coin in self.coins:
            if coin.purpose == purpose and coin.pence:
                turn = (coin.has_expired(on), coin.expires or date.max, coin.received)
                turns.setdefault(turn, []).append(coin)
        return [turns[turn] for turn in sorted(turns)]

    def newest_allocated(self, purpose: str, on: date) -> list[Group]:
        groups = [[c for c in group if c.allocated] for group in self.in_turn(purpose, on)]
        return sorted((g for g in groups if g), key=lambda g: g[0].received, reverse=True)

    def take(self, number: int, wanted: Fraction, groups: Iterable[Group]) -> Fraction:
        """Take an amount of groups in order, in proportion within one; what is lacking."""
        for group in groups:
            there = whole(group)
            part = min(wanted, there)
            if part <= 0:
                continue
            taking = [(coin, coin.pence * part / there) for coin in group]
            for coin, own in taking:
                coin.pence -= own
            self.took.setdefault(number, []).append(taking)
            wanted -= part
        return wanted

    def spend(self, number: int, pence: int, purpose: str, on: date) -> None:
        self.take(number, Fraction(pence), self.in_turn(purpose, on))

    def take_back(self, number: int, pence: int, purpose: str, on: date) -> None:
        """A difference below nothing comes from the newest allocation."""
        self._newest_first(number, Fraction(pence), purpose, on)

    def undo_bringing(self, number: int, original: int, pence: int, on: date) -> None:
        """The very money that came goes, as far as it is there; then as a difference goes."""
        own = [coin for coin in self.coins if coin.came_with == original]
        left = self.take(number, Fraction(pence), [[coin] for coin in reversed(own)])
        self._newest_first(number, left, own[0].purpose, on)

    def _newest_first(self, number: int, left: Fraction, purpose: str, on: date) -> None:
        left = self.take(number, left, self.newest_allocated(purpose, on))
        self.take(number, left, self.in_turn(purpose, on))

    def give_back(self, taken_by: Iterable[int], pence: int) -> None:
        """Back to where it was taken from, the newest first; to alike coins in proportion."""
        left = Fraction(pence)
        for number in taken_by:
            kept: list[Taking] = []
            for taking in reversed(self.took.get(number, [])):
                there = sum((own for _, own in taking), NOTHING)
                back = min(left, there)
                left -= back
                for coin, own in taking:
                    coin.pence += own * back / there
                if back < there:
                    rest = 1 - back / there
                    kept.insert(0, [(coin, own * rest) for coin, own in taking])
            self.took[number] = kept

    def return_to(self, number: int, parts: Mapping[str, int], purpose: str, on: date) -> None:
        """What goes back to a funder is of their own money, what has expired of it first."""
        left = NOTHING
        for funder, pence in parts.items():
            own = [[c for c in g if c.funder == funder] for g in self.in_turn(purpose, on)]
            groups = sorted((g for g in own if g), key=lambda g: not g[0].has_expired(on))
            left += self.take(number, Fraction(pence), groups)
        self.take(number, left, self.in_turn(purpose, on))

    def left(self) -> dict[tuple[str, date, str, date | None], Fraction]:
        """What is left by origin."""
        found: dict[tuple[str, date, str, date | None], Fraction] = {}
        for coin in self.coins:
            key = (coin.funder, coin.received, coin.purpose, coin.expires)
            found[key] = found.get(key, NOTHING) + coin.pence
        return {key: pence for key, pence in found.items() if pence}

    def weights(self, part: int, purpose: str, on: date) -> dict[str, Fraction]:
        """Whose a part of what is left is: of expired money first, then each funder's share."""
        left, found = Fraction(part), dict[str, Fraction]()
        for gone in (True, False):
            here = [
                coin
                for coin in self.coins
                if coin.pence and coin.purpose == purpose and coin.has_expired(on) is gone
            ]
            there = whole(here)
            taken = min(left, there)
            left -= taken
            for coin in here if taken else ():
                own = coin.pence * taken / there
                found[coin.funder] = found.get(coin.funder, NOTHING) + own
        return {funder: found[funder] for funder in sorted(found)}
