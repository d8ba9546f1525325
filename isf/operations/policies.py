"""An authority's numbers: a new dated version, never a change of an old one."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from accounts.enums import Role
from accounts.operations import audit
from accounts.permissions import Actor
from isf.enums import NoticeKind, Schedule
from isf.models import Policy
from isf.operations.transactions import money_transaction
from isf.permissions import POLICY_ROLES, check_authority
from isf.rules.tied_parts import Part, ReadyParts, check_parts


class PolicyReachesBack(Exception):
    """A new version that would change days already lived (ISF-FEE-3)."""

    rule = "ISF-FEE-3"

    def __init__(self, *, earliest: date) -> None:
        self.earliest = earliest
        super().__init__(f"A change can take effect from {earliest} at the earliest.")


class CapsCrossed(Exception):
    """A soft cap above the hard cap."""

    rule = "ISF-FEE-3"


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """Every number of `isf-rules.md`; basis points, days, weeks.

    None has a value of its own here: what is usual is proposed on the page, what holds is said by
    a council.
    """

    soft_cap_bp: int
    hard_cap_bp: int
    notice_kind: NoticeKind
    notice_days: int
    surplus_weeks_isf: int
    surplus_weeks_dp: int
    tolerance_bp: int
    approval_days: int
    late_bill_days: int
    case_days: int
    bank_months: int
    recovery_notice_days: int
    expiry_months: int | None
    absence_funded_days: int
    absence_apart_days: int
    absence_review_day: int
    contribution_days: int
    lifts_hold: Role
    schedule: Schedule
    may_not_buy: tuple[str, ...]
    ready_parts: tuple[ReadyParts, ...]


@money_transaction
def publish(
    *, authority_id: int, starts_on: date, numbers: Numbers, by: Actor, at: datetime, on: date
) -> Policy:
    """Publish an authority's numbers from a day on; the first may begin any day, later ones not
    before today.

    Errors: `NotAllowed`, `PolicyReachesBack`, `CapsCrossed`, `PartsImpossible`.
    Source: `isf-rules.md`, ISF-FEE-3.
    """
    check_authority(by=by, authority_id=authority_id, roles=POLICY_ROLES)
    if numbers.soft_cap_bp > numbers.hard_cap_bp:
        raise CapsCrossed("The soft cap cannot be above the hard cap.")
    for ready in numbers.ready_parts:
        check_parts(parts=[Part(code=name, name=name, share_bp=bp) for name, bp in ready.parts])
    if starts_on < on and Policy.objects.filter(authority_id=authority_id).exists():
        raise PolicyReachesBack(earliest=on)
    values = asdict(numbers) | {"may_not_buy": list(numbers.may_not_buy)}
    values["ready_parts"] = list(values["ready_parts"])
    policy = Policy.objects.create(
        authority_id=authority_id,
        starts_on=starts_on,
        recorded_at=at,
        recorded_by_id=by.user_id,
        **values,
    )
    audit.record(
        by=by,
        action="POLICY_PUBLISHED",
        at=at,
        organisation_id=authority_id,
        subject=f"policy:{policy.pk}",
        details={"starts_on": starts_on.isoformat()}
        | {name: value for name, value in values.items() if isinstance(value, int | str)},
    )
    return policy
