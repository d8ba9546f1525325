"""Everybody is told once that a statement is ready; what fails is kept and can be tried again."""

from __future__ import annotations

import smtplib
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test import override_settings

from accounts.enums import LettersBy, Role
from accounts.permissions import NotAllowed, system
from isf.enums import LetterState
from isf.models import IssuedStatement, Letter, LetterEvent
from isf.operations import letters
from isf.queries import letters as queries
from tests.factories import accounts, isf
from tests.factories.issuing import APRIL, TODAY, close, issue

pytestmark = [pytest.mark.django_db, pytest.mark.rule("ISF-LED-7")]
NOW = isf.noon(TODAY)
JOB = system("send_letters")


class Refuses(EmailBackend):
    """A mail server that does not know anybody."""

    def send_messages(self, email_messages: Any) -> int:
        raise smtplib.SMTPRecipientsRefused({"ada@example.org": (550, b"who?")})


REFUSES = override_settings(EMAIL_BACKEND=f"{__name__}.Refuses")


def told(
    capture: Callable[..., Any], *, letters_by: LettersBy = LettersBy.EMAIL, **person: Any
) -> tuple[isf.Borough, Letter]:
    """A statement just issued for Ada, and its letter."""
    borough = isf.Borough(today=TODAY)
    details = {"full_name": "Ada Ford", "email": "ada@example.org"} | person
    somebody = borough.person(letters_by=letters_by.value, **details)
    fund = borough.fund(weeks_ago=9, person=somebody)
    close(borough, APRIL)
    with capture(execute=True):
        issue(fund, APRIL)
    return borough, Letter.objects.get()


def log() -> list[tuple[str, str]]:
    return list(LetterEvent.objects.order_by("id").values_list("state", "problem"))


def test_an_e_mail_with_nothing_personal_in_it(
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    _, letter = told(django_capture_on_commit_callbacks)

    (message,) = mail.outbox
    assert message.to == ["ada@example.org"]
    assert message.subject == "A statement is ready"
    said = f"{message.subject} {message.body} {message.extra_headers}"
    fund = letter.statement.fund
    for personal in (
        "Ada",
        "Ford",
        "Goodcare",
        "Borough",
        "£",
        "S-0",
        "April",
        str(fund.reference),
        str(fund.person.reference),
        str(letter.statement.reference),
    ):
        assert personal not in said
    assert "http://127.0.0.1:8000/" in message.body
    assert letter.code in message.body
    assert (letter.state, letter.tries, log()) == ("SENT", 1, [("SENT", "")])


def test_never_twice_for_one_statement(
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    borough, letter = told(django_capture_on_commit_callbacks)
    with django_capture_on_commit_callbacks(execute=True):
        issue(letter.statement.fund, APRIL)
    assert letters.send(letter_id=letter.pk, by=JOB, at=NOW) is False
    with pytest.raises(letters.LetterDone):
        letters.send_again(reference=letter.reference, by=borough.finance, at=NOW)
    assert queries.list_unsent() == []
    assert (len(mail.outbox), Letter.objects.count()) == (1, 1)


def test_a_message_that_fails_loses_nothing_and_is_tried_again(
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    with REFUSES:
        borough, letter = told(django_capture_on_commit_callbacks)
        assert IssuedStatement.objects.count() == 1
        assert letter.state == LetterState.FAILED
        assert letters.send(letter_id=letter.pk, by=JOB, at=NOW) is False
    assert queries.list_unsent() == [letter.pk]

    assert letters.send_again(reference=letter.reference, by=borough.finance, at=NOW) is True

    letter.refresh_from_db()
    assert (letter.state, letter.tries) == ("SENT", 3)
    assert log() == [("FAILED", "SMTPRecipientsRefused")] * 2 + [("SENT", "")]
    assert len(mail.outbox) == 1


def test_five_failures_are_enough_for_the_scheduler(
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    with REFUSES:
        _, letter = told(django_capture_on_commit_callbacks)
        for _ in range(4):
            letters.send(letter_id=letter.pk, by=JOB, at=NOW)
    assert queries.list_unsent() == []


def test_what_nobody_knows_is_not_sent_again_by_itself(
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    """A process that died between the claim and the answer leaves the claim behind."""
    with REFUSES:
        borough, letter = told(django_capture_on_commit_callbacks)
    Letter.objects.filter(pk=letter.pk).update(state=LetterState.SENDING)
    assert queries.list_unsent() == []
    assert letters.send(letter_id=letter.pk, by=JOB, at=NOW) is False
    assert mail.outbox == []

    letters.put_on_paper(reference=letter.reference, by=borough.finance, at=NOW)
    letter.refresh_from_db()
    assert (letter.way, letter.state) == (LettersBy.POST, LetterState.WAITING)
    assert [row.pk for row in queries.list_to_print(by=borough.finance)] == [letter.pk]


@pytest.mark.parametrize("person", [{"letters_by": LettersBy.POST}, {"email": ""}])
def test_paper_for_who_wants_it_or_has_no_address_for_mail(
    django_capture_on_commit_callbacks: Callable[..., Any], person: dict[str, Any]
) -> None:
    _, letter = told(django_capture_on_commit_callbacks, **{"letters_by": LettersBy.POST} | person)
    assert (letter.way, letter.state) == (LettersBy.POST, LetterState.WAITING)
    assert mail.outbox == []
    assert letters.send(letter_id=letter.pk, by=JOB, at=NOW) is False


def test_posted_once_by_who_may(
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    borough, letter = told(django_capture_on_commit_callbacks, letters_by=LettersBy.POST)
    given = {"references": [letter.reference], "at": NOW}
    elsewhere = isf.Borough(today=TODAY, name="Next Borough")
    assert letters.mark_posted(**given, by=elsewhere.finance) == 0
    for actor in (
        accounts.actor_for_member(borough.care_manager),
        accounts.actor_for_person(letter.statement.fund.person),
    ):
        with pytest.raises(NotAllowed):
            letters.mark_posted(**given, by=actor)
    holder = accounts.actor_for_member(isf.member(borough.holder, Role.PROVIDER_FINANCE))
    assert letters.mark_posted(**given, by=holder) == 1
    assert letters.mark_posted(**given, by=holder) == 0
    assert log() == [("POSTED", "")]


def test_nobody_else_tries_again_or_prints(
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    with REFUSES:
        _, letter = told(django_capture_on_commit_callbacks)
    stranger = isf.Borough(today=TODAY, name="Next Borough").finance
    for attempt in (letters.send_again, letters.put_on_paper):
        with pytest.raises(NotAllowed):
            attempt(reference=letter.reference, by=stranger, at=NOW)


def test_a_letter_that_somebody_else_marked_meanwhile_is_not_marked_twice(
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    borough, letter = told(django_capture_on_commit_callbacks, letters_by=LettersBy.POST)
    marked: list[int] = []

    def between(execute: Callable[..., Any], sql: str, *more: Any) -> Any:
        if sql.startswith('UPDATE "isf_letter"') and not marked:
            marked.append(letter.pk)
            Letter.objects.filter(pk=letter.pk).update(state=LetterState.POSTED)
        return execute(sql, *more)

    with connection.execute_wrapper(between):
        again = letters.mark_posted(references=[letter.reference], by=borough.finance, at=NOW)
    assert (again, marked, log()) == (0, [letter.pk], [])
