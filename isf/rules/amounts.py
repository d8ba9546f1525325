"""Whole pence: the only roundings there are, the amount of a visit, and exact splits."""

from collections.abc import Sequence
from fractions import Fraction

from accounts.rules.registry import rule


def round_half_up(value: Fraction) -> int:
    """The nearest whole number, halves away from zero.

    Units: pence. Rounding: half up; -0.5 becomes -1 so that taking back mirrors paying.
    Source: conventions of `isf-rules.md`.
    """
    sign = -1 if value < 0 else 1
    return sign * ((2 * abs(value.numerator) + value.denominator) // (2 * value.denominator))


def round_down(value: Fraction) -> int:
    """The whole number below; for fees, so that a stray penny stays with the person.

    Units: pence. Rounding: floor. Source: conventions of `isf-rules.md`.
    """
    return value.numerator // value.denominator


@rule("ISF-BIL-8", "A line is price x quantity, rounded half up once per delivery.")
def line_amount(*, price_pence: int, quantity: Fraction) -> int:
    """What one visit costs: price (VAT included) times quantity.

    Units: whole pence. Rounding: half up, once; 24.10 x 3/4 = 18.08. Source: ISF-BIL-8.
    """
    return round_half_up(price_pence * quantity)


@rule("ISF-RES-4", "Shares of an amount always add up: largest remainders, ties in stable order.")
def split(*, total_pence: int, weights: Sequence[Fraction | int]) -> list[int]:
    """Share whole pence by weight so that the shares add up to the total.

    Rounding: floors, then the pennies left over go to the largest remainders, ties to the earlier.
    Errors: ValueError when the weights are negative or sum to nothing. Source: ISF-RES-4.
    """
    whole = sum(Fraction(weight) for weight in weights)
    if whole <= 0 or any(weight < 0 for weight in weights):
        raise ValueError("Weights must not be negative and must not sum to nothing.")
    exact = [Fraction(weight) * total_pence / whole for weight in weights]
    shares = [round_down(value) for value in exact]
    order = sorted(range(len(exact)), key=lambda place: (shares[place] - exact[place], place))
    for place in order[: total_pence - sum(shares)]:
        shares[place] += 1
    return shares
