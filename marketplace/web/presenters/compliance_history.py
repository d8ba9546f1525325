"""What was recorded about a provider, version by version: nothing that was said is lost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from accounts.fields import to_pence
from accounts.web.presenters import wording
from marketplace.enums import InsuranceKind, RegistrationStatus, Regulator
from marketplace.models import CompliancePolicy, FrameworkListing, Insurance, RegistrationCheck
from marketplace.models.recorded import Recorded
from marketplace.queries.compliance import read_numbers
from marketplace.web.presenters import compliance_words as words


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One version in words; only what counts now can be put right."""

    reference: UUID
    title: str
    words: str
    note: str
    counts: bool


def listings(*, rows: Iterable[FrameworkListing]) -> tuple[Entry, ...]:
    """From when to when on a framework, the newest version first."""
    seen: set[UUID] = set()
    return tuple(
        Entry(
            reference=row.reference,
            title=words.sentence(text=wording.days(starts_on=row.starts_on, ends_on=row.ends_on)),
            words=row.reason,
            note=_note(row),
            counts=_is_newest(row.reference, seen) and not row.is_withdrawn,
        )
        for row in rows
    )


def looks(*, rows: Iterable[RegistrationCheck]) -> tuple[Entry, ...]:
    """What the council found with the regulator, the newest first."""
    return tuple(
        Entry(
            reference=row.reference,
            title=f"{words.STATUSES[RegistrationStatus(row.status)]}: looked on "
            f"{wording.day(on=row.checked_on)}",
            words=_looked_up(row),
            note=_note(row),
            counts=not row.is_withdrawn,
        )
        for row in rows
    )


def insurances(*, rows: Iterable[Insurance]) -> tuple[Entry, ...]:
    """A provider's certificates, the newest version first."""
    seen: set[UUID] = set()
    return tuple(
        Entry(
            reference=row.reference,
            title=words.INSURANCES[InsuranceKind(row.kind)],
            words=f"{row.insurer}, {wording.pounds(pence=to_pence(row.cover))}, "
            f"{wording.days(starts_on=row.starts_on, ends_on=row.ends_on)}",
            note=_note(row),
            counts=_is_newest(row.reference, seen) and not row.is_withdrawn,
        )
        for row in rows
    )


def policies(*, rows: Iterable[CompliancePolicy]) -> tuple[tuple[str, str], ...]:
    """What a council asked for, by the day from which."""
    return tuple((f"From {wording.day(on=row.starts_on)}", _numbers(row)) for row in rows)


def _numbers(row: CompliancePolicy) -> str:
    numbers = read_numbers(row=row)
    return (
        f"At risk: {numbers.soon_days} days before an end; looked up again after "
        f"{numbers.recheck_days} days; bills at risk: {numbers.bill_soon_days} days before they "
        "are late; fee close to the cap: "
        f"{numbers.fee_near_bp // 100}%; public liability "
        f"{wording.pounds(pence=numbers.public_liability_pence)}; employer liability "
        f"{wording.pounds(pence=numbers.employers_liability_pence)}"
    )


def _looked_up(row: RegistrationCheck) -> str:
    regulator = words.REGULATORS[Regulator(row.registration.regulator)]
    number = row.registration.registration_number or "no number"
    ends = f", to {wording.day(on=row.ends_on)}" if row.ends_on else ""
    return f"{words.sentence(text=regulator)}, {number}{ends}"


def _is_newest(reference: UUID, seen: set[UUID]) -> bool:
    is_new = reference not in seen
    seen.add(reference)
    return is_new


def _note(row: Recorded) -> str:
    first = "Recorded" if row.number == 1 else "Put right"
    what = "Taken back" if row.is_withdrawn else first
    return f"{what} on {wording.instant(at=row.recorded_at)}"
