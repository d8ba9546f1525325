"""The death of a person: recorded once for all their funds, corrected by new entries alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from accounts.models import Person
from accounts.operations import audit, people
from accounts.permissions import Actor
from accounts.rules.registry import rule
from isf.ledger import chain
from isf.models import Death, DeathEnd, Fund, PersonalBudget
from isf.operations import death_ends
from isf.operations.posting import KeyReused
from isf.operations.transactions import money_transaction
from isf.permissions import BUDGET_ROLES, check_authority
from isf.queries import deaths as reads
from isf.queries.deaths import Left
from isf.rules import deaths as rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The day a person died; the reference is the record's own.

    A correction names the number of the record it corrects and says why; without a day it says
    that nobody died.
    """

    reference: UUID
    day: date | None
    seen: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """What a death did to one fund, and whose what is left there is."""

    end: DeathEnd
    left: Left


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A record of a death and what it did to each fund."""

    death: Death
    funds: tuple[Ended, ...]
    is_new: bool


@rule("ISF-LIF-2", "A death ends every fund of the person on that day, and is recorded once.")
@money_transaction
def record(
    *, person_id: int, said: Said, by: Actor, at: datetime, on: date, keep: bool = True
) -> Recorded:
    """Record that a person died on a day, or correct what was recorded.

    Every fund ends on that day: what was paid for later days goes back in one difference on the
    day this is recorded, orders end, what was saved for purposes is free. The same record again is
    the first one. `keep=False` works everything out and writes nothing. Units: whole pence.
    Errors: `NotAllowed`, `DeathToCome`, `DeathRecorded`, `DeathChanged`, `ReasonMissing`,
    `KeyReused`, Person.DoesNotExist. Source: ISF-LIF-2, ISF-LED-2, ISF-LED-3.
    """
    person = Person.objects.get(pk=person_id)
    check_authority(by=by, authority_id=person.authority_id, roles=BUDGET_ROLES)
    funds = lock(person=person)
    fingerprint = request_hash(person=person, said=said)
    again = Death.objects.filter(reference=said.reference).first()
    if again is not None:
        if again.request_hash != fingerprint:
            raise KeyReused(key=str(said.reference))
        return Recorded(death=again, funds=list_ended(death=again, on=on), is_new=False)
    last = reads.find_last(person_id=person_id)
    check(said=said, last=last, on=on)
    death = Death.objects.create(
        reference=said.reference,
        person=person,
        number=last.number + 1 if last else 1,
        day=said.day,
        reason=said.reason.strip(),
        recorded_at=at,
        recorded_by_id=by.user_id,
        request_hash=fingerprint,
    )
    people.note_death(by=by, person_id=person_id, died_on=said.day, at=at)
    for fund in funds:
        death_ends.end(death=death, last=last, fund=fund, by=by, at=at, on=on)
    say(death=death, funds=len(funds), by=by, at=at)
    recorded = Recorded(death=death, funds=list_ended(death=death, on=on), is_new=True)
    if not keep:
        transaction.set_rollback(True)
    return recorded


def lock(*, person: Person) -> Sequence[Fund]:
    """Every fund of a person, with the person, their budgets and the funds locked in that order.

    Errors: Person.DoesNotExist. Source: ISF-RES-2 (one order of locks).
    """
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    list(PersonalBudget.objects.select_for_update().filter(person=person).order_by("id"))
    list(Fund.objects.select_for_update(no_key=True).filter(person=person).order_by("id"))
    rows = Fund.objects.filter(person=person).select_related("deployment__budget", "person")
    return list(rows.order_by("id"))


def request_hash(*, person: Person, said: Said) -> str:
    """The fingerprint of what was said of a death. Source: ISF-LED-3."""
    facts = (person.reference, said.day, said.seen, said.reason.strip())
    return chain.request_hash(kind="DEATH", inputs=map(str, facts))


def check(*, said: Said, last: Death | None, on: date) -> None:
    """Refuse a day to come, a second death, and a correction of something else or without words.

    Errors: `DeathToCome`, `DeathRecorded`, `DeathChanged`, `ReasonMissing`. Source: ISF-LIF-2.
    """
    if said.day is not None:
        rules.check_day(day=said.day, today=on)
    if said.seen:
        if last is None or last.number != said.seen or last.day == said.day:
            raise rules.DeathChanged("This was corrected meanwhile, or says the same.")
        rules.check_reason(reason=said.reason)
        return
    if said.day is None:
        raise rules.DeathChanged("There is nothing to correct.")
    if last is not None and last.day is not None:
        raise rules.DeathRecorded(died_on=last.day)


def list_ended(*, death: Death, on: date) -> tuple[Ended, ...]:
    """What a record did to each fund, and whose what is free there is now. Source: ISF-ROL-6."""
    rows = DeathEnd.objects.filter(death=death).select_related(
        "fund__deployment", "fund__holder", "fund__authority", "fund__person"
    )
    return tuple(
        Ended(end=row, left=reads.find_left(fund=row.fund, on=on))
        for row in rows.order_by("fund_id")
    )


def say(*, death: Death, funds: int, by: Actor, at: datetime) -> None:
    """Audit a record of a death: its day and number, no words."""
    audit.record(
        by=by,
        action="DEATH_RECORDED" if death.number == 1 else "DEATH_CORRECTED",
        at=at,
        person_id=death.person_id,
        organisation_id=death.person.authority_id,
        subject=f"death:{death.reference}",
        details={
            "number": death.number,
            "day": death.day.isoformat() if death.day else "",
            "funds": funds,
        },
    )
