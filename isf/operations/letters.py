"""Telling people of a statement, or of money to be taken back: sent once, tried again on failure.

A message is claimed before it goes out and the claim is kept first, so two processes never send
the same one. A process that dies in between leaves it SENDING: nobody knows whether it went, so it
is not sent again by itself; a person may put it on paper instead.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F

from accounts.enums import LettersBy
from accounts.models import Person
from accounts.operations import audit
from accounts.permissions import Actor, system
from accounts.queries import representatives
from accounts.rules.registry import rule
from isf.enums import LetterState
from isf.gateways import mail
from isf.models import Fund, IssuedStatement, Letter, LetterEvent, Recovery
from isf.operations.transactions import money_transaction
from isf.permissions import RUN_ROLES, check_authority, check_issue
from isf.queries import letters

SIGNS = "23456789BCDFGHJKMNPQRSTVWXYZ"
LENGTH = 10
LONDON = ZoneInfo("Europe/London")


class LetterDone(Exception):
    """A letter that was sent or posted, or is being sent, is not sent again."""

    rule = "ISF-LED-7"


def prepare(*, statement: IssuedStatement, at: datetime) -> Letter:
    """Prepare the letter of a new statement, and send it once all is kept.

    Inside the caller's transaction; who has no e-mail address gets paper. Source: ISF-LED-7.
    """
    return _prepare(fund=statement.fund, about={"statement": statement}, at=at)


def prepare_notice(*, recovery: Recovery, at: datetime) -> Letter:
    """Prepare the letter that says money is to be taken back, and send it once all is kept.

    Inside the caller's transaction; who has no e-mail address gets paper. Source: ISF-ROL-5.
    """
    return _prepare(fund=recovery.fund, about={"recovery": recovery}, at=at)


def _prepare(*, fund: Fund, about: dict[str, Any], at: datetime) -> Letter:
    wants_mail = fund.person.letters_by == LettersBy.EMAIL or fund.person.died_on is not None
    by_mail = wants_mail and bool(reach(person=fund.person, at=at))
    letter = Letter.objects.create(
        way=LettersBy.EMAIL if by_mail else LettersBy.POST,
        code="".join(secrets.choice(SIGNS) for _ in range(LENGTH)),
        changed_at=at,
        **about,
    )
    if by_mail:

        def send_later() -> None:
            """A function with a name, because Django's log asks for it."""
            send(letter_id=letter.pk, by=system("send_letters"), at=at)

        transaction.on_commit(send_later, robust=True)
    return letter


@rule("ISF-LIF-2", "Nothing is sent to who has died; letters go to who acted for them.")
def reach(*, person: Person, at: datetime) -> str:
    """The e-mail address letters about a person go to; after a death it is never their own.

    Empty where nobody acts for who has died: then it is paper, to whoever settles their affairs.
    Source: ISF-LED-7, ISF-LIF-2.
    """
    if person.died_on is None:
        return person.email
    return representatives.find_email(person=person, on=at.astimezone(LONDON).date())


def send(*, letter_id: int, by: Actor, at: datetime) -> bool:
    """Send a message that waits or failed; whether it was taken by the mail server.

    One that was sent, or is being sent, is left alone. Source: ISF-LED-7.
    """
    if not _claim(letter_id=letter_id, at=at):
        return False
    (letter,) = letters.list_by_id(letter_ids=[letter_id])
    email = reach(person=letters.fund_of(letter=letter).person, at=at)
    try:
        if letter.recovery_id is None:
            mail.send_statement_ready(email=email, code=letter.code)
        else:
            mail.send_letter_ready(email=email, code=letter.code)
    except mail.NotSent as trouble:
        _became(letter=letter, state=LetterState.FAILED, problem=trouble.problem, by=by, at=at)
        return False
    _became(letter=letter, state=LetterState.SENT, by=by, at=at)
    return True


@transaction.atomic
def _claim(*, letter_id: int, at: datetime) -> bool:
    waits = Letter.objects.filter(
        pk=letter_id,
        way=LettersBy.EMAIL,
        state__in=[LetterState.WAITING, LetterState.FAILED],
    )
    return bool(waits.update(state=LetterState.SENDING, tries=F("tries") + 1, changed_at=at))


@transaction.atomic
def _became(
    *, letter: Letter, state: LetterState, by: Actor, at: datetime, problem: str = ""
) -> None:
    Letter.objects.filter(pk=letter.pk).update(state=state, way=letter.way, changed_at=at)
    LetterEvent.objects.create(
        letter=letter, at=at, state=state, problem=problem, user_id=by.user_id
    )
    fund = letters.fund_of(letter=letter)
    audit.record(
        by=by,
        action=f"{'STATEMENT' if letter.recovery_id is None else 'RECOVERY'}_LETTER_{state}",
        at=at,
        person_id=fund.person_id,
        organisation_id=fund.authority_id,
        subject=f"letter:{letter.reference}",
    )


def check_sends(*, by: Actor, letter: Letter) -> None:
    """Refuse who does not issue statements of the fund; of recoveries, who is not the council's.

    Errors: `NotAllowed`. Source: ISF-LED-7, ISF-ROL-5.
    """
    fund = letters.fund_of(letter=letter)
    if letter.recovery_id is None:
        check_issue(by=by, fund=fund)
    else:
        check_authority(by=by, authority_id=fund.authority_id, roles=RUN_ROLES)


def send_again(*, reference: UUID, by: Actor, at: datetime) -> bool:
    """Try a failed message again, when somebody asks for it.

    Errors: `NotAllowed`, Letter.DoesNotExist, `LetterDone`. Source: ISF-LED-7.
    """
    letter = letters.get(reference=reference)
    check_sends(by=by, letter=letter)
    if letter.state != LetterState.FAILED:
        raise LetterDone("Only a message that failed is sent again.")
    return send(letter_id=letter.pk, by=by, at=at)


@money_transaction
def put_on_paper(*, reference: UUID, by: Actor, at: datetime) -> None:
    """Print a letter instead of a message that failed, or of which nobody knows whether it went.

    Errors: `NotAllowed`, Letter.DoesNotExist, `LetterDone`. Source: ISF-LED-7.
    """
    letter = letters.get(reference=reference)
    check_sends(by=by, letter=letter)
    stuck = Letter.objects.filter(pk=letter.pk, state__in=[LetterState.FAILED, LetterState.SENDING])
    if not stuck.update(way=LettersBy.POST, state=LetterState.WAITING, changed_at=at):
        raise LetterDone("This letter needs no other way.")
    letter.way = LettersBy.POST
    _became(letter=letter, state=LetterState.WAITING, problem="ON_PAPER", by=by, at=at)


@money_transaction
def mark_posted(*, references: Sequence[UUID], by: Actor, at: datetime) -> int:
    """Write down that printed letters were posted; how many were marked now.

    One that was marked before, or is none of the actor's, is passed over.
    Errors: `NotAllowed`. Source: ISF-LED-7.
    """
    marked = 0
    for letter in letters.list_to_print(by=by).filter(reference__in=references):
        check_sends(by=by, letter=letter)
        waits = Letter.objects.filter(pk=letter.pk, way=LettersBy.POST, state=LetterState.WAITING)
        if waits.update(state=LetterState.POSTED, changed_at=at):
            _became(letter=letter, state=LetterState.POSTED, by=by, at=at)
            marked += 1
    return marked
