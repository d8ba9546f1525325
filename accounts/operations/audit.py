"""The audit trail's one pen: who looked at or changed what, written beside the thing itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import connection, transaction

from accounts import permissions
from accounts.models import AuditEvent
from accounts.permissions import Actor

# A code, an identifier, a date: of one case, without a space. Not a name, not a sentence.
CODE = re.compile(r"([A-Z0-9][A-Z0-9_:.-]*|[a-z0-9][a-z0-9_:.-]*)?")
SUBJECT = re.compile(r"([a-z-]+:[A-Za-z0-9:.-]+)?")


class NotACode(Exception):
    """Something typed by somebody, or somebody's name, on its way into the audit trail."""

    def __init__(self, *, where: str) -> None:
        self.where = where
        super().__init__(f"The audit trail takes ids and codes only: look at “{where}”.")


Details = Mapping[str, int | str | list[int] | list[str] | None]
INSERT = """
    INSERT INTO accounts_auditevent (at, user_id, job, channel, action, person_id, organisation_id,
        subject, details) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)"""


def statement(
    *,
    by: Actor,
    action: str,
    at: datetime,
    person_id: int | None = None,
    organisation_id: int | None = None,
    subject: str = "",
    details: Details | None = None,
) -> tuple[str, list[int | str | None]]:
    """The statement that writes one audit event, for an operation that sends several at once.

    `action` is an UPPER_CASE code, `subject` an opaque reference such as "fund:UUID", `details` ids
    and codes only: never a name or a word somebody typed. The organisation is the actor's unless
    given. Raises NotAllowed for an actor who has not signed in, NotACode for words.
    """
    permissions.check_signed_in(by=by)
    facts = dict(details or {})
    check_codes(subject=subject, details=facts)
    if by.representative_id is not None:
        facts["representative"] = by.representative_id
    return INSERT, [
        connection.ops.adapt_datetimefield_value(at),
        by.user_id,
        by.job,
        by.channel.value,
        action,
        person_id,
        by.organisation_id if organisation_id is None else organisation_id,
        subject,
        json.dumps(facts),
    ]


def check_codes(*, subject: str, details: Details) -> None:
    """Refuse words where only ids, codes, dates and numbers belong. Errors: `NotACode`."""
    if not SUBJECT.fullmatch(subject):
        raise NotACode(where="subject")
    for name, value in details.items():
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, str) and not CODE.fullmatch(part):
                raise NotACode(where=name)


def record(
    *,
    by: Actor,
    action: str,
    at: datetime,
    person_id: int | None = None,
    organisation_id: int | None = None,
    subject: str = "",
    details: Details | None = None,
) -> None:
    """Write one audit event, inside the caller's transaction; the words are those of `statement`.

    Raises NotAllowed for an actor who has not signed in, NotACode for words.
    """
    sql, row = statement(
        by=by,
        action=action,
        at=at,
        person_id=person_id,
        organisation_id=organisation_id,
        subject=subject,
        details=details,
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, row)


@transaction.atomic
def viewed(*, by: Actor, person_id: int, what: str, at: datetime, subject: str = "") -> None:
    """Record that somebody looked at a person's record; views call it after reading.

    `what` is the code of the page, such as "FUND". A person looking at their own record is not
    recorded: the trail is for what others do.
    """
    if _is_the_person(by=by, person_id=person_id):
        return
    record(by=by, action=f"{what}_VIEWED", at=at, person_id=person_id, subject=subject)


@transaction.atomic
def listed(*, by: Actor, person_ids: Iterable[int], what: str, at: datetime) -> None:
    """Record, in one statement, that several people's names were shown in a list."""
    permissions.check_signed_in(by=by)
    facts = {} if by.representative_id is None else {"representative": by.representative_id}
    AuditEvent.objects.bulk_create(
        AuditEvent(
            at=at,
            user_id=by.user_id,
            job=by.job,
            channel=by.channel.value,
            action=f"{what}_LISTED",
            person_id=person_id,
            organisation_id=by.organisation_id,
            details=facts,
        )
        for person_id in sorted(set(person_ids))
        if not _is_the_person(by=by, person_id=person_id)
    )


def _is_the_person(*, by: Actor, person_id: int) -> bool:
    return by.person_id == person_id and by.representative_id is None and by.organisation_id is None
