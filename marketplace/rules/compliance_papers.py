"""The checks of what a provider publishes and proves: prices, registration, insurance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from accounts.rules.registry import rule
from marketplace.enums import (
    Acts,
    Check,
    CheckState,
    InsuranceKind,
    Reason,
    RegistrationStatus,
    Regulator,
)
from marketplace.rules.compliance import ONE_DAY, Figure, Finding, Numbers, soon


class ChecksOwn(Exception):
    """Somebody would confirm a registration they recorded, or that of whom they work for."""

    rule = "MKT-CMP-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class OnSale:
    """One offer: when it last came on the market or left it, and the first day of its price."""

    is_published: bool
    moved_on: date
    starts_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What a council found with the regulator on a day."""

    status: RegistrationStatus
    checked_on: date
    ends_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """What a provider says of its registration, and what the council found, the newest last."""

    regulator: Regulator
    number: str
    recorded_on: date
    looked: tuple[Looked, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """One certificate; both days are covered, the amount in whole pence."""

    kind: InsuranceKind
    starts_on: date
    ends_on: date
    pence: int


@rule("MKT-CMP-2", "A price is published while an offer with a price is on the market.")
def check_price(*, offers: Sequence[OnSale], on: date) -> Finding:
    """Met since the earliest day from which an offer has been on the market without a break.

    Source: MKT-CMP-2.
    """
    published = [max(row.moved_on, row.starts_on) for row in offers if row.is_published]
    now = [day for day in published if day <= on]
    if now:
        return _price(CheckState.MET, Reason.PRICE_PUBLISHED, min(now), {"offers": len(now)})
    if published:
        first = min(published)
        return _price(CheckState.SOON, Reason.PRICE_COMING, None, {"first_on": first})
    left = [row.moved_on for row in offers]
    if left:
        return _price(CheckState.NOT_MET, Reason.PRICE_WITHDRAWN, max(left), {})
    return _price(CheckState.NOT_MET, Reason.PRICE_NEVER, None, {})


def _price(
    state: CheckState, reason: Reason, since: date | None, figures: Mapping[str, Figure]
) -> Finding:
    acts = Acts.NOBODY if state in {CheckState.MET, CheckState.SOON} else Acts.PROVIDER
    return Finding(
        check=Check.PRICE, state=state, reason=reason, acts=acts, since=since, figures=figures
    )


@rule("MKT-CMP-3", "A registration counts when the council has found it with the regulator.")
def check_registration(*, registered: Registered | None, numbers: Numbers, on: date) -> Finding:
    """Met from the first of the looks in a row that found the same, until it ends or grows old.

    Source: MKT-CMP-3.
    """
    if registered is None:
        return _registration(
            CheckState.NOT_MET, Reason.REGISTRATION_NOT_RECORDED, Acts.PROVIDER, None, {}
        )
    figures: dict[str, Figure] = {
        "regulator": registered.regulator,
        "number": registered.number,
        "recorded_on": registered.recorded_on,
    }
    looked = [look for look in registered.looked if look.checked_on <= on]
    if not looked:
        return _registration(
            CheckState.NOT_KNOWN,
            Reason.REGISTRATION_NOT_CHECKED,
            Acts.COUNCIL,
            registered.recorded_on,
            figures,
        )
    return _found(looked, figures, numbers, on)


def _found(looked: list[Looked], figures: dict[str, Figure], numbers: Numbers, on: date) -> Finding:
    last = looked[-1]
    again_on = last.checked_on + timedelta(days=numbers.recheck_days)
    figures |= {"checked_on": last.checked_on, "again_on": again_on}
    if last.ends_on is not None:
        figures["ends_on"] = last.ends_on
    since = _first_of_run(looked)
    if last.status is RegistrationStatus.NOT_FOUND:
        return _registration(
            CheckState.NOT_MET, Reason.REGISTRATION_NOT_FOUND, Acts.PROVIDER, since, figures
        )
    ended = last.ends_on is not None and last.ends_on < on
    if ended or last.status is RegistrationStatus.ENDED:
        since = last.ends_on + ONE_DAY if last.ends_on is not None and ended else since
        return _registration(
            CheckState.NOT_MET, Reason.REGISTRATION_ENDED, Acts.PROVIDER, since, figures
        )
    if again_on < on:
        return _registration(
            CheckState.NOT_KNOWN, Reason.CHECK_OLD, Acts.COUNCIL, again_on + ONE_DAY, figures
        )
    return _runs(last, since, again_on, figures, numbers, on)


def _runs(
    last: Looked,
    since: date,
    again_on: date,
    figures: dict[str, Figure],
    numbers: Numbers,
    on: date,
) -> Finding:
    ends_on, days = last.ends_on, numbers.soon_days
    if ends_on is not None and soon(last_on=ends_on, on=on, days=days):
        began = max(since, ends_on - timedelta(days=days))
        return _registration(
            CheckState.SOON, Reason.REGISTRATION_ENDS, Acts.PROVIDER, began, figures
        )
    if soon(last_on=again_on, on=on, days=days):
        began = max(since, again_on - timedelta(days=days))
        return _registration(CheckState.SOON, Reason.CHECK_DUE, Acts.COUNCIL, began, figures)
    needed = last.status is not RegistrationStatus.NOT_NEEDED
    reason = Reason.REGISTERED if needed else Reason.REGISTRATION_NOT_NEEDED
    return _registration(CheckState.MET, reason, Acts.NOBODY, since, figures)


def _first_of_run(looked: list[Looked]) -> date:
    first = looked[-1]
    for look in reversed(looked):
        if look.status is not first.status:
            break
        first = look
    return first.checked_on


def _registration(
    state: CheckState,
    reason: Reason,
    acts: Acts,
    since: date | None,
    figures: Mapping[str, Figure],
) -> Finding:
    return Finding(
        check=Check.REGISTRATION,
        state=state,
        reason=reason,
        acts=acts,
        since=since,
        figures=figures,
    )


@rule("MKT-CMP-8", "Nobody confirms what they recorded, or the papers of whom they work for.")
def check_may_confirm(*, recorded_by: int | None, confirms: int | None, works_there: bool) -> None:
    """Refuse who recorded it and who works for the provider. Raises ChecksOwn.

    Source: MKT-CMP-8.
    """
    if works_there or (recorded_by is not None and recorded_by == confirms):
        raise ChecksOwn
