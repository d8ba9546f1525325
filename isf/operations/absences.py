"""Time away from home: recorded, ended by a return, corrected; each change is one difference."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from accounts.enums import Role
from accounts.operations import audit
from accounts.permissions import Actor
from isf.models import Absence, AbsenceVersion, Fund, PersonalBudget
from isf.operations import differences
from isf.operations.cases import open_case
from isf.operations.posting import KeyReused
from isf.operations.transactions import money_transaction
from isf.permissions import KEEPER_ROLES, RUN_ROLES, check_authority, check_tells_absence
from isf.queries.absences import get_last, list_reviews_due, of_budget, review_key
from isf.queries.deaths import died_on
from isf.queries.policies import get_policy
from isf.rules.absences import Stay, check_stay
from isf.rules.deaths import check_lived


class AbsenceChanged(Exception):
    """A stay that was changed since it was read (ISF-LED-3)."""

    rule = "ISF-LED-3"


class ReasonMissing(Exception):
    """A correction of what was recorded, without saying why (ISF-LIF-1)."""

    rule = "ISF-LIF-1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What is known now: the stay, or None where there was none, and why it is said anew."""

    stay: Stay | None
    reason: str = ""


@money_transaction
def record(
    *, budget_id: int, reference: UUID, stay: Stay, by: Actor, at: datetime, on: date
) -> Absence:
    """Record that a person is or was away; each fund posts one difference for days already paid.

    The same reference again is the same stay. Errors: `NotAllowed`, `StayImpossible`,
    `StaysOverlap`, `KeyReused`, `PersonDied`, `PolicyMissing`.
    Source: ISF-LIF-1, ISF-LIF-2, ISF-LED-3.
    """
    budget = PersonalBudget.objects.select_for_update().get(pk=budget_id)
    check_authority(by=by, authority_id=budget.authority_id, roles=KEEPER_ROLES)
    again = Absence.objects.filter(reference=reference).first()
    if again is not None:
        first = again.versions.order_by("number")[0]
        if again.budget_id != budget_id or stay_of(version=first) != stay:
            raise KeyReused(key=str(reference))
        return again
    get_policy(authority_id=budget.authority_id, on=on)
    others = [item.stay for item in of_budget(budget=budget) if not item.is_withdrawn]
    check_stay(stay=stay, others=others, on=on)
    check_lived(stay=stay, died_on=died_on(person_id=budget.person_id))
    absence = Absence.objects.create(reference=reference, budget=budget)
    add(absence=absence, number=1, said=Correction(stay=stay), before=stay, by=by, at=at)
    settle(absence=absence, number=1, first_on=stay.first_on, by=by, at=at, on=on)
    return absence


@money_transaction
def change(
    *, absence_id: int, seen: int, said: Correction, by: Actor, at: datetime, on: date
) -> int:
    """Record a return, or correct a stay, as a new version; each fund posts one difference.

    `seen` is the version it corrects; the same correction again is the first one. Whatever says
    otherwise than before needs a reason; a return alone needs none. The number of the version.
    Errors: `NotAllowed`, `StayImpossible`, `StaysOverlap`, `ReasonMissing`, `AbsenceChanged`.
    Source: ISF-LIF-1, ISF-LED-3.
    """
    budget_id = Absence.objects.values_list("budget_id", flat=True).get(pk=absence_id)
    budget = PersonalBudget.objects.select_for_update().get(pk=budget_id)
    check_authority(by=by, authority_id=budget.authority_id, roles=KEEPER_ROLES)
    absence = Absence.objects.select_related("budget").get(pk=absence_id)
    last = get_last(absence=absence)
    now = None if last.is_withdrawn else last.stay
    if now == said.stay and last.number in (seen, seen + 1):
        return last.number
    if last.number != seen or last.is_withdrawn:
        raise AbsenceChanged("This stay was changed meanwhile.")
    if said.stay is not None:
        others = [item for item in of_budget(budget=budget) if item.reference != last.reference]
        check_stay(
            stay=said.stay, others=[item.stay for item in others if not item.is_withdrawn], on=on
        )
        check_lived(stay=said.stay, died_on=died_on(person_id=budget.person_id))
    if not said.reason.strip() and not is_return(before=last.stay, after=said.stay):
        raise ReasonMissing("A correction says why.")
    add(absence=absence, number=seen + 1, said=said, before=last.stay, by=by, at=at)
    first_on = min(last.stay.first_on, (said.stay or last.stay).first_on)
    settle(absence=absence, number=seen + 1, first_on=first_on, by=by, at=at, on=on)
    return seen + 1


def is_return(*, before: Stay, after: Stay | None) -> bool:
    """Whether all that is new is the day of return. Source: ISF-LIF-1."""
    return after is not None and before.first_on == after.first_on and before.returned_on is None


def stay_of(*, version: AbsenceVersion) -> Stay:
    """The stay a version says. Source: ISF-LIF-1."""
    return Stay(first_on=version.first_on, returned_on=version.returned_on)


def add(
    *, absence: Absence, number: int, said: Correction, before: Stay, by: Actor, at: datetime
) -> None:
    """Write the next version of a stay and audit it; its days, never its reason."""
    stay = said.stay or before
    AbsenceVersion.objects.create(
        absence=absence,
        number=number,
        first_on=stay.first_on,
        returned_on=stay.returned_on,
        is_withdrawn=said.stay is None,
        reason=said.reason.strip(),
        recorded_at=at,
        recorded_by_id=by.user_id,
    )
    audit.record(
        by=by,
        action="ABSENCE_RECORDED" if number == 1 else "ABSENCE_CHANGED",
        at=at,
        person_id=absence.budget.person_id,
        organisation_id=absence.budget.authority_id,
        subject=f"absence:{absence.reference}",
        details={"version": number, "first_on": stay.first_on.isoformat()},
    )


def settle(
    *, absence: Absence, number: int, first_on: date, by: Actor, at: datetime, on: date
) -> None:
    """Post what the change makes of days already paid, and open the reviews that are due.

    Source: ISF-LIF-1, ISF-FUN-4.
    """
    cause = differences.Cause(code=f"absence:{absence.reference}:{number}", first_on=first_on)
    funds = Fund.objects.filter(deployment__budget_id=absence.budget_id)
    for fund in funds.select_related("deployment").order_by("id"):
        differences.post(fund=fund, cause=cause, by=by, at=at, on=on)
    open_reviews(budget_id=absence.budget_id, by=by, at=at, on=on)


@money_transaction
def watch(*, budget_id: int, by: Actor, at: datetime, on: date) -> int:
    """Open the reviews of stays that reached their day; how many are new.

    Errors: `NotAllowed`. Source: ISF-LIF-1.
    """
    budget = PersonalBudget.objects.select_for_update().get(pk=budget_id)
    check_authority(by=by, authority_id=budget.authority_id, roles=RUN_ROLES | KEEPER_ROLES)
    return open_reviews(budget_id=budget_id, by=by, at=at, on=on)


def open_reviews(*, budget_id: int, by: Actor, at: datetime, on: date) -> int:
    """Open one case per stay that reached the day of review; how many are new. Source: LIF-1."""
    fund = Fund.objects.filter(deployment__budget_id=budget_id).order_by("id").first()
    if fund is None:
        return 0
    reviews = list_reviews_due(budget_id=budget_id, on=on)
    for review in reviews:
        open_case(
            fund=fund,
            rule="ISF-LIF-1",
            key=review_key(review=review),
            figures={
                "first_on": review.first_on.isoformat(),
                "review_on": review.day.isoformat(),
            },
            on=on,
            by=by,
            at=at,
            owner_role=Role.CARE_MANAGER,
        )
    return len(reviews)


@money_transaction
def tell(*, fund_id: int, reference: UUID, stay: Stay, by: Actor, at: datetime, on: date) -> None:
    """Tell the council that the person is or was away: a case, no money; the same telling once.

    Errors: `NotAllowed`, `StayImpossible`. Source: ISF-LIF-1.
    """
    fund = Fund.objects.select_for_update(no_key=True).get(pk=fund_id)
    check_tells_absence(by=by, fund=fund)
    check_stay(stay=stay, others=(), on=on)
    check_lived(stay=stay, died_on=died_on(person_id=fund.person_id))
    figures = {"first_on": stay.first_on.isoformat()}
    if stay.returned_on is not None:
        figures["returned_on"] = stay.returned_on.isoformat()
    open_case(
        fund=fund,
        rule="ISF-LIF-1",
        key=f"absence-told:{reference}",
        figures=figures,
        on=on,
        by=by,
        at=at,
        owner_role=Role.CARE_MANAGER,
    )
