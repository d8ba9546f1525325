"""What providers are ordered by: figures worked out by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from marketplace.rules import standing
from marketplace.rules.standing import Given


def of(*stars: int) -> Fraction:
    """The standing after reviews that give these stars for both service and value."""
    return standing.standing(
        given=Given(reviews=len(stars), service_stars=sum(stars), value_stars=sum(stars))
    )


@pytest.mark.rule("MKT-REV-2")
@pytest.mark.parametrize(
    ("reviews", "service", "value", "expected"),
    [
        (0, 0, 0, Fraction(2)),
        (1, 5, 5, Fraction(25, 11)),
        (1, 5, 4, Fraction(49, 22)),
        (2, 10, 8, Fraction(29, 12)),
        (50, 240, 240, Fraction(260, 60)),
        (50, 50, 50, Fraction(70, 60)),
    ],
)
def test_ten_reviews_of_two_stars_count_with_all(reviews, service, value, expected):
    found = standing.standing(
        given=Given(reviews=reviews, service_stars=service, value_stars=value)
    )
    assert found == expected


@pytest.mark.rule("MKT-REV-2")
def test_one_review_of_five_stars_does_not_outrank_fifty_that_average_4_8():
    assert of(5) < of(*[5] * 40, *[4] * 10)


@pytest.mark.parametrize(
    ("exact", "expected"),
    [(Fraction(2), 2_000_000_000), (Fraction(25, 11), 2_272_727_272), (Fraction(1), 1_000_000_000)],
)
def test_a_column_holds_billionths_rounded_down(exact, expected):
    assert standing.steps(exact=exact) == expected


@pytest.mark.parametrize(
    ("stars", "reviews", "expected"),
    [(9, 2, 45), (14, 3, 47), (13, 3, 43), (19, 4, 48), (1, 1, 10)],
)
def test_a_mean_is_read_in_tenths_half_up(stars, reviews, expected):
    assert standing.tenths(stars=stars, reviews=reviews) == expected
