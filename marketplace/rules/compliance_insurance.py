"""The check of a provider's insurance: each kind a council asks for, without a gap, high enough."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from accounts.rules.registry import rule
from marketplace.enums import Acts, Check, CheckState, InsuranceKind, Reason
from marketplace.rules.compliance import ONE_DAY, Figure, Finding, Numbers, soon
from marketplace.rules.compliance_papers import Cover

_WORST = tuple(CheckState)


@rule("MKT-CMP-4", "Insurance counts to the last day of the certificate, at the cover asked for.")
def check_insurance(*, covers: Sequence[Cover], numbers: Numbers, on: date) -> Finding:
    """The worst of the kinds a council asks for; met since the day from which all are in force.

    Certificates that touch count as one; what was recorded too late counts from its first day.
    Amounts in whole pence. Source: MKT-CMP-4.
    """
    asked = {
        InsuranceKind.PUBLIC_LIABILITY: numbers.public_liability_pence,
        InsuranceKind.EMPLOYERS_LIABILITY: numbers.employers_liability_pence,
    }
    each = [
        _one(kind, [row for row in covers if row.kind is kind], least, numbers, on)
        for kind, least in asked.items()
        if least
    ]
    if not each:
        return _finding(CheckState.MET, Reason.INSURANCE_NOT_ASKED, None, {})
    worst = min(each, key=lambda finding: _WORST.index(finding.state))
    if worst.state is not CheckState.MET:
        return worst
    since = max((one.since for one in each if one.since is not None), default=None)
    ends_on = min(str(one.figures["ends_on"]) for one in each)
    figures = {**worst.figures, "ends_on": date.fromisoformat(ends_on)}
    return _finding(CheckState.MET, Reason.INSURED, since, figures)


def _one(
    kind: InsuranceKind, covers: list[Cover], least: int, numbers: Numbers, on: date
) -> Finding:
    figures: dict[str, Figure] = {"kind": kind, "least_pence": least}
    enough = [row for row in covers if row.pence >= least]
    if any(row.starts_on <= on <= row.ends_on for row in enough):
        return _in_force(enough, figures, numbers, on)
    return _missing(covers, enough, figures, on)


def _in_force(
    enough: list[Cover], figures: dict[str, Figure], numbers: Numbers, on: date
) -> Finding:
    starts_on, ends_on = _unbroken(enough, on)
    figures |= {"ends_on": ends_on}
    if soon(last_on=ends_on, on=on, days=numbers.soon_days):
        since = max(starts_on, ends_on - timedelta(days=numbers.soon_days))
        return _finding(CheckState.SOON, Reason.INSURANCE_ENDS, since, figures)
    return _finding(CheckState.MET, Reason.INSURED, starts_on, figures)


def _missing(
    covers: list[Cover], enough: list[Cover], figures: dict[str, Figure], on: date
) -> Finding:
    low = [row for row in covers if row.starts_on <= on <= row.ends_on]
    over = [row.ends_on for row in enough if row.ends_on < on]
    if low:
        figures |= {"cover_pence": max(row.pence for row in low)}
        since = max([min(row.starts_on for row in low), *(day + ONE_DAY for day in over)])
        return _finding(CheckState.NOT_MET, Reason.INSURANCE_TOO_LOW, since, figures)
    ended = over or [row.ends_on for row in covers if row.ends_on < on]
    if ended:
        figures |= {"ends_on": max(ended)}
        return _finding(CheckState.NOT_MET, Reason.INSURANCE_LAPSED, max(ended) + ONE_DAY, figures)
    coming = [row.starts_on for row in enough]
    if coming:
        figures |= {"starts_on": min(coming)}
        return _finding(CheckState.NOT_MET, Reason.INSURANCE_BEGINS, None, figures)
    return _finding(CheckState.NOT_MET, Reason.INSURANCE_NOT_RECORDED, None, figures)


def _unbroken(covers: list[Cover], on: date) -> tuple[date, date]:
    """The run of days without a gap around a day that is covered."""
    first = last = on
    moved = True
    while moved:
        touching = [
            row
            for row in covers
            if row.starts_on - ONE_DAY <= last and first <= row.ends_on + ONE_DAY
        ]
        wider = (
            min([first, *(row.starts_on for row in touching)]),
            max([last, *(row.ends_on for row in touching)]),
        )
        moved, (first, last) = wider != (first, last), wider
    return first, last


def _finding(
    state: CheckState, reason: Reason, since: date | None, figures: Mapping[str, Figure]
) -> Finding:
    acts = Acts.NOBODY if state is CheckState.MET else Acts.PROVIDER
    return Finding(
        check=Check.INSURANCE, state=state, reason=reason, acts=acts, since=since, figures=figures
    )
