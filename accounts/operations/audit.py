"""The audit trail's one pen: who looked at or changed what, written beside the thing itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

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


def _event(
    *,
    by: Actor,
    action: str,
    at: datetime,
    person_id: int | None,
    organisation_id: int | None,
    subject: str,
    details: Details | None,
) -> AuditEvent:
    facts = dict(details or {})
    check_codes(subject=subject, details=facts)
    if by.representative_id is not None:
        facts["representative"] = by.representative_id
    return AuditEvent(
        at=at,
        user_id=by.user_id,
        job=by.job,
        channel=by.channel.value,
        action=action,
        person_id=person_id,
        organisation_id=by.organisation_id if organisation_id is None else organisation_id,
        subject=subject,
        details=facts,
    )


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
    """Write one audit event, inside the caller's transaction.

    `action` is an UPPER_CASE code, `subject` an opaque reference such as "fund:UUID", `details` ids
    and codes only: never a name or a word somebody typed. The organisation is the actor's unless
    given. Raises NotAllowed for an actor who has not signed in, NotACode for words.
    """
    permissions.check_signed_in(by=by)
    _event(
        by=by,
        action=action,
        at=at,
        person_id=person_id,
        organisation_id=organisation_id,
        subject=subject,
        details=details,
    ).save(force_insert=True)


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
    AuditEvent.objects.bulk_create(
        _event(
            by=by,
            action=f"{what}_LISTED",
            at=at,
            person_id=person_id,
            organisation_id=None,
            subject="",
            details=None,
        )
        for person_id in sorted(set(person_ids))
        if not _is_the_person(by=by, person_id=person_id)
    )


def _is_the_person(*, by: Actor, person_id: int) -> bool:
    return by.person_id == person_id and by.representative_id is None and by.organisation_id is None
