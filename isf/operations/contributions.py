"""What a person contributes: agreed from a day, and the money they paid, taken in when it came."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from accounts.fields import to_money, to_pence
from accounts.operations import audit
from accounts.permissions import Actor
from isf.enums import AccountKind, ContributionMode, EntryKind, FundState
from isf.ledger.entries import Draft, Move
from isf.models import ContributionPaid, ContributionVersion, Fund, PersonalBudget
from isf.operations import allocations, differences, visits
from isf.operations.grants import check_not_closed
from isf.operations.posting import KeyReused, Pen
from isf.operations.transactions import money_transaction
from isf.permissions import BUDGET_ROLES, RUN_ROLES, check_authority, check_issue
from isf.queries import deaths
from isf.queries.contributions import list_for
from isf.queries.funding import funded
from isf.queries.terms import deployment_term, fee_terms
from isf.queries.tied_parts import list_parts
from isf.rules.contributions import Contribution, check_contribution
from isf.rules.placing import FundNotOpen
from isf.rules.tied_parts import NotByPart


class ContributionNotAgreed(Exception):
    """Money of a kind that was never agreed, or of nothing (ISF-FUN-2)."""

    rule = "ISF-FUN-2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paid:
    """What a person paid, in whole pence, to the fund (net) or to the council (gross).

    The reference is the payment's own.
    """

    reference: UUID
    pence: int
    mode: ContributionMode


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What was taken in, in whole pence; `is_new` is false for a repetition."""

    pence: int
    is_new: bool


@money_transaction
def agree(
    *, fund_id: int, wanted: Contribution, by: Actor, at: datetime, on: date
) -> ContributionVersion:
    """Agree what the person contributes each week from a day on, and to whom they pay it.

    The entitlement stays what it was: net, the council pays less and the person pays the fund;
    gross, the council pays all and the person pays the council. Posts one difference for days
    already paid. The same again is the first one. Units: whole pence a week.
    Errors: `NotAllowed`, `FundNotOpen`, `ContributionTooEarly`, `ContributionTooLarge`,
    `PersonDied`, `NotByPart`.
    Source: ISF-FUN-2, ISF-FUN-4, ISF-LED-3.
    """
    fund = Fund.objects.select_related("deployment").get(pk=fund_id)
    check_authority(by=by, authority_id=fund.authority_id, roles=BUDGET_ROLES)
    PersonalBudget.objects.select_for_update().get(pk=fund.deployment.budget_id)
    rows = ContributionVersion.objects.filter(deployment=fund.deployment).order_by("-number")
    last = rows.first()
    if last is not None and as_agreed(version=last) == wanted:
        return last
    deaths.check_alive(person_id=fund.person_id)
    if fund.state != FundState.OPEN:
        raise FundNotOpen(first_on=fund.deployment.starts_on, last_on=fund.deployment.ends_on)
    if list_parts(fund_id=fund_id):
        raise NotByPart(what="CONTRIBUTION")
    check_contribution(
        term=deployment_term(deployment=fund.deployment),
        wanted=wanted,
        known=list_for(deployment_id=fund.deployment_id),
        on=on,
    )
    version = ContributionVersion.objects.create(
        deployment=fund.deployment,
        number=(last.number if last else 0) + 1,
        starts_on=wanted.starts_on,
        weekly=to_money(wanted.weekly_pence),
        mode=wanted.mode,
        recorded_at=at,
        recorded_by_id=by.user_id,
    )
    details: dict[str, int | str] = {
        "weekly_pence": wanted.weekly_pence,
        "mode": str(wanted.mode),
        "starts_on": wanted.starts_on.isoformat(),
    }
    say(fund=fund, action="CONTRIBUTION_AGREED", details=details, by=by, at=at)
    code = f"c{version.pk}"
    cause = differences.Cause(code=code, first_on=wanted.starts_on, brings_days=False)
    differences.post(fund=fund, cause=cause, by=by, at=at, on=on)
    return version


def as_agreed(*, version: ContributionVersion) -> Contribution:
    """A version as the rules see it. Source: ISF-FUN-2."""
    return Contribution(
        starts_on=version.starts_on,
        weekly_pence=to_pence(version.weekly),
        mode=ContributionMode(version.mode),
    )


@money_transaction
def receive(*, fund_id: int, paid: Paid, by: Actor, at: datetime, on: date) -> Received:
    """Take in what a person paid; the same payment again changes nothing.

    Paid to the fund it is available from now on: the fee of days already paid for is set aside
    from it as far as that is lacking, then visits that had no money. Paid to the council it only
    makes what is owed less. Units: whole pence. Errors: `NotAllowed`, `ContributionNotAgreed`,
    `FundNotOpen`, `KeyReused`. Source: ISF-FUN-2, ISF-FUN-3, ISF-FEE-7, ISF-RES-6, ISF-LED-3.
    """
    fund = Fund.objects.select_related("deployment").get(pk=fund_id)
    check_receives(by=by, fund=fund, mode=paid.mode)
    agreed = {one.mode for one in list_for(deployment_id=fund.deployment_id)}
    if paid.pence <= 0 or paid.mode not in agreed:
        raise ContributionNotAgreed("This fund has no contribution of that kind, or of nothing.")
    if paid.mode == ContributionMode.NET:
        return into_fund(fund=fund, paid=paid, by=by, at=at, on=on)
    return to_council(fund=fund, paid=paid, by=by, at=at, on=on)


def check_receives(*, by: Actor, fund: Fund, mode: ContributionMode) -> None:
    """Refuse who does not keep the money a person pays: to the fund, or to the council alone.

    Errors: `NotAllowed`. Source: ISF-FUN-2.
    """
    if mode == ContributionMode.NET:
        check_issue(by=by, fund=fund)
    else:
        check_authority(by=by, authority_id=fund.authority_id, roles=RUN_ROLES)


def into_fund(*, fund: Fund, paid: Paid, by: Actor, at: datetime, on: date) -> Received:
    """Post what the person paid into their fund. Units: whole pence. Source: ISF-FUN-2."""
    key, inputs = f"contribution:{paid.reference}", (str(fund.reference), str(paid.pence))
    person = (AccountKind.PERSON, None)
    with Pen(fund_id=fund.pk, by=by, at=at, key=key, shared=person) as pen:
        if pen.find(key=key, kind=EntryKind.CONTRIBUTION, inputs=inputs) is not None:
            return Received(pence=paid.pence, is_new=False)
        check_not_closed(pen=pen)
        draft = Draft(
            kind=EntryKind.CONTRIBUTION,
            day=on,
            key=key,
            inputs=inputs,
            moves=(
                Move(account_id=pen.shared.find(kind=AccountKind.PERSON), pence=-paid.pence),
                Move(account_id=pen.accounts[""].id, pence=paid.pence),
            ),
        )
        pen.write(draft)
        through = funded(fund=fund).through_on
        if through is not None and pen.fund.state == FundState.OPEN:
            terms = fee_terms(fund=fund)
            allocations.hold_fee(pen=pen, fund=fund, terms=terms, through_on=through, draft=draft)
            visits.reserve_running(pen=pen, fund=fund, through_on=through, draft=draft, by=by)
        pen.audit(action="CONTRIBUTION_RECEIVED", details={"pence": paid.pence})
    return Received(pence=paid.pence, is_new=True)


def to_council(*, fund: Fund, paid: Paid, by: Actor, at: datetime, on: date) -> Received:
    """Keep what the person paid to the council, which stands outside the fund; whole pence.

    Source: ISF-FUN-2.
    """
    Fund.objects.select_for_update(no_key=True).get(pk=fund.pk)
    known = ContributionPaid.objects.filter(reference=paid.reference).first()
    if known is not None:
        if (known.fund_id, known.pence) != (fund.pk, paid.pence):
            raise KeyReused(key=f"contribution:{paid.reference}")
        return Received(pence=paid.pence, is_new=False)
    ContributionPaid.objects.create(
        reference=paid.reference,
        fund=fund,
        pence=paid.pence,
        received_on=on,
        recorded_at=at,
        recorded_by_id=by.user_id,
    )
    details: dict[str, int | str] = {"pence": paid.pence, "to": "council"}
    say(fund=fund, action="CONTRIBUTION_RECEIVED", details=details, by=by, at=at)
    return Received(pence=paid.pence, is_new=True)


@money_transaction
def take_out(*, fund_id: int, payment: UUID, by: Actor, at: datetime, on: date) -> None:
    """Take out a payment to the council that was written down by mistake, by a row of its own.

    Doing it again changes nothing. Errors: `NotAllowed`, ContributionPaid.DoesNotExist.
    Source: ISF-LED-2, ISF-LED-3.
    """
    fund = Fund.objects.select_for_update(no_key=True).get(pk=fund_id)
    check_receives(by=by, fund=fund, mode=ContributionMode.GROSS)
    row = ContributionPaid.objects.get(reference=payment, fund=fund, undoes=None)
    if ContributionPaid.objects.filter(undoes=row).exists():
        return
    ContributionPaid.objects.create(
        reference=uuid5(payment, "taken out"),
        fund=fund,
        pence=-row.pence,
        received_on=on,
        undoes=row,
        recorded_at=at,
        recorded_by_id=by.user_id,
    )
    details: dict[str, int | str] = {"pence": row.pence}
    say(fund=fund, action="CONTRIBUTION_TAKEN_OUT", details=details, by=by, at=at)


def say(*, fund: Fund, action: str, details: dict[str, int | str], by: Actor, at: datetime) -> None:
    """Audit what was done about a contribution, inside the caller's transaction."""
    audit.record(
        by=by,
        action=action,
        at=at,
        person_id=fund.person_id,
        organisation_id=fund.authority_id,
        subject=f"fund:{fund.reference}",
        details=details,
    )
