"""The checks of money: funds held, bills sent in time, and room below the fee cap."""

from dataclasses import dataclass
from datetime import date, timedelta

from accounts.rules.registry import rule
from marketplace.enums import Acts, Check, CheckState, Reason
from marketplace.rules.compliance import ONE_DAY, Figure, Finding, Numbers, soon


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The individual service funds a provider holds for a council, and their fees; whole pence.

    `fullest_bp` is the stated fee of the fullest fund in basis points of its cap.
    """

    funds: int = 0
    since: date | None = None
    last_on: date | None = None
    fee_weekly_pence: int = 0
    cap_weekly_pence: int = 0
    charged_pence: int = 0
    room_pence: int = 0
    through_on: date | None = None
    fullest_bp: int = 0
    fees_since: date | None = None
    capped: int = 0
    capped_since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Billing:
    """Visits delivered and not billed, and the days the council gives; None: it has said none."""

    late_days: int | None = None
    unbilled: int = 0
    late: int = 0
    oldest_on: date | None = None
    first_on: date | None = None
    last_late_on: date | None = None


@rule("MKT-CMP-5", "A provider holds funds from the first day of the oldest that is open.")
def check_funds(*, held: Held, on: date) -> Finding:
    """Met while at least one individual service fund is held. Source: MKT-CMP-5."""
    if held.funds:
        return Finding(
            check=Check.FUNDS,
            state=CheckState.MET,
            reason=Reason.HOLDS_FUNDS,
            since=held.since,
            figures={"funds": held.funds},
        )
    ended = held.last_on is not None and held.last_on < on
    return Finding(
        check=Check.FUNDS,
        state=CheckState.NOT_MET,
        reason=Reason.HELD_FUNDS if ended else Reason.NEVER_HELD_FUNDS,
        acts=Acts.BOTH,
        since=held.last_on + ONE_DAY if held.last_on is not None and ended else None,
    )


@rule("MKT-CMP-6", "A bill is late from the day after the days the council gives to send it.")
def check_bills(*, billing: Billing, numbers: Numbers, on: date) -> Finding:
    """Not met while a visit is unbilled for longer than that; soon while the days run out.

    Source: MKT-CMP-6.
    """
    if billing.late_days is None:
        return _bills(CheckState.NOT_KNOWN, Reason.BILLS_NO_POLICY, Acts.COUNCIL, None, {})
    if billing.oldest_on is None:
        return _all_billed(billing, billing.late_days)
    last_on = billing.oldest_on + timedelta(days=billing.late_days)
    figures: dict[str, Figure] = {
        "visits": billing.unbilled,
        "late": billing.late,
        "oldest_on": billing.oldest_on,
        "bill_by": last_on,
        "late_days": billing.late_days,
    }
    if last_on < on:
        return _bills(
            CheckState.NOT_MET, Reason.BILLS_LATE, Acts.PROVIDER, last_on + ONE_DAY, figures
        )
    if soon(last_on=last_on, on=on, days=numbers.bill_soon_days):
        since = max(billing.oldest_on, last_on - timedelta(days=numbers.bill_soon_days))
        return _bills(CheckState.SOON, Reason.BILLS_DUE, Acts.PROVIDER, since, figures)
    return _bills(CheckState.MET, Reason.BILLS_IN_TIME, Acts.NOBODY, _in_time(billing), figures)


def _all_billed(billing: Billing, late_days: int) -> Finding:
    if billing.first_on is None:
        return _bills(CheckState.MET, Reason.NOTHING_DELIVERED, Acts.NOBODY, None, {})
    figures: dict[str, Figure] = {"visits": 0, "late_days": late_days}
    return _bills(CheckState.MET, Reason.BILLS_IN_TIME, Acts.NOBODY, _in_time(billing), figures)


def _in_time(billing: Billing) -> date | None:
    """The day the last late bill came, else the first delivery."""
    return billing.last_late_on or billing.first_on


def _bills(
    state: CheckState, reason: Reason, acts: Acts, since: date | None, figures: dict[str, Figure]
) -> Finding:
    return Finding(
        check=Check.BILLS, state=state, reason=reason, acts=acts, since=since, figures=figures
    )


@rule("MKT-CMP-7", "A fee that would be above its cap is not met, one close to it is soon.")
def check_fee(*, held: Held, numbers: Numbers) -> Finding:
    """Compares what agreements state with the cap that covers today; whole pence, basis points.

    Source: MKT-CMP-7.
    """
    if not held.funds:
        return _fee(CheckState.NOT_KNOWN, Reason.NO_FEE, Acts.NOBODY, None, {})
    figures: dict[str, Figure] = {
        "funds": held.funds,
        "fee_pence": held.fee_weekly_pence,
        "cap_pence": held.cap_weekly_pence,
        "charged_pence": held.charged_pence,
        "room_pence": held.room_pence,
        "capped": held.capped,
    }
    if held.through_on is not None:
        figures["through_on"] = held.through_on
    if held.capped:
        since = held.capped_since
        return _fee(CheckState.NOT_MET, Reason.FEE_CAPPED, Acts.BOTH, since, figures)
    if held.fullest_bp >= numbers.fee_near_bp:
        acts, since = Acts.PROVIDER, held.fees_since
        return _fee(CheckState.SOON, Reason.FEE_NEAR_CAP, acts, since, figures)
    return _fee(CheckState.MET, Reason.FEE_BELOW_CAP, Acts.NOBODY, held.fees_since, figures)


def _fee(
    state: CheckState, reason: Reason, acts: Acts, since: date | None, figures: dict[str, Figure]
) -> Finding:
    return Finding(
        check=Check.FEE, state=state, reason=reason, acts=acts, since=since, figures=figures
    )
