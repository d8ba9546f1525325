"""Tranches: money of one origin, in which order it is spent, and whose what is left is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import groupby

from accounts.rules.registry import rule
from isf.enums import AccountKind
from isf.rules.amounts import round_down, split
from isf.rules.schedule import months_after

NOTHING = Fraction(0)
PUBLIC = frozenset({AccountKind.COUNCIL})


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Whose money it is, or who was paid: the council, the person, a third party, a provider.

    `reference` tells third parties apart and is opaque, never a name.
    """

    kind: AccountKind
    organisation_id: int | None = None
    reference: str = ""

    @property
    def place(self) -> tuple[str, int, str]:
        """Where it stands in a stable order."""
        return str(self.kind), self.organisation_id or 0, self.reference


THE_COUNCIL = Party(kind=AccountKind.COUNCIL)
THE_PERSON = Party(kind=AccountKind.PERSON)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tranche:
    """Money of one origin: exact pence of one funder, the day it came, its purpose and expiry.

    `entry_id` is the entry that brought it into this fund; `expires_on` is its last day.
    """

    entry_id: int
    funder: Party
    received_on: date
    purpose: str
    expires_on: date | None
    pence: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Expiry:
    """After how many months money of a council expires, from a day on; None for never."""

    starts_on: date
    months: int | None


def expires_on(*, received_on: date, expiries: Sequence[Expiry]) -> date | None:
    """The last day on which money received on a day is not expired: the policy of that day says.

    Source: ISF-ROL-2 (expiry if policy sets one).
    """
    months = None
    for expiry in sorted(expiries, key=lambda item: item.starts_on):
        if expiry.starts_on <= received_on:
            months = expiry.months
    return None if months is None else months_after(day=received_on, months=months)


def is_expired(*, tranche: Tranche, on: date) -> bool:
    """Whether money has expired by a day; the day itself counts for it. Source: ISF-ROL-2."""
    return tranche.expires_on is not None and tranche.expires_on < on


def turn(*, tranche: Tranche, on: date) -> tuple[bool, date, date]:
    """When it is a tranche's turn: what expires first, then the oldest; what has expired, last.

    Tranches with the same turn are spent in proportion. Source: ISF-ROL-2.
    """
    expired = is_expired(tranche=tranche, on=on)
    return expired, tranche.expires_on or date.max, tranche.received_on


@rule("ISF-ROL-2", "What expires first is spent first, then the oldest; alike ones in proportion.")
def next_to_be_spent(*, tranches: Iterable[Tranche], on: date) -> list[list[Tranche]]:
    """Tranches of one purpose in the order in which they are spent, alike ones together.

    Source: ISF-ROL-2.
    """
    kept = [tranche for tranche in tranches if tranche.pence]
    ordered = sorted(kept, key=lambda tranche: turn(tranche=tranche, on=on))
    return [list(alike) for _, alike in groupby(ordered, key=lambda t: turn(tranche=t, on=on))]


def take(
    *, groups: Iterable[Sequence[Tranche]], pence: Fraction
) -> Iterator[tuple[Tranche, Fraction]]:
    """What an amount takes of each tranche: one group after the other, in proportion within one.

    Units: exact pence. Rounding: none. Source: ISF-ROL-2.
    """
    for group in groups:
        whole = sum((tranche.pence for tranche in group), NOTHING)
        part = min(whole, pence)
        if part <= 0:
            continue
        pence -= part
        for tranche in group:
            yield tranche, tranche.pence * part / whole


def last_to_be_spent(
    *, tranches: Iterable[Tranche], pence: int | Fraction, on: date
) -> tuple[Tranche, ...]:
    """What leaves when money moves away: the next to be spent stay, the rest go, origins intact.

    Units: exact pence, of all purposes given. Rounding: none. Source: ISF-POR-3.
    """
    groups = next_to_be_spent(tranches=tranches, on=on)[::-1]
    return tuple(
        replace(tranche, pence=part)
        for tranche, part in take(groups=groups, pence=Fraction(pence))
        if part
    )


def by_funder(*, tranches: Iterable[Tranche]) -> dict[Party, Fraction]:
    """Whose money is left, in exact pence; who has nothing left is not named. Source: ISF-ROL-6."""
    sums: dict[Party, Fraction] = {}
    for tranche in tranches:
        sums[tranche.funder] = sums.get(tranche.funder, NOTHING) + tranche.pence
    return {
        funder: sums[funder]
        for funder in sorted(sums, key=lambda party: party.place)
        if sums[funder]
    }


def shares_of(
    *, tranches: Sequence[Tranche], pence: int | Fraction, on: date
) -> dict[Party, Fraction]:
    """Whose a part of what is left is: what has expired first, of the rest each funder's share.

    Units: exact pence. Rounding: none. Source: ISF-ROL-5, ISF-ROL-6.
    """
    groups = (
        [tranche for tranche in tranches if is_expired(tranche=tranche, on=on)],
        [tranche for tranche in tranches if not is_expired(tranche=tranche, on=on)],
    )
    taken = take(groups=groups, pence=Fraction(pence))
    return by_funder(tranches=[replace(tranche, pence=part) for tranche, part in taken])


@rule("ISF-ROL-6", "People and third parties round down, public funders share the rest.")
def split_left(*, pence: int, weights: Mapping[Party, Fraction | int]) -> dict[Party, int]:
    """Share whole pence among the funders of what is left.

    Rounding: the person and third parties down, public funders the rest by largest remainders;
    where no public money is left, everybody by largest remainders. Errors: ValueError when the
    weights sum to nothing. 12.34 with 8% the person's: 0.98 and 11.36. Source: ISF-ROL-6.
    """
    public = [funder for funder in weights if funder.kind in PUBLIC and weights[funder]]
    whole = sum((Fraction(weight) for weight in weights.values()), NOTHING)
    if not public:
        shares = split(total_pence=pence, weights=list(weights.values()))
        return dict(zip(weights, shares, strict=True))
    private = {
        funder: round_down(Fraction(weight) * pence / whole)
        for funder, weight in weights.items()
        if funder not in public
    }
    rest = pence - sum(private.values())
    shares = split(total_pence=rest, weights=[weights[funder] for funder in public])
    found = private | dict(zip(public, shares, strict=True))
    return {funder: found[funder] for funder in weights}
