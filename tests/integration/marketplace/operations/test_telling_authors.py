"""Who wrote a review is told that it is hidden; the message tells nobody anything else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail

from accounts.enums import LettersBy
from marketplace.enums import HideReason, ReviewState
from marketplace.models import Review
from marketplace.operations import moderation
from marketplace.rules.states import NotInThisState
from tests.factories import accounts as make_accounts
from tests.factories import marketplace as make
from tests.factories import reviews as written
from tests.factories.reviews import NOW

pytestmark = pytest.mark.django_db
WORDS = "It names a worker."
Capture = Callable[..., Any]


def by_somebody(**person: Any) -> Review:
    author = make_accounts.Person(full_name="Ada Penrose", known_as="Ada", **person)
    provider = make.Provider(organisation__name="Bright Days")
    return written.written(
        provider=provider, person=written.buyer(provider=provider, person=author)
    )


def hide(review: Review) -> None:
    moderation.hide(
        by=written.moderator(review.person.authority),
        review=review.reference,
        reason=HideReason.PERSONAL_DETAILS,
        words=WORDS,
        at=NOW,
    )


def hide_at_last(capture: Capture, review: Review) -> None:
    with capture(execute=True):
        hide(review)
        assert mail.outbox == []


def test_the_author_is_told_after_all_is_kept_and_nothing_personal_is_in_it(
    django_capture_on_commit_callbacks: Capture, settings: Any
) -> None:
    settings.SITE_ADDRESS = "https://market.example"
    review = by_somebody(email="ada@example.org", letters_by=LettersBy.EMAIL)
    mail.outbox.clear()
    hide_at_last(django_capture_on_commit_callbacks, review)

    [told] = mail.outbox
    assert told.to == ["ada@example.org"]
    assert "https://market.example/sign-in/" in str(told.body)
    whole = f"{told.subject} {told.body}".lower()
    for secret in ("ada", "penrose", "bright", WORDS.lower(), written.SAID.words.lower(), "worker"):
        assert secret not in whole
    assert str(review.reference) not in whole


@pytest.mark.parametrize(
    "person",
    [{"letters_by": LettersBy.POST, "email": "ada@example.org"},
     {"letters_by": LettersBy.POST, "email": ""}],
)  # fmt: skip
def test_who_does_not_want_e_mail_gets_none(
    django_capture_on_commit_callbacks: Capture, person: dict[str, Any]
) -> None:
    review = by_somebody(**person)
    mail.outbox.clear()
    hide_at_last(django_capture_on_commit_callbacks, review)
    assert mail.outbox == []


def test_nobody_is_told_what_did_not_happen(django_capture_on_commit_callbacks: Capture) -> None:
    review = by_somebody(email="ada@example.org", letters_by=LettersBy.EMAIL)
    hide(review)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(NotInThisState):
        hide(review)
    assert mail.outbox == []


def test_a_review_stays_hidden_when_the_message_cannot_be_sent(
    django_capture_on_commit_callbacks: Capture, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "no.such.Backend"
    review = by_somebody(email="ada@example.org", letters_by=LettersBy.EMAIL)
    hide_at_last(django_capture_on_commit_callbacks, review)
    assert Review.objects.get().state == ReviewState.HIDDEN
