"""The audit trail in plain words: who, for whom they worked, when, what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from accounts.enums import Channel
from accounts.models import AuditEvent, Membership, Person
from accounts.web.presenters import words

_PHRASES: Final[Mapping[str, str]] = {
    "CALL_STARTED": "Began a telephone call and acted on what was said",
    "CALL_ENDED": "Ended the telephone call",
    "PERSON_VIEWED": "Looked at the record",
    "PERSON_LISTED": "Saw the name in a list of people",
    "PERSON_REGISTERED": "Opened the record",
    "PERSON_CLAIMED": "Joined the record to a sign-in",
    "TRAIL_VIEWED": "Looked at this page",
    "REPRESENTATIVES_VIEWED": "Looked at who may act",
    "REPRESENTATIVE_ADMITTED": "Let somebody act for the person",
    "REPRESENTATIVE_ENDED": "Ended somebody's power to act for the person",
    "STATEMENT_LETTER_SENT": "Sent an e-mail that a statement is ready",
    "STATEMENT_LETTER_FAILED": "Tried to send an e-mail that a statement is ready",
    "STATEMENT_LETTER_WAITING": "Decided to post a statement on paper",
    "STATEMENT_LETTER_POSTED": "Posted a statement on paper",
    "TOPUP_RECEIVED": "Took in money somebody added",
    "TOPUP_GIVEN_BACK": "Gave added money back",
    "RECOVERY_DECIDED": "Decided to take unspent money back",
    "RECOVERY_ANSWERED": "Saved money instead of giving it back",
    "RECOVERY_POSTED": "Took unspent money back",
    "RECOVERY_LETTER_SENT": "Sent an e-mail that there is a letter about unspent money",
    "RECOVERY_LETTER_FAILED": "Tried to send an e-mail about unspent money",
    "RECOVERY_LETTER_WAITING": "Decided to post a letter about unspent money on paper",
    "RECOVERY_LETTER_POSTED": "Posted a letter about unspent money on paper",
    "VISIT_DELIVERED": "Recorded that a visit took place",
    "VISIT_MISSED": "Recorded that a visit did not take place",
    "ORDER_PROMISED": "Kept money for an order",
    "ORDER_RELEASED": "Set the money of an order free",
    "INVOICE_RAISED": "Sent a bill",
    "INVOICE_RECEIVED": "Put a bill before the person",
    "INVOICE_APPROVED": "Approved lines of a bill",
    "INVOICE_QUERIED": "Queried lines of a bill",
    "ALLOCATION_PAID": "Paid the council's money in",
    "FEE_CHARGED": "Charged the management fee",
    "AGREEMENT_MADE": "Agreed how the budget is taken",
    "AGREEMENT_FEE_CHANGED": "Agreed another management fee",
    "INVITATION_SENT": "Sent an invitation",
    "INVITATION_SENT_AGAIN": "Sent an invitation again",
    "INVITATION_ACCEPTED": "Accepted an invitation",
    "INVITATION_WITHDRAWN": "Took an invitation back",
}
_VERBS: Final[Mapping[str, str]] = {"VIEWED": "Looked at", "LISTED": "Saw in a list:"}
_NOUNS: Final[Mapping[str, str]] = {"PERSON": "record"}
_COLUMNS: Final[Mapping[str, str]] = {
    "full_name": "full name",
    "known_as": "what they like to be called",
    "born_on": "date of birth",
    "letters_by": "how we write",
    "phone": "telephone number",
    "email": "e-mail address",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One thing somebody did with the record."""

    who: str
    organisation: str
    at: datetime
    what: str
    how: str


def looks(
    *, events: Iterable[AuditEvent], person: Person, memberships: Iterable[Membership] = ()
) -> tuple[Look, ...]:
    """The events of a page, with where those who did them worked at the time."""
    worked = tuple(memberships)
    return tuple(
        Look(
            who=_who(event, person),
            organisation=_organisation(event, person, worked),
            at=event.at,
            what=_what(event),
            how="By telephone" if event.channel == Channel.PHONE else "",
        )
        for event in events
    )


def _organisation(event: AuditEvent, person: Person, worked: Iterable[Membership]) -> str:
    """Where whoever did it worked that day, which need not be whose records the event is in.

    What people do themselves, and what a representative does, is nobody else's.
    """
    if event.user_id is None:
        return event.organisation.name if event.organisation else ""
    if event.user_id == person.user_id or "representative" in event.details:
        return ""
    day = event.at.date()
    names = {
        row.organisation_id: row.organisation.name
        for row in worked
        if row.user_id == event.user_id
        and row.starts_on <= day
        and (row.ends_on is None or day <= row.ends_on)
    }
    if event.organisation_id in names:
        return names[event.organisation_id]
    return words.listed(sorted(names.values()))


def _who(event: AuditEvent, person: Person) -> str:
    if event.user is None:
        return "The service itself"
    if event.user_id == person.user_id:
        return f"{person.full_name} themself"
    name = event.user.full_name or "Somebody who gave no name"
    return f"{name}, as representative" if "representative" in event.details else name


def _what(event: AuditEvent) -> str:
    phrase = _PHRASES.get(event.action) or _spelled_out(event.action)
    columns = event.details.get("columns") or []
    if columns:
        phrase += ": " + ", ".join(_COLUMNS.get(column, column) for column in columns)
    return phrase


def _spelled_out(action: str) -> str:
    """Words for any code of the form NOUN_VERBED, such as INVOICE_LINE_APPROVED."""
    noun, _, verb = action.rpartition("_")
    plain = _NOUNS.get(noun, noun.replace("_", " ").lower())
    return f"{_VERBS.get(verb, verb.capitalize())} the {plain}" if noun else verb.capitalize()
