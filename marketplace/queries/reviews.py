"""Reading reviews: what everybody sees, an author's own, a provider's, and a moderator's."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from accounts.models import Person
from accounts.permissions import Actor
from marketplace import permissions
from marketplace.enums import ReviewState
from marketplace.models import Provider, Review, ReviewHiding, ReviewVersion
from marketplace.rules.standing import Given

MOST_LATEST = 3


class Tab(StrEnum):
    """What a moderator looks at."""

    APPEALS = "appeals"
    SHOWN = "shown"
    HIDDEN = "hidden"


_STATES = {
    Tab.APPEALS: (ReviewState.APPEALED,),
    Tab.SHOWN: (ReviewState.SHOWN,),
    Tab.HIDDEN: (ReviewState.HIDDEN, ReviewState.KEPT_HIDDEN),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """A person's own review of a provider, if there is one, with its history."""

    provider: Provider
    person: Person
    review: Review | None
    versions: tuple[ReviewVersion, ...]
    hiding: ReviewHiding | None


def read_given(*, provider: Provider) -> Given:
    """What a provider was given in the reviews that are shown."""
    return Given(
        reviews=provider.reviews,
        service_stars=provider.service_stars,
        value_stars=provider.value_stars,
    )


def list_shown(*, provider: Provider) -> QuerySet[ReviewVersion]:
    """What everybody reads of a provider's reviews, the latest first."""
    return _whole(ReviewVersion.objects.current().shown()).filter(review__provider=provider)


def list_latest(*, provider: Provider) -> list[ReviewVersion]:
    """The few reviews that stand on a page about something else."""
    return list(list_shown(provider=provider)[:MOST_LATEST])


def list_own(*, by: Actor, person_id: int) -> QuerySet[ReviewVersion]:
    """What a person says about providers now, the latest first. Raises NotAllowed."""
    permissions.check_orders_for(by=by, person_id=person_id)
    return _whole(ReviewVersion.objects.current()).filter(review__person=person_id)


def get_own(*, by: Actor, person_id: int, provider: UUID) -> Own:
    """A person's review of a provider. Raises Provider.DoesNotExist, NotAllowed."""
    permissions.check_orders_for(by=by, person_id=person_id)
    seller = Provider.objects.select_related("organisation").get(reference=provider)
    review = Review.objects.filter(provider=seller, person=person_id).first()
    return Own(
        provider=seller,
        person=Person.objects.get(pk=person_id),
        review=review,
        versions=tuple(review.versions.order_by("-number")) if review else (),
        hiding=review.hidings.first() if review else None,
    )


def get_own_hidden(*, by: Actor, review: UUID) -> Review:
    """A review for who may appeal about it. Raises Review.DoesNotExist, NotAllowed."""
    row = Review.objects.select_related("provider__organisation").get(reference=review)
    permissions.check_orders_for(by=by, person_id=row.person_id)
    return row


def list_received(*, by: Actor, organisation_id: int) -> QuerySet[ReviewVersion]:
    """The reviews a provider got and everybody sees, the latest first. Raises NotAllowed."""
    permissions.check_works_for(by=by, organisation_id=organisation_id)
    return _whole(ReviewVersion.objects.current().shown()).filter(
        review__provider__organisation=organisation_id
    )


def get_received(*, by: Actor, review: UUID) -> ReviewVersion:
    """One review for those who answer it. Raises ReviewVersion.DoesNotExist, NotAllowed."""
    row = _whole(ReviewVersion.objects.current().shown()).get(review__reference=review)
    permissions.check_sells(by=by, organisation_id=row.review.provider.organisation_id)
    return row


def list_moderated(*, by: Actor, authority_id: int, tab: Tab) -> QuerySet[ReviewVersion]:
    """The reviews by people of a council, the latest first. Raises NotAllowed."""
    permissions.check_moderates(by=by, authority_id=authority_id)
    return _for_moderators().filter(
        review__person__authority=authority_id, review__state__in=_STATES[tab]
    )


def get_moderated(*, by: Actor, review: UUID) -> ReviewVersion:
    """One review for a moderator. Raises ReviewVersion.DoesNotExist, NotAllowed."""
    row = _for_moderators().select_related("review__person").get(review__reference=review)
    permissions.check_moderates(by=by, authority_id=row.review.person.authority_id)
    return row


def _for_moderators() -> QuerySet[ReviewVersion]:
    hidings = Prefetch("review__hidings", ReviewHiding.objects.order_by("-hidden_at", "-pk"))
    return _whole(ReviewVersion.objects.current()).prefetch_related(hidings)


def _whole(versions: QuerySet[ReviewVersion]) -> QuerySet[ReviewVersion]:
    return versions.select_related("review__provider__organisation", "review__answer").order_by(
        "-written_at", "-pk"
    )
