"""Writing a review, changing it, and answering it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Sum

from accounts.operations import audit
from accounts.permissions import Actor
from marketplace import funding, permissions
from marketplace.enums import ReviewEvent, ReviewState
from marketplace.models import Provider, Review, ReviewAnswer, ReviewVersion
from marketplace.rules import reviews, standing


@transaction.atomic
def write(*, by: Actor, person_id: int, provider: UUID, said: reviews.Said, at: datetime) -> Review:
    """Review a provider, or say something else than before; every version is kept.

    The same again writes nothing. Raises Provider.DoesNotExist, NotAllowed,
    reviews.WorksForProvider, reviews.NothingApproved, NotInThisState. Source: MKT-REV-1.
    """
    permissions.check_orders_for(by=by, person_id=person_id)
    seller = lock_provider(provider=provider)
    reviews.check_may_review(
        works_for_provider=seller.organisation_id in by.works_for,
        approved_on=funding.first_approved_on(person_id=person_id, payee_id=seller.organisation_id),
    )
    row, _ = Review.objects.get_or_create(
        provider=seller, person_id=person_id, defaults={"first_written_at": at}
    )
    reviews.after(state=ReviewState(row.state), event=ReviewEvent.WRITE)
    before = row.versions.order_by("-number").first()
    if before is not None and _said(before) == said:
        return row
    number = 1 if before is None else before.number + 1
    _add(row, number, said, by, at)
    recount(provider=seller)
    action = "REVIEW_WRITTEN" if number == 1 else "REVIEW_CHANGED"
    record(by=by, review=row, action=action, at=at, details={"version": number})
    return row


@transaction.atomic
def answer(*, by: Actor, review: UUID, words: str, at: datetime) -> ReviewAnswer:
    """Answer a review for its provider, once; the same words again are the first answer.

    Raises Review.DoesNotExist, NotAllowed, reviews.AnsweredBefore, NotInThisState.
    Source: MKT-REV-3.
    """
    row = lock(review=review)
    permissions.check_sells(by=by, organisation_id=row.provider.organisation_id)
    reviews.after(state=ReviewState(row.state), event=ReviewEvent.ANSWER)
    before = ReviewAnswer.objects.filter(review=row).first()
    if not reviews.check_may_answer(before=before.words if before else None, words=words):
        return ReviewAnswer.objects.get(review=row)
    written = ReviewAnswer.objects.create(
        review=row, words=words, answered_at=at, answered_by_id=by.user_id
    )
    record(by=by, review=row, action="REVIEW_ANSWERED", at=at)
    return written


def lock(*, review: UUID) -> Review:
    """A review with its provider locked first, as every change of a review does."""
    seller = Provider.objects.get(all_reviews__reference=review)
    lock_provider(provider=seller.reference)
    return Review.objects.select_related("provider", "person").get(reference=review)


def lock_provider(*, provider: UUID) -> Provider:
    """Let one change of a provider's reviews happen at a time: they are counted together."""
    return Provider.objects.select_for_update(of=("self",), no_key=True).get(reference=provider)


@transaction.atomic
def recount(*, provider: Provider) -> None:
    """Count the reviews shown afresh. Source: MKT-REV-2."""
    sums = (
        ReviewVersion.objects.current()
        .shown()
        .filter(review__provider=provider)
        .aggregate(reviews=Count("pk"), service=Sum("service"), value=Sum("value"))
    )
    given = standing.Given(
        reviews=sums["reviews"],
        service_stars=sums["service"] or 0,
        value_stars=sums["value"] or 0,
    )
    provider.reviews = given.reviews
    provider.service_stars, provider.value_stars = given.service_stars, given.value_stars
    provider.standing = standing.steps(exact=standing.standing(given=given))
    provider.save(update_fields=["reviews", "service_stars", "value_stars", "standing"])


def record(
    *,
    by: Actor,
    review: Review,
    action: str,
    at: datetime,
    details: audit.Details | None = None,
) -> None:
    """Write down who did what with a review, inside the caller's transaction."""
    audit.record(
        by=by,
        action=action,
        at=at,
        person_id=review.person_id,
        subject=f"review:{review.reference}",
        details=details,
    )


def _said(version: ReviewVersion) -> reviews.Said:
    return reviews.Said(
        service=version.service,
        value=version.value,
        words=version.words,
        shown_as=version.shown_as,
    )


def _add(row: Review, number: int, said: reviews.Said, by: Actor, at: datetime) -> None:
    ReviewVersion.objects.create(
        review=row,
        number=number,
        service=said.service,
        value=said.value,
        words=said.words,
        shown_as=said.shown_as,
        written_at=at,
        written_by_id=by.user_id,
        by_representative=by.representative_id is not None,
        channel=by.channel,
    )
