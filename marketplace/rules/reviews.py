"""Who may review a provider, who may answer, and who decides about a hidden review."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from accounts.rules.registry import rule
from marketplace.enums import ReviewEvent, ReviewState
from marketplace.rules.standing import MOST_STARS
from marketplace.rules.states import NotInThisState

MOST_WORDS = 2000
MOST_REASON_WORDS = 1000

# An author corrects what was hidden until they appeal; what a second moderator kept hidden stays.
STATES: Mapping[tuple[ReviewState, ReviewEvent], ReviewState | None] = {
    (ReviewState.SHOWN, ReviewEvent.WRITE): ReviewState.SHOWN,
    (ReviewState.SHOWN, ReviewEvent.ANSWER): ReviewState.SHOWN,
    (ReviewState.SHOWN, ReviewEvent.HIDE): ReviewState.HIDDEN,
    (ReviewState.SHOWN, ReviewEvent.APPEAL): None,
    (ReviewState.SHOWN, ReviewEvent.RESTORE): None,
    (ReviewState.SHOWN, ReviewEvent.KEEP): None,
    (ReviewState.HIDDEN, ReviewEvent.WRITE): ReviewState.HIDDEN,
    (ReviewState.HIDDEN, ReviewEvent.ANSWER): None,
    (ReviewState.HIDDEN, ReviewEvent.HIDE): None,
    (ReviewState.HIDDEN, ReviewEvent.APPEAL): ReviewState.APPEALED,
    (ReviewState.HIDDEN, ReviewEvent.RESTORE): None,
    (ReviewState.HIDDEN, ReviewEvent.KEEP): None,
    (ReviewState.APPEALED, ReviewEvent.WRITE): None,
    (ReviewState.APPEALED, ReviewEvent.ANSWER): None,
    (ReviewState.APPEALED, ReviewEvent.HIDE): None,
    (ReviewState.APPEALED, ReviewEvent.APPEAL): None,
    (ReviewState.APPEALED, ReviewEvent.RESTORE): ReviewState.SHOWN,
    (ReviewState.APPEALED, ReviewEvent.KEEP): ReviewState.KEPT_HIDDEN,
    (ReviewState.KEPT_HIDDEN, ReviewEvent.WRITE): None,
    (ReviewState.KEPT_HIDDEN, ReviewEvent.ANSWER): None,
    (ReviewState.KEPT_HIDDEN, ReviewEvent.HIDE): None,
    (ReviewState.KEPT_HIDDEN, ReviewEvent.APPEAL): None,
    (ReviewState.KEPT_HIDDEN, ReviewEvent.RESTORE): None,
    (ReviewState.KEPT_HIDDEN, ReviewEvent.KEEP): None,
}


class WorksForProvider(Exception):
    """Somebody who works for the provider would review it."""

    rule = "MKT-REV-1"


class NothingApproved(Exception):
    """The person has not approved a line of any bill of the provider yet."""

    rule = "MKT-REV-1"


class AnsweredBefore(Exception):
    """The provider has answered this review already, in other words."""

    rule = "MKT-REV-3"


class SameModerator(Exception):
    """The moderator who hid the review would decide about the appeal."""

    rule = "MKT-REV-4"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a review says; `shown_as` is the name under which, empty for none."""

    service: int
    value: int
    words: str
    shown_as: str = ""

    def __post_init__(self) -> None:
        if not all(1 <= stars <= MOST_STARS for stars in (self.service, self.value)):
            raise ValueError("Stars go from 1 to 5")
        if not 0 < len(self.words.strip()) <= len(self.words) <= MOST_WORDS:
            raise ValueError("A review has words, but not too many")


def after(*, state: ReviewState, event: ReviewEvent) -> ReviewState:
    """The state of a review after the event. Raises NotInThisState."""
    following = STATES[state, event]
    if following is None:
        raise NotInThisState(state, event)
    return following


def allows(*, state: ReviewState, event: ReviewEvent) -> bool:
    """Whether the event is possible for a review in this state."""
    return STATES[state, event] is not None


@rule("MKT-REV-1", "Who approved a bill of a provider reviews it, and nobody who works for it.")
def check_may_review(*, works_for_provider: bool, approved_on: date | None) -> None:
    """Refuse a review by the provider's own people, and before the first approved bill.

    Raises WorksForProvider, NothingApproved. Source: MKT-REV-1.
    """
    if works_for_provider:
        raise WorksForProvider
    if approved_on is None:
        raise NothingApproved


@rule("MKT-REV-3", "A provider answers a review once, and the answer never changes.")
def check_may_answer(*, before: str | None, words: str) -> bool:
    """Whether the answer still has to be written: the same words again are the first answer.

    Raises AnsweredBefore. Source: MKT-REV-3.
    """
    if before is not None and before != words:
        raise AnsweredBefore
    return before is None


@rule("MKT-REV-4", "An appeal is decided once, by another moderator than the one who hid.")
def check_may_decide(*, hid_by: int | None, decides: int | None) -> None:
    """Refuse the moderator who hid the review. Raises SameModerator. Source: MKT-REV-4."""
    if hid_by == decides:
        raise SameModerator
