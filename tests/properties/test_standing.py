"""What must hold of the order of reviewed providers, whatever people say."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.rules import standing
from marketplace.rules.standing import Given

stars = st.integers(min_value=1, max_value=standing.MOST_STARS)
review = st.tuples(stars, stars)
few = st.lists(review, max_size=5)
some = st.lists(review, max_size=40)
many = st.builds(lambda alike, others: [alike] * 50 + others, review, some)


def of(reviews: list[tuple[int, int]]) -> Fraction:
    given = Given(
        reviews=len(reviews),
        service_stars=sum(service for service, _ in reviews),
        value_stars=sum(value for _, value in reviews),
    )
    return standing.standing(given=given)


def mean(reviews: list[tuple[int, int]]) -> Fraction:
    return Fraction(sum(a + b for a, b in reviews), 2 * len(reviews))


@pytest.mark.rule("MKT-REV-2")
@given(few, many)
def test_up_to_five_never_outrank_fifty_and_more_that_average_above_3_2(few, many):
    """Five perfect ones stand at 3, and so do fifty that average 3.2."""
    if mean(many) > Fraction(16, 5):
        assert of(few) < of(many)


@pytest.mark.rule("MKT-REV-2")
@given(some, some)
def test_more_reviews_that_are_no_worse_never_rank_lower(fewer, more):
    if fewer and len(more) >= len(fewer) and mean(more) >= max(mean(fewer), Fraction(2)):
        assert of(more) >= of(fewer)


@pytest.mark.rule("MKT-REV-2")
@given(some, review)
def test_a_review_below_the_standing_never_raises_it(reviews, added):
    if mean([added]) <= of(reviews):
        assert of([*reviews, added]) <= of(reviews)


@pytest.mark.rule("MKT-REV-2")
@given(st.lists(review, min_size=1, max_size=40), review)
def test_a_bad_review_that_is_no_better_than_the_mean_never_raises_it(reviews, added):
    if mean([added]) <= min(mean(reviews), standing.CAUTIOUS_STARS):
        assert of([*reviews, added]) <= of(reviews)


@pytest.mark.rule("MKT-REV-2")
@given(some, stars, stars, stars)
def test_fewer_stars_instead_always_lower_it(reviews, high, low, value):
    if low < high:
        assert of([*reviews, (low, value)]) < of([*reviews, (high, value)])


@given(some, some)
def test_what_the_column_sorts_by_is_the_exact_order(one, other):
    in_steps = standing.steps(exact=of(one)), standing.steps(exact=of(other))
    assert (in_steps[0] < in_steps[1]) == (of(one) < of(other))
    assert (in_steps[0] == in_steps[1]) == (of(one) == of(other))
