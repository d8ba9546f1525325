"""Whole pence out of exact ones, read off the conventions and ISF-RES-4, -BIL-8 and -ROL-6."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import floor

HALF = Fraction(1, 2)
PRIVATE = ("PERSON", "THIRD_PARTY")


def half_up(exact: Fraction) -> int:
    """The nearest whole penny of an amount that is not below nothing."""
    return floor(exact + HALF)


def visit(price: int, quantity: Fraction) -> int:
    """A line of a bill, or a planned delivery: price times quantity, rounded once."""
    return half_up(price * quantity)


def shares(total: int, weights: Sequence[Fraction]) -> list[int]:
    """Largest remainders: everybody the whole pennies, then a penny each, largest rest first."""
    whole = sum(weights, Fraction(0))
    exact = [total * weight / whole for weight in weights]
    given = [floor(share) for share in exact]
    while sum(given) < total:
        rests = [share - got for share, got in zip(exact, given, strict=True)]
        given[rests.index(max(rests))] += 1
    return given


def to_funders(total: int, weights: Mapping[str, Fraction]) -> dict[str, int]:
    """What is left, to whom it belongs: private funders round down, public ones share the rest.

    A funder is named by its kind and who it is: `COUNCIL`, `THIRD_PARTY:ann`. Where nobody public
    is left the rules name no one for the last pennies: largest remainders among all.
    """
    whole = sum(weights.values(), Fraction(0))
    public = [name for name in weights if not name.startswith(PRIVATE)]
    if not public:
        return dict(zip(weights, shares(total, list(weights.values())), strict=True))
    found = {
        name: floor(total * weight / whole)
        for name, weight in weights.items()
        if name not in public
    }
    rest = shares(total - sum(found.values()), [weights[name] for name in public])
    return found | dict(zip(public, rest, strict=True))
