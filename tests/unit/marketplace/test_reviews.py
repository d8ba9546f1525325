"""Who may review, answer and decide, and what may happen to a review in each state."""

from __future__ import annotations

from datetime import date

import pytest

from marketplace.enums import ReviewEvent, ReviewState
from marketplace.rules import reviews
from marketplace.rules.states import NotInThisState

APPROVED = date(2026, 6, 2)


@pytest.mark.rule("MKT-REV-1")
def test_a_buyer_reviews_after_the_first_approved_bill():
    reviews.check_may_review(works_for_provider=False, approved_on=APPROVED)
    with pytest.raises(reviews.NothingApproved):
        reviews.check_may_review(works_for_provider=False, approved_on=None)
    with pytest.raises(reviews.WorksForProvider):
        reviews.check_may_review(works_for_provider=True, approved_on=APPROVED)


@pytest.mark.rule("MKT-REV-3")
def test_a_provider_answers_once():
    assert reviews.check_may_answer(before=None, words="Thank you.")
    assert not reviews.check_may_answer(before="Thank you.", words="Thank you.")
    with pytest.raises(reviews.AnsweredBefore):
        reviews.check_may_answer(before="Thank you.", words="Thank you!")


@pytest.mark.rule("MKT-REV-4")
def test_nobody_decides_about_their_own_hiding():
    reviews.check_may_decide(hid_by=1, decides=2)
    with pytest.raises(reviews.SameModerator):
        reviews.check_may_decide(hid_by=1, decides=1)


def test_every_event_has_an_answer_in_every_state():
    assert set(reviews.STATES) == {(s, e) for s in ReviewState for e in ReviewEvent}


@pytest.mark.parametrize("event", list(ReviewEvent))
def test_what_was_kept_hidden_stays_as_it_is(event):
    assert not reviews.allows(state=ReviewState.KEPT_HIDDEN, event=event)
    with pytest.raises(NotInThisState):
        reviews.after(state=ReviewState.KEPT_HIDDEN, event=event)


@pytest.mark.parametrize(
    "wrong",
    [
        {"service": 0},
        {"value": 6},
        {"words": " "},
        {"words": "x" * (reviews.MOST_WORDS + 1)},
    ],
)
def test_a_review_has_one_to_five_stars_and_words(wrong):
    with pytest.raises(ValueError, match=r"Stars go|has words"):
        reviews.Said(**{"service": 3, "value": 3, "words": "Fine.", **wrong})
