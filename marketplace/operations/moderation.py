"""Hiding a review with a reason, the author's appeal, and another moderator's decision."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.enums import LettersBy
from accounts.permissions import Actor
from marketplace import permissions
from marketplace.enums import HideReason, ReviewEvent, ReviewState
from marketplace.gateways import mail
from marketplace.models import Review, ReviewHiding
from marketplace.operations import reviews as review_operations
from marketplace.rules import reviews


@transaction.atomic
def hide(*, by: Actor, review: UUID, reason: HideReason, words: str, at: datetime) -> ReviewHiding:
    """Take a review out of sight and say why; it counts no more.

    An author who likes e-mail is told so once all is kept, without a word of what it is about.
    Raises Review.DoesNotExist, NotAllowed, NotInThisState.
    """
    row = _lock(by, review)
    _move(row, ReviewEvent.HIDE)
    hiding = ReviewHiding.objects.create(
        review=row, reason=reason, words=words, hidden_at=at, hidden_by_id=by.user_id
    )
    review_operations.record(
        by=by, review=row, action="REVIEW_HIDDEN", at=at, details={"reason": reason}
    )
    _tell(row)
    return hiding


@transaction.atomic
def appeal(*, by: Actor, review: UUID, words: str, at: datetime) -> ReviewHiding:
    """Ask for another moderator, once for each hiding; from then on the review stays as it is.

    Raises Review.DoesNotExist, NotAllowed, NotInThisState. Source: MKT-REV-4.
    """
    row = review_operations.lock(review=review)
    permissions.check_orders_for(by=by, person_id=row.person_id)
    _move(row, ReviewEvent.APPEAL)
    hiding = _open(row)
    hiding.appeal, hiding.appealed_at, hiding.appealed_by_id = words, at, by.user_id
    hiding.save(update_fields=["appeal", "appealed_at", "appealed_by"])
    review_operations.record(by=by, review=row, action="REVIEW_APPEALED", at=at)
    return hiding


@transaction.atomic
def decide(*, by: Actor, review: UUID, restore: bool, words: str, at: datetime) -> ReviewHiding:
    """Show the review again, or keep it hidden for good; never by the one who hid it.

    Raises Review.DoesNotExist, NotAllowed, NotInThisState, reviews.SameModerator.
    Source: MKT-REV-4.
    """
    row = _lock(by, review)
    event = ReviewEvent.RESTORE if restore else ReviewEvent.KEEP
    reviews.after(state=ReviewState(row.state), event=event)
    hiding = _open(row)
    reviews.check_may_decide(hid_by=hiding.hidden_by_id, decides=by.user_id)
    _move(row, event)
    hiding.is_restored, hiding.decision = restore, words
    hiding.decided_at, hiding.decided_by_id = at, by.user_id
    hiding.save(update_fields=["is_restored", "decision", "decided_at", "decided_by"])
    action = "REVIEW_RESTORED" if restore else "REVIEW_KEPT_HIDDEN"
    review_operations.record(by=by, review=row, action=action, at=at)
    return hiding


def _lock(by: Actor, review: UUID) -> Review:
    row = review_operations.lock(review=review)
    permissions.check_moderates(by=by, authority_id=row.person.authority_id)
    return row


def _move(row: Review, event: ReviewEvent) -> None:
    row.state = reviews.after(state=ReviewState(row.state), event=event)
    row.save(update_fields=["state"])
    review_operations.recount(provider=row.provider)


def _tell(row: Review) -> None:
    person = row.person
    if person.letters_by != LettersBy.EMAIL or not person.email or person.died_on is not None:
        return

    def post() -> None:
        """A function with a name, because Django's log asks for it."""
        mail.send_review_hidden(email=person.email)

    transaction.on_commit(post, robust=True)


def _open(row: Review) -> ReviewHiding:
    return row.hidings.get(decided_at__isnull=True)
