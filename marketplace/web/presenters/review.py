"""Reviews in words: for everybody, for who wrote one, for the provider, and for a moderator."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse

from marketplace.enums import HideReason, ReviewEvent, ReviewState
from marketplace.models import ReviewHiding, ReviewVersion
from marketplace.queries.reviews import Own
from marketplace.rules import reviews, standing
from marketplace.rules.standing import Given
from marketplace.web.presenters import wording

NOBODY = "Somebody who bought from them"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stars:
    """Some of five stars for one thing."""

    what: str
    picture: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One review as everybody reads it."""

    reference: UUID
    provider: str
    provider_href: str
    author: str
    by_representative: bool
    first_written_at: datetime
    written_at: datetime
    is_changed: bool
    stars: tuple[Stars, ...]
    words: str
    answer: str
    answered_at: datetime | None
    answers_older: bool
    state: str
    state_words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """Why a review is hidden, what its author says to that, and what was decided."""

    reason: str
    words: str
    hidden_at: datetime
    appeal: str
    decision: str
    is_restored: bool
    may_decide: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The page on which somebody writes their review of a provider."""

    provider: str
    provider_href: str
    refusal: str
    may_write: bool
    is_written: bool
    state: str
    state_words: str
    hidden: Hidden | None
    appeal_href: str
    history: tuple[Shown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moderated:
    """A review before a moderator, with each time it was hidden."""

    shown: Shown
    may_hide: bool
    is_appealed: bool
    hidings: tuple[Hidden, ...]


REFUSALS: Mapping[type[Exception], str] = {
    reviews.WorksForProvider: "You work for this provider, so you cannot review it.",
    reviews.NothingApproved: "You can review a provider after you have approved a bill from it. "
    "That way every review is by somebody who has used the support.",
}


def summary(*, given: Given) -> str:
    """What all reviews of a provider come to, in a sentence without a full stop."""
    if not given.reviews:
        return "No reviews yet"
    service = _tenths(given.service_stars, given.reviews)
    value = _tenths(given.value_stars, given.reviews)
    by = "1 review" if given.reviews == 1 else f"{given.reviews:,} reviews"
    return f"{service} out of 5 for service, {value} out of 5 for value for money, from {by}"


def present_list(*, versions: Iterable[ReviewVersion]) -> tuple[Shown, ...]:
    """Reviews in their order."""
    return tuple(present(version=version) for version in versions)


def present(*, version: ReviewVersion) -> Shown:
    """One review; its answer was read with it."""
    row = version.review
    answer = getattr(row, "answer", None)
    return Shown(
        reference=row.reference,
        provider=row.provider.organisation.name,
        provider_href=reverse("marketplace:review-edit", args=[row.provider.reference]),
        author=version.shown_as or NOBODY,
        by_representative=version.by_representative,
        first_written_at=row.first_written_at,
        written_at=version.written_at,
        is_changed=version.number > 1,
        stars=(_stars("Service", version.service), _stars("Value for money", version.value)),
        words=version.words,
        answer=answer.words if answer else "",
        answered_at=answer.answered_at if answer else None,
        answers_older=answer is not None and answer.answered_at < version.written_at,
        state=row.state,
        state_words=wording.REVIEW_STATES[ReviewState(row.state)],
    )


def present_own(*, own: Own, works_there: bool, approved_on: date | None) -> Page:
    """A person's own review, or why they cannot write one."""
    state = ReviewState(own.review.state) if own.review else ReviewState.SHOWN
    refusal = _refusal(works_there=works_there, approved_on=approved_on)
    may_appeal = own.review is not None and reviews.allows(state=state, event=ReviewEvent.APPEAL)
    return Page(
        provider=own.provider.organisation.name,
        provider_href=reverse("marketplace:provider-detail", args=[own.provider.reference]),
        refusal=refusal,
        may_write=not refusal and reviews.allows(state=state, event=ReviewEvent.WRITE),
        is_written=bool(own.versions),
        state=state,
        state_words=wording.REVIEW_STATES[state],
        hidden=_hidden(own.hiding, None) if own.hiding else None,
        appeal_href=reverse("marketplace:review-appeal", args=[own.review.reference])
        if own.review and may_appeal
        else "",
        history=present_list(versions=own.versions),
    )


def present_moderated(*, version: ReviewVersion, user_id: int | None) -> Moderated:
    """A review and its history for the moderator who looks at it."""
    state = ReviewState(version.review.state)
    return Moderated(
        shown=present(version=version),
        may_hide=reviews.allows(state=state, event=ReviewEvent.HIDE),
        is_appealed=reviews.allows(state=state, event=ReviewEvent.RESTORE),
        hidings=tuple(_hidden(row, user_id) for row in version.review.hidings.all()),
    )


def _refusal(*, works_there: bool, approved_on: date | None) -> str:
    try:
        reviews.check_may_review(works_for_provider=works_there, approved_on=approved_on)
    except tuple(REFUSALS) as refused:
        return REFUSALS[type(refused)]
    return ""


def _hidden(row: ReviewHiding, user_id: int | None) -> Hidden:
    return Hidden(
        reason=wording.HIDE_REASONS[HideReason(row.reason)],
        words=row.words,
        hidden_at=row.hidden_at,
        appeal=row.appeal,
        decision=row.decision,
        is_restored=bool(row.is_restored),
        may_decide=user_id is not None and row.hidden_by_id != user_id,
    )


def _stars(what: str, number: int) -> Stars:
    empty = standing.MOST_STARS - number
    return Stars(what=what, picture="★" * number + "☆" * empty, words=f"{number} out of 5")


def _tenths(stars: int, number: int) -> str:
    whole, part = divmod(standing.tenths(stars=stars, reviews=number), 10)
    return f"{whole}.{part}"
