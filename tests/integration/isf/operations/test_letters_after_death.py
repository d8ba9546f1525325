"""Nothing is sent to who has died: letters go to who acted for them, or on paper."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail

from accounts.enums import LettersBy
from isf.enums import LetterState
from isf.models import Letter
from isf.operations import deaths, letters
from isf.web.presenters import letters as presenters
from tests.factories import accounts, isf
from tests.factories.issuing import APRIL, TODAY, close, issue

pytestmark = [pytest.mark.django_db, pytest.mark.rule("ISF-LIF-2")]
NOW = isf.noon(TODAY)


def told(capture: Callable[..., Any], *, scopes: list[str] | None = None) -> Letter:
    """A statement issued after Ada died, whose letters went by e-mail while she lived."""
    borough = isf.Borough(today=TODAY)
    person = borough.person(
        full_name="Ada Ford",
        email="ada@example.org",
        letters_by=LettersBy.EMAIL.value,
        address="1 High Street",
    )
    if scopes is not None:
        user = accounts.User(email="nell@example.org")
        accounts.Representative(person=person, user=user, scopes=scopes)
    fund = borough.fund(weeks_ago=9, person=person)
    deaths.record(
        person_id=person.pk,
        said=deaths.Said(reference=uuid4(), day=TODAY - timedelta(days=2)),
        by=accounts.actor_for_member(borough.care_manager),
        at=NOW,
        on=TODAY,
    )
    close(borough, APRIL)
    with capture(execute=True):
        issue(fund, APRIL)
    return Letter.objects.get()


def test_who_acted_for_them_gets_the_message(
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    letter = told(django_capture_on_commit_callbacks, scopes=["SEE"])
    (message,) = mail.outbox
    assert message.to == ["nell@example.org"]
    assert letter.state == LetterState.SENT


@pytest.mark.parametrize("scopes", [None, ["BILLS"]])
def test_where_nobody_may_see_it_goes_on_paper_to_who_settles_their_affairs(
    django_capture_on_commit_callbacks: Callable[..., Any], scopes: list[str] | None
) -> None:
    letter = told(django_capture_on_commit_callbacks, scopes=scopes)
    assert mail.outbox == []
    assert (letter.way, letter.state) == (LettersBy.POST, LetterState.WAITING)
    (addressed,) = presenters.addressed(letters=[letter])
    assert addressed.name == "The representatives of Ada Ford"
    assert addressed.address[0] == "1 High Street"


def test_a_message_that_waited_is_not_sent_to_them_either(
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    letter = told(django_capture_on_commit_callbacks)
    Letter.objects.filter(pk=letter.pk).update(way=LettersBy.EMAIL)
    assert not letters.send(letter_id=letter.pk, by=letters.system("send_letters"), at=NOW)
    assert mail.outbox == []
    assert Letter.objects.get().state == LetterState.FAILED
