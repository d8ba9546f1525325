"""Hiding a review, the author's appeal, and the decision of another moderator."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from accounts.enums import Role
from accounts.models import AuditEvent
from accounts.permissions import NotAllowed
from marketplace.enums import HideReason, ReviewState
from marketplace.models import Provider, Review, ReviewHiding
from marketplace.operations import moderation, reviews
from marketplace.rules import reviews as rules
from marketplace.rules.states import NotInThisState
from tests.factories import accounts as make_accounts
from tests.factories import marketplace as make
from tests.factories import reviews as written
from tests.factories.reviews import NOW, SAID

pytestmark = pytest.mark.django_db


def hide(review, by):
    return moderation.hide(
        by=by,
        review=review.reference,
        reason=HideReason.OFFENSIVE,
        words="It insults a worker.",
        at=NOW,
    )


def appeal(review, *, by=None):
    by = by or make_accounts.actor_for_person(review.person)
    return moderation.appeal(by=by, review=review.reference, words="It is true.", at=NOW)


def decide(review, by, *, restore):
    return moderation.decide(
        by=by, review=review.reference, restore=restore, words="I read it again.", at=NOW
    )


def state_of(review):
    return Review.objects.get(pk=review.pk).state


def test_a_moderator_hides_with_a_reason():
    review = written.written()
    by = written.moderator(review.person.authority)
    hiding = hide(review, by)

    assert state_of(review) == ReviewState.HIDDEN
    assert (hiding.reason, hiding.words) == ("OFFENSIVE", "It insults a worker.")
    assert Provider.objects.get().reviews == 0
    event = AuditEvent.objects.get(action="REVIEW_HIDDEN")
    assert event.details == {"reason": "OFFENSIVE"}
    with pytest.raises(NotInThisState):
        hide(review, by)


@pytest.mark.rule("MKT-REV-4")
@pytest.mark.parametrize(
    ("restore", "state", "counted"),
    [(True, ReviewState.SHOWN, 1), (False, ReviewState.KEPT_HIDDEN, 0)],
)
def test_an_appeal_is_decided_by_another_moderator(restore, state, counted):
    review = written.written()
    authority = review.person.authority
    first = written.moderator(authority)
    hide(review, first)
    appeal(review)
    assert state_of(review) == ReviewState.APPEALED

    with pytest.raises(rules.SameModerator):
        decide(review, first, restore=restore)
    assert state_of(review) == ReviewState.APPEALED

    decide(review, written.moderator(authority), restore=restore)
    assert state_of(review) == state
    assert Provider.objects.get(pk=review.provider_id).reviews == counted


def test_an_author_appeals_once():
    review = written.appealed()
    with pytest.raises(NotInThisState):
        appeal(review)
    decide(review, written.moderator(review.person.authority), restore=False)
    with pytest.raises(NotInThisState):
        appeal(review)
    assert ReviewHiding.objects.get().appeal == "Nobody can tell who is meant."


def test_what_is_shown_cannot_be_appealed_and_an_appeal_must_come_first():
    review = written.written()
    with pytest.raises(NotInThisState):
        appeal(review)
    hide(review, written.moderator(review.person.authority))
    with pytest.raises(NotInThisState):
        decide(review, written.moderator(review.person.authority), restore=True)


def test_an_author_corrects_a_hidden_review_until_they_appeal():
    review = written.hidden()
    by = make_accounts.actor_for_person(review.person)
    whole = {"by": by, "person_id": review.person_id, "provider": review.provider.reference}
    reviews.write(**whole, said=replace(SAID, words="Without a name."), at=NOW)
    assert state_of(review) == ReviewState.HIDDEN

    appeal(review)
    with pytest.raises(NotInThisState):
        reviews.write(**whole, said=replace(SAID, words="And once more."), at=NOW)
    assert review.versions.count() == 2


def test_a_restored_review_may_be_hidden_again_with_an_appeal_of_its_own():
    review = written.appealed()
    other = written.moderator(review.person.authority)
    decide(review, other, restore=True)
    hide(review, other)
    appeal(review)
    decide(review, written.moderator(review.person.authority), restore=True)
    assert state_of(review) == ReviewState.SHOWN
    assert ReviewHiding.objects.count() == 2


def test_only_a_commissioner_of_the_authors_council_moderates():
    review = written.appealed()
    others = [
        written.moderator(make_accounts.Authority()),
        make_accounts.actor_with_role(review.person.authority, Role.CARE_MANAGER),
        make.manager(review.provider),
        make_accounts.actor_for_person(review.person),
    ]
    for by in others:
        with pytest.raises(NotAllowed):
            decide(review, by, restore=True)
        with pytest.raises(NotAllowed):
            hide(review, by)


def test_nobody_appeals_for_somebody_else():
    review = written.hidden()
    stranger = make_accounts.actor_for_person(make_accounts.Person())
    for by in (stranger, make.manager(review.provider)):
        with pytest.raises(NotAllowed):
            appeal(review, by=by)


def test_the_database_refuses_a_moderator_who_decides_about_themself():
    review = written.appealed()
    hiding = ReviewHiding.objects.get(review=review)
    hiding.decided_at, hiding.is_restored = NOW, True
    hiding.decided_by_id = hiding.hidden_by_id
    with pytest.raises(IntegrityError, match="two_moderators"), transaction.atomic():
        hiding.save()
