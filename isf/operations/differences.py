"""The one difference that a change of entitlement makes to days already paid."""

from dataclasses import dataclass
from datetime import date, datetime

from accounts.enums import Role
from accounts.permissions import Actor
from isf.enums import (
    AccountKind,
    DeploymentKind,
    EntryKind,
    FundState,
    ReservationChange,
    ReservationKind,
)
from isf.ledger.entries import Change, Draft, Move
from isf.models import Allocation, Fund
from isf.operations.cases import open_case
from isf.operations.posting import Pen
from isf.queries.funding import Funded, charged, funded
from isf.queries.terms import fee_terms
from isf.rules.entitlement import instalment
from isf.rules.fees import FEE_REFERENCE, FeeTerms, figures_to


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """What changed the worth of days already paid: a code for its key, the first day it touches.

    The code is the same whenever the same change is posted again: a version, an absence, a notice.
    """

    code: str
    first_on: date


def post(*, fund: Fund, cause: Cause, by: Actor, at: datetime, on: date) -> int:
    """Post what a change makes of the days already paid, inside the caller's transaction.

    What is set aside of the fee beyond what the days now earn is free at once. A decrease takes
    only uncommitted money, the rest opens a case; the next allocation takes it.
    Units: whole pence, negative where money is taken back. Source: ISF-FUN-4, ISF-FEE-5.
    """
    with Pen(fund_id=fund.pk, by=by, at=at) as pen:
        before = funded(fund=fund)
        if before.through_on is None:
            return 0
        terms = fee_terms(fund=fund)
        freed = fee_freed(pen=pen, fund=fund, terms=terms, through_on=before.through_on)
        pence = instalment(
            term=terms.term, through_on=before.through_on, posted_pence=before.posted_pence
        )
        if pen.fund.state == FundState.CLOSED:
            report(fund=fund, cause=cause, pence=pence, by=by, at=at, on=on)
            return 0
        taken = bearable(pen=pen, fund=fund, pence=pence, freed_pence=freed)
        if taken != pence:
            figures = {"needed": -pence, "taken": -taken}
            open_case(
                fund=fund,
                rule="ISF-FUN-4",
                key=f"decrease:{fund.reference}:{cause.code}",
                figures=figures,
                on=on,
                by=by,
                at=at,
                owner_role=Role.FINANCE_OFFICER,
            )
        write(pen=pen, fund=fund, before=before, cause=cause, pence=taken, freed_pence=freed, on=on)
    return taken


def report(*, fund: Fund, cause: Cause, pence: int, by: Actor, at: datetime, on: date) -> None:
    """Open a case for a change that reaches into a closed fund: it takes no more postings.

    Units: whole pence. Source: ISF-POR-3 (settled in the person's next deployment).
    """
    if pence:
        open_case(
            fund=fund,
            rule="ISF-POR-3",
            key=f"closed:{fund.reference}:{cause.code}",
            figures={"difference": pence},
            on=on,
            by=by,
            at=at,
            owner_role=Role.FINANCE_OFFICER,
        )


def bearable(*, pen: Pen, fund: Fund, pence: int, freed_pence: int) -> int:
    """As much of a difference as the uncommitted money of a restricted fund can bear.

    Units: whole pence. Source: ISF-FUN-4, ISF-RES-2.
    """
    if fund.kind == DeploymentKind.DIRECT_PAYMENT:
        return pence
    return max(pence, -max(pen.available + freed_pence, 0))


def fee_freed(*, pen: Pen, fund: Fund, terms: FeeTerms, through_on: date) -> int:
    """What is set aside for the fee beyond what the days paid for still earn, in whole pence.

    Source: ISF-FEE-5, ISF-FEE-7.
    """
    due = figures_to(terms=terms, through_on=through_on).due_pence
    to_come = max(due - charged(fund=fund).charged_pence, 0)
    return max(pen.held(kind=ReservationKind.FEE, reference=FEE_REFERENCE) - to_come, 0)


def write(
    *,
    pen: Pen,
    fund: Fund,
    before: Funded,
    cause: Cause,
    pence: int,
    freed_pence: int,
    on: date,
) -> None:
    """Write a difference and what it frees of the fee, both in whole pence, as one entry.

    Source: ISF-FUN-4, ISF-FEE-5.
    """
    if before.through_on is None or (pence == 0 and freed_pence == 0):
        return
    account = pen.accounts[""].id
    council = pen.shared.find(kind=AccountKind.COUNCIL)
    release = Change(
        account_id=account,
        kind=ReservationKind.FEE,
        reference=FEE_REFERENCE,
        change=ReservationChange.RELEASE,
        pence=freed_pence,
    )
    through = str(before.through_on)
    moves = (Move(account_id=council, pence=-pence), Move(account_id=account, pence=pence))
    posted = pen.write(
        Draft(
            kind=EntryKind.ALLOCATION_DIFFERENCE if pence else EntryKind.RESERVATION,
            day=on,
            key=f"difference:{fund.reference}:{through}:{cause.code}:r{before.last_reversal_id}",
            inputs=(str(fund.reference), through, cause.code),
            moves=moves if pence else (),
            changes=(release,) if freed_pence else (),
        )
    )
    if pence:
        Allocation.objects.create(
            fund=fund,
            first_on=min(cause.first_on, before.through_on),
            last_on=before.through_on,
            amount_pence=pence,
            is_difference=True,
            entry_id=posted.entry_id,
        )
