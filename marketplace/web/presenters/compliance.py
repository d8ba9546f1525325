"""How providers stand, as a council and the provider itself read it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from accounts.enums import Role
from accounts.web.presenters import wording
from marketplace.enums import Acts, Check, CheckState, InsuranceKind, Regulator
from marketplace.permissions import BILLERS, SELLERS, STAFF
from marketplace.queries.compliance import Row
from marketplace.rules.compliance import Figure, Finding, Standing
from marketplace.web.presenters import compliance_words as words

# Where a provider puts a check right, and who of its people can.
PLACES: Mapping[Check, tuple[str, str, Collection[Role]]] = {
    Check.PRICE: ("marketplace:catalogue-list", "Your offers", SELLERS),
    Check.REGISTRATION: ("marketplace:registration-edit", "Record your registration", SELLERS),
    Check.INSURANCE: ("marketplace:insurance-create", "Record an insurance", SELLERS),
    Check.FUNDS: ("isf:fund-list", "Funds you hold", STAFF),
    Check.BILLS: ("marketplace:invoice-new", "Bill what you delivered", BILLERS),
    Check.FEE: ("isf:fund-list", "Funds you hold", STAFF),
}
_COUNTED = {
    "offers": ("offer", "offers"),
    "funds": ("fund", "funds"),
    "capped": ("fund", "funds"),
    "visits": ("visit", "visits"),
    "late": ("visit", "visits"),
    "late_days": ("day", "days"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One check in words."""

    check: Check
    name: str
    state: CheckState
    state_words: str
    since: date | None
    why: str
    fix: str
    acts: str
    place: str = ""
    place_words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One provider on the board."""

    reference: UUID
    name: str
    is_on: bool
    standing: str
    reason: str
    checks: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many providers do not meet a check, and the way to see which."""

    name: str
    number: int
    query: str


def present(*, row: Row, roles: Collection[Role] = ()) -> Line:
    """A provider in words; who has a role there is led to where a check is put right."""
    return Line(
        reference=row.provider.reference,
        name=row.provider.organisation.name,
        is_on=row.standing.is_on,
        standing=_standing(row.standing),
        reason=row.standing.reason,
        checks=tuple(say(finding=finding, roles=roles) for finding in row.findings),
    )


def say(*, finding: Finding, roles: Collection[Role] = ()) -> Said:
    """One finding in words."""
    why, fix = words.WORDS[finding.reason]
    if "through_on" in finding.figures:
        why += words.CHARGED
    figures = {name: _figure(name, value) for name, value in finding.figures.items()}
    said = Said(
        check=finding.check,
        name=words.CHECKS[finding.check],
        state=finding.state,
        state_words=words.STATES[finding.state],
        since=finding.since,
        why=why.format(**figures),
        fix=fix.format(**figures),
        acts=words.ACTS[finding.acts],
    )
    return _led(said, finding, roles)


def counts(*, rows: Iterable[Row]) -> tuple[Count, ...]:
    """How many providers do not meet a check, for each that somebody does not meet."""
    found = dict.fromkeys(Check, 0)
    for row in rows:
        for finding in row.findings:
            found[finding.check] += finding.state is CheckState.NOT_MET
    return tuple(
        Count(
            name=words.CHECKS[check],
            number=number,
            query=f"check={check}&state={CheckState.NOT_MET}",
        )
        for check, number in found.items()
        if number
    )


def _led(said: Said, finding: Finding, roles: Collection[Role]) -> Said:
    place, place_words, may = PLACES[finding.check]
    if finding.acts not in {Acts.PROVIDER, Acts.BOTH} or frozenset(may).isdisjoint(roles):
        return said
    return Said(
        check=said.check,
        name=said.name,
        state=said.state,
        state_words=said.state_words,
        since=said.since,
        why=said.why,
        fix=said.fix,
        acts=said.acts,
        place=place,
        place_words=place_words,
    )


def _standing(standing: Standing) -> str:
    if standing.is_on and standing.since is not None:
        days = wording.days(starts_on=standing.since, ends_on=standing.until)
        return f"On the framework {standing.framework}, {days}"
    if standing.since is not None:
        return f"Off the framework since {wording.day(on=standing.since)}"
    return "Has not been on the framework"


def _figure(name: str, value: Figure) -> str:
    if isinstance(value, date):
        return wording.day(on=value)
    if isinstance(value, int):
        return wording.pounds(pence=value) if name.endswith("_pence") else _counted(name, value)
    if name == "regulator":
        return words.REGULATORS[Regulator(value)]
    if name == "kind":
        return words.INSURANCES[InsuranceKind(value)]
    return f"number {value}" if value else "that no registration is needed"


def _counted(name: str, value: int) -> str:
    one, many = _COUNTED[name]
    return f"{value:,} {one if value == 1 else many}"
