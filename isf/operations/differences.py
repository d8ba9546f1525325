"""The one difference that a change of entitlement makes to days already paid."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from accounts.enums import Role
from accounts.permissions import Actor
from isf.enums import (
    DeploymentKind,
    EntryKind,
    FundState,
)
from isf.ledger.entries import Draft
from isf.models import Allocation, Fund
from isf.operations import allocations, contribution_shares, fee_parts, tied_parts
from isf.operations.cases import open_case
from isf.operations.posting import Pen
from isf.queries.funding import Funded, charged, funded
from isf.queries.terms import fee_terms
from isf.rules.fees import FeeTerms, figures_to


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """What changed the worth of days already paid: a code for its key, the first day it touches.

    The code is the same whenever the same change is posted again: a version, an absence, a notice.
    `brings_days`: whether it can fund days that brought nothing before; another rate does not.
    """

    code: str
    first_on: date
    brings_days: bool = True


def post(*, fund: Fund, cause: Cause, by: Actor, at: datetime, on: date) -> int:
    """Post what a change makes of the days already paid, inside the caller's transaction.

    What is set aside of the fee beyond what the days now earn is free at once. A decrease takes
    only uncommitted money, the rest opens a case; the next allocation takes it. From money for
    days that are funded again, the fee is set aside, then running orders, as by an allocation.
    Units: whole pence, negative where money is taken back.
    Source: ISF-FUN-4, ISF-FEE-5, ISF-FEE-7, ISF-RES-6.
    """
    with Pen(fund_id=fund.pk, by=by, at=at) as pen:
        before = funded(fund=fund)
        if before.through_on is None:
            return 0
        terms = fee_terms(fund=fund)
        freed = fee_freed(pen=pen, fund=fund, terms=terms, through_on=before.through_on)
        due = tied_parts.due(pen=pen, fund=fund, before=before, through_on=before.through_on)
        pence = sum(due.values())
        if pen.fund.state == FundState.CLOSED:
            report(fund=fund, cause=cause, pence=pence, by=by, at=at, on=on)
            return 0
        amounts = bearable(pen=pen, fund=fund, due=due, freed=freed)
        taken = sum(amounts.values())
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
        through_on = before.through_on
        draft = draft_for(fund=fund, cause=cause, before=before, through_on=through_on, on=on)
        days = min(cause.first_on, through_on), through_on
        write(pen=pen, fund=fund, days=days, draft=draft, amounts=amounts, freed=freed)
        if taken > 0 and cause.brings_days and pen.fund.state == FundState.OPEN:
            allocations.set_aside(
                pen=pen, fund=fund, terms=terms, through_on=through_on, draft=draft, by=by
            )
    return taken


def take_rest(*, pen: Pen, fund: Fund, code: str, on: date) -> None:
    """Take back, once money is free, what a difference could not take when it was posted.

    With a pen open, before what is left is given back to its funders. Units: whole pence.
    Source: ISF-LIF-2, ISF-FUN-4.
    """
    before = funded(fund=fund)
    if before.through_on is None:
        return
    due = tied_parts.due(pen=pen, fund=fund, before=before, through_on=before.through_on)
    owed = {code: min(pence, 0) for code, pence in due.items()}
    amounts = bearable(pen=pen, fund=fund, due=owed, freed={})
    cause = Cause(code=code, first_on=before.through_on)
    draft = draft_for(fund=fund, cause=cause, before=before, through_on=before.through_on, on=on)
    days = before.through_on, before.through_on
    write(pen=pen, fund=fund, days=days, draft=draft, amounts=amounts, freed={})


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


def bearable(
    *, pen: Pen, fund: Fund, due: Mapping[str, int], freed: Mapping[str, int]
) -> dict[str, int]:
    """As much of a difference as the uncommitted money of a restricted fund can bear, by part.

    Units: whole pence. Source: ISF-FUN-4, ISF-RES-2, ISF-RES-5.
    """
    if fund.kind == DeploymentKind.DIRECT_PAYMENT:
        return dict(due)
    return {
        code: max(pence, -max(pen.accounts[code].available + freed.get(code, 0), 0))
        for code, pence in due.items()
    }


def fee_freed(*, pen: Pen, fund: Fund, terms: FeeTerms, through_on: date) -> dict[str, int]:
    """What is set aside for the fee beyond what the days paid for still earn, by part.

    Units: whole pence. Source: ISF-FEE-5, ISF-FEE-7, ISF-RES-5.
    """
    due = figures_to(terms=terms, through_on=through_on).due_pence
    to_come = max(due - charged(fund=fund).charged_pence, 0)
    return fee_parts.releasable(pen=pen, pence=fee_parts.held(pen=pen) - to_come)


def draft_for(*, fund: Fund, cause: Cause, before: Funded, through_on: date, on: date) -> Draft:
    """The entry of a difference, before its amounts: keyed by what changed, never by the run.

    Source: ISF-FUN-4, ISF-LED-3.
    """
    through = through_on.isoformat()
    return Draft(
        kind=EntryKind.ALLOCATION_DIFFERENCE,
        day=on,
        key=f"difference:{fund.reference}:{through}:{cause.code}:r{before.last_reversal_id}",
        inputs=(str(fund.reference), through, cause.code),
    )


def write(
    *,
    pen: Pen,
    fund: Fund,
    days: tuple[date, date],
    draft: Draft,
    amounts: Mapping[str, int],
    freed: Mapping[str, int],
) -> None:
    """Write a difference and what it frees of the fee, both in whole pence by part, as one entry.

    Source: ISF-FUN-4, ISF-FEE-5, ISF-RES-5.
    """
    pence, moves_money = sum(amounts.values()), any(amounts.values())
    changes = fee_parts.release(pen=pen, amounts=freed)
    if not moves_money and not changes:
        return
    posted = pen.write(
        replace(
            draft,
            kind=draft.kind if moves_money else EntryKind.RESERVATION,
            moves=allocations.moves_of(pen=pen, amounts=amounts) if moves_money else (),
            changes=changes,
        )
    )
    if moves_money:
        Allocation.objects.create(
            fund=fund,
            first_on=days[0],
            last_on=days[1],
            amount_pence=pence,
            is_difference=True,
            entry_id=posted.entry_id,
        )
        contribution_shares.keep(
            fund=fund, entry_id=posted.entry_id, days=days, pence=pence, on=draft.day
        )
