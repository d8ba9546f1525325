"""How well a provider is reviewed: one exact number to order by, and the averages people read."""

from dataclasses import dataclass
from fractions import Fraction

from accounts.rules.registry import rule

MOST_STARS = 5
# Everybody begins as if so many people had given so few stars: a few reviews prove little.
CAUTIOUS_REVIEWS = 10
CAUTIOUS_STARS = 2
_KINDS = 2
_STEPS = 10**9
# What a provider without a review stands at.
NO_STANDING = CAUTIOUS_STARS * _STEPS


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a provider was given: how many reviews, and the sums of their stars."""

    reviews: int
    service_stars: int
    value_stars: int


@rule("MKT-REV-2", "Few reviews never outrank many good ones: ten cautious reviews count with all.")
def standing(*, given: Given) -> Fraction:
    """What providers are ordered by: the mean of every star with ten reviews of two stars added.

    Exact. A review that is no better than the mean so far and no better than two stars never
    raises it. Source: MKT-REV-2.
    """
    stars = Fraction(given.service_stars + given.value_stars, _KINDS)
    return (CAUTIOUS_REVIEWS * CAUTIOUS_STARS + stars) / (CAUTIOUS_REVIEWS + given.reviews)


def steps(*, exact: Fraction) -> int:
    """The standing in whole billionths, rounded down, for a column that a database sorts.

    Two standings that differ stay apart for up to 10,000 reviews. Source: MKT-REV-2.
    """
    return exact.numerator * _STEPS // exact.denominator


def tenths(*, stars: int, reviews: int) -> int:
    """The mean of some stars in tenths, half up: 48 for 4.8."""
    return (stars * 20 + reviews) // (reviews * 2)
