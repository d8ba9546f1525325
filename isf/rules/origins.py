"""Whose money is in a fund: its entries, folded in the order in which they were recorded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from itertools import groupby

from accounts.rules.registry import rule
from isf.enums import AccountKind, EntryKind
from isf.rules.tranches import (
    NOTHING,
    PUBLIC,
    THE_COUNCIL,
    Expiry,
    Party,
    Tranche,
    expires_on,
    is_expired,
    next_to_be_spent,
    take,
)

FUNDERS = PUBLIC | {AccountKind.PERSON, AccountKind.THIRD_PARTY}
# What comes back restores the tranches it was taken from, the newest taking first.
COMES_BACK = frozenset({EntryKind.REFUND, EntryKind.FEE_BACK})
# What goes to the funders on the other side is taken from their own tranches.
GOES_BACK = frozenset({EntryKind.RETURN, EntryKind.RECOVERY})
ALLOCATED = frozenset({EntryKind.ALLOCATION, EntryKind.ALLOCATION_DIFFERENCE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """The other side of an entry: who, and signed whole pence seen from there."""

    party: Party
    pence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One entry as far as tranches see it: signed whole pence per purpose of the fund.

    `carried` is what was written down of the origins, where the other side does not say them;
    `gives_back_of` the entry whose money comes back in part, without reversing it.
    """

    entry_id: int
    kind: EntryKind
    day: date
    reverses_id: int | None
    moves: tuple[tuple[str, int], ...]
    sides: tuple[Side, ...]
    carried: tuple[Tranche, ...] = ()
    gives_back_of: int | None = None


@dataclass(slots=True, kw_only=True)
class Part:
    """A part of an entry's money, in exact pence, and the place of its tranche.

    No place: more was spent than there was, and no money has come since to cover it.
    `turn` is the same for parts of tranches that were alike and gave in proportion.
    """

    purpose: str
    place: int | None
    pence: Fraction
    turn: int


@dataclass(slots=True, kw_only=True)
class Holding:
    """The tranches of one fund while its history is read; amounts in exact pence."""

    expiries: Sequence[Expiry] = ()
    tranches: list[Tranche] = field(default_factory=list)
    live: set[int] = field(default_factory=set)
    allocated: set[int] = field(default_factory=set)
    taken: dict[int, list[Part]] = field(default_factory=dict)
    brought: dict[int, list[Part]] = field(default_factory=dict)
    paid: dict[Party, list[int]] = field(default_factory=dict)
    short: list[tuple[int, Part]] = field(default_factory=list)
    turns: int = 0

    def left(self) -> tuple[Tranche, ...]:
        """What is left, in the order in which it came. Source: ISF-ROL-2."""
        return tuple(tranche for tranche in self.tranches if tranche.pence)

    def apply(self, step: Step) -> None:
        """Take in one entry: money in makes or restores tranches, money out takes of them.

        Source: ISF-ROL-2.
        """
        for purpose, pence in step.moves:
            if pence > 0:
                self._come(step, purpose, Fraction(pence))
            elif pence < 0:
                self._go(step, purpose, Fraction(-pence))

    def _come(self, step: Step, purpose: str, pence: Fraction) -> None:
        for entry_id in self._undone(step):
            pence = self._restore(step, purpose, pence, self.taken.get(entry_id, []))
        for tranche in new(step=step, purpose=purpose, pence=pence, expiries=self.expiries):
            place = len(self.tranches)
            self.tranches.append(tranche)
            self.live.add(place)
            if step.kind in ALLOCATED:
                self.allocated.add(place)
            self._came(step, place, tranche.pence)

    def _undone(self, step: Step) -> list[int]:
        """The entries whose takings come back: the one named, or that party's, newest first."""
        named = step.reverses_id or step.gives_back_of
        if named is not None:
            return [named]
        if step.kind not in COMES_BACK:
            return []
        return [entry for side in step.sides for entry in reversed(self.paid.get(side.party, []))]

    def _restore(self, step: Step, purpose: str, pence: Fraction, taken: list[Part]) -> Fraction:
        """Put an amount back where it was taken from; what of it was not taken there.

        The last taken comes first; tranches that gave in proportion get back in proportion.
        """
        ours = [part for part in taken if part.purpose == purpose and part.pence]
        for _, alike in groupby(reversed(ours), key=lambda part: part.turn):
            parts = list(alike)[::-1]
            whole = sum((part.pence for part in parts), NOTHING)
            share = min(whole, pence) / whole if whole else NOTHING
            pence -= share * whole
            for one in parts:
                back = one.pence * share
                one.pence -= back
                if one.place is not None and back:
                    self._change(one.place, back)
                    self._came(step, one.place, back)
        return pence

    def _came(self, step: Step, place: int, pence: Fraction) -> None:
        came = self._part(self.tranches[place].purpose, place, pence)
        self.brought.setdefault(step.entry_id, []).append(came)
        self._cover(place)

    def _part(self, purpose: str, place: int | None, pence: Fraction) -> Part:
        """A part that stands alone."""
        self.turns += 1
        return Part(purpose=purpose, place=place, pence=pence, turn=self.turns)

    def _cover(self, place: int) -> None:
        """What was spent beyond all money is taken of the money that comes next."""
        for entry_id, lacking in self.short:
            here = self.tranches[place]
            covered = min(lacking.pence, here.pence) if lacking.purpose == here.purpose else NOTHING
            if covered:
                lacking.pence -= covered
                self._change(place, -covered)
                self.taken[entry_id].append(self._part(here.purpose, place, covered))
        self.short = [(entry, lacking) for entry, lacking in self.short if lacking.pence]

    def _go(self, step: Step, purpose: str, pence: Fraction) -> None:
        taken = self.taken.setdefault(step.entry_id, [])
        for places, most in self._order(step, purpose):
            self.turns += 1
            group = [(place, self.tranches[place]) for place in places]
            parts = take(
                groups=[[tranche for _, tranche in group]],
                pence=pence if most is None else min(most, pence),
            )
            for (place, _), (_, part) in zip(group, parts, strict=False):
                pence -= part
                self._change(place, -part)
                taken.append(Part(purpose=purpose, place=place, pence=part, turn=self.turns))
        if pence:
            taken.append(self._part(purpose, None, pence))
            self.short.append((step.entry_id, taken[-1]))
        for side in step.sides:
            self.paid.setdefault(side.party, []).append(step.entry_id)

    def _order(self, step: Step, purpose: str) -> Iterator[tuple[list[int], Fraction | None]]:
        """Alike tranches to take from, group after group, each with the most it gives."""
        yield from self._mirrored(step, purpose)
        if step.reverses_id is not None or step.kind == EntryKind.ALLOCATION_DIFFERENCE:
            groups = self._groups(step, purpose, among=self.allocated)
            yield from ((group, None) for group in sorted(groups, key=self._received, reverse=True))
        for party, most in named(step=step):
            yield from self._own(step, purpose, party, most)
        usual = self._groups(step, purpose)
        backwards = step.kind == EntryKind.TRANSFER
        yield from ((group, None) for group in (usual[::-1] if backwards else usual))

    def _mirrored(self, step: Step, purpose: str) -> Iterator[tuple[list[int], Fraction | None]]:
        """What the reversed entry brought or restored, the last first."""
        came = [] if step.reverses_id is None else self.brought.get(step.reverses_id, [])
        for part in reversed(came):
            if part.purpose == purpose and part.place is not None:
                yield [part.place], part.pence

    def _own(
        self, step: Step, purpose: str, party: Party, most: Fraction
    ) -> Iterator[tuple[list[int], Fraction | None]]:
        """One funder's own tranches, what has expired before the others.

        Third parties share an account, and what goes to them was split by what is left of each:
        it is taken of all of them in that proportion.
        """
        if party.kind == AccountKind.THIRD_PARTY:
            theirs = [place for place in sorted(self.live) if self._is_theirs(place, purpose)]
            yield theirs, most
            return
        own = {place for place in self.live if self.tranches[place].funder == party}
        groups = self._groups(step, purpose, among=own)
        for group in sorted(groups, key=lambda places: not self._expired(places, step.day)):
            here = sum((self.tranches[place].pence for place in group), NOTHING)
            yield group, min(most, here)
            most -= min(most, here)

    def _is_theirs(self, place: int, purpose: str) -> bool:
        tranche = self.tranches[place]
        return tranche.funder.kind == AccountKind.THIRD_PARTY and tranche.purpose == purpose

    def _groups(
        self, step: Step, purpose: str, *, among: set[int] | None = None
    ) -> list[list[int]]:
        """Places of the tranches of a purpose that are not spent, in the order of spending."""
        places = sorted(self.live if among is None else self.live & among)
        found = {id(self.tranches[place]): place for place in places}
        ours = [self.tranches[p] for p in places if self.tranches[p].purpose == purpose]
        groups = next_to_be_spent(tranches=ours, on=step.day)
        return [[found[id(tranche)] for tranche in group] for group in groups]

    def _received(self, places: Sequence[int]) -> date:
        return self.tranches[places[0]].received_on

    def _expired(self, places: Sequence[int], on: date) -> bool:
        return all(is_expired(tranche=self.tranches[place], on=on) for place in places)

    def _change(self, place: int, pence: Fraction) -> None:
        tranche = self.tranches[place]
        self.tranches[place] = replace(tranche, pence=tranche.pence + pence)
        (self.live.add if self.tranches[place].pence else self.live.discard)(place)


def named(*, step: Step) -> list[tuple[Party, Fraction]]:
    """Whose own tranches an entry takes first, and how much of them, in exact pence.

    A return or a recovery goes to the funders on its other side; a contribution that was not due
    was the person's. Source: ISF-ROL-6, ISF-FUN-2.
    """
    if step.kind in GOES_BACK:
        return [(side.party, Fraction(side.pence)) for side in step.sides if side.pence > 0]
    if step.kind == EntryKind.CONTRIBUTION_NOT_DUE:
        whole = Fraction(sum(side.pence for side in step.sides if side.pence > 0))
        return [(Party(kind=AccountKind.PERSON), whole)]
    return []


def new(*, step: Step, purpose: str, pence: Fraction, expiries: Sequence[Expiry]) -> list[Tranche]:
    """The tranches that an entry's money makes: as written down, or of the funder it came from.

    Money whose other side is no funder is the council's. Units: exact pence. Source: ISF-ROL-2.
    """
    if not pence:
        return []
    carried = [tranche for tranche in step.carried if tranche.purpose == purpose]
    if carried:
        whole = sum((tranche.pence for tranche in carried), NOTHING)
        return [replace(tranche, pence=tranche.pence * pence / whole) for tranche in carried]
    gave = {s.party: -s.pence for s in step.sides if s.pence < 0 and s.party.kind in FUNDERS}
    gave = gave or {THE_COUNCIL: 1}
    return [
        Tranche(
            entry_id=step.entry_id,
            funder=funder,
            received_on=step.day,
            purpose=purpose,
            expires_on=expires_on(received_on=step.day, expiries=expiries),
            pence=pence * given / sum(gave.values()),
        )
        for funder, given in gave.items()
    ]


@rule("ISF-ROL-2", "Money keeps its origin; what comes back restores the tranches it was from.")
def fold(*, steps: Iterable[Step], expiries: Sequence[Expiry] = ()) -> tuple[Tranche, ...]:
    """The tranches that are left of a fund after its entries, taken in recorded order.

    Units: exact pence; they add up to what is posted, unless a direct payment is overspent.
    Rounding: none. Source: ISF-ROL-2.
    """
    holding = Holding(expiries=expiries)
    for step in steps:
        holding.apply(step)
    return holding.left()
