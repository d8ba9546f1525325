"""Weeks of contribution that are over: what is due, what goes back, and who still owes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from accounts.enums import Role
from accounts.permissions import Actor
from accounts.rules.registry import rule
from isf.enums import AccountKind, CaseState, EntryKind, FundState
from isf.ledger.entries import Draft, Move
from isf.models import Case, ContributionWeek, Fund
from isf.operations.cases import open_case
from isf.operations.posting import Pen, Posted
from isf.operations.transactions import money_transaction
from isf.permissions import RUN_ROLES, check_authority
from isf.queries import holds
from isf.queries.contributions import list_open_weeks, not_returned, owed_by_mode
from isf.rules.contributions import Week

ARREARS = "ISF-FUN-3"
NOT_RETURNED = "ISF-FUN-2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """The weeks this call settled, and what went back to the council, in whole pence."""

    weeks: tuple[Week, ...]
    returned_pence: int


@rule("ISF-FUN-2", "Gross, what is not due returns to the council from available money.")
@money_transaction
def settle(*, fund_id: int, by: Actor, at: datetime, on: date) -> Settled:
    """Settle every week of a fund that is over for so many days as the policy says, in order.

    Run again it settles nothing. What of a week is not due and was paid in by the council goes
    back from available money, unless a hold is on; what is lacking is tried again with the next
    week. What is due and not paid opens a case. Units: whole pence. Errors: `NotAllowed`,
    `PolicyMissing`. Source: ISF-FUN-2, ISF-FUN-3, ISF-LED-3, ISF-LIF-3.
    """
    fund = Fund.objects.select_related("deployment").get(pk=fund_id)
    check_authority(by=by, authority_id=fund.authority_id, roles=RUN_ROLES)
    with Pen(fund_id=fund_id, by=by, at=at) as pen:
        weeks = list_open_weeks(fund=fund, on=on)
        may_leave = bool(weeks) and holds.find_open(fund_id=fund_id) is None
        returned = [
            settle_week(pen=pen, fund=fund, week=one, may_leave=may_leave, on=on) for one in weeks
        ]
        if weeks:
            owing(fund=fund, monday=weeks[-1].monday, by=by, at=at, on=on)
            if may_leave:
                lacking(pen=pen, fund=fund, by=by, on=on)
            pen.audit(action="CONTRIBUTION_SETTLED", details=told(weeks=weeks))
    return Settled(weeks=tuple(weeks), returned_pence=sum(returned))


def told(*, weeks: Sequence[Week]) -> dict[str, int | str]:
    """What the audit trail keeps of settled weeks, in whole pence."""
    return {
        "weeks": len(weeks),
        "through": weeks[-1].monday.isoformat(),
        "due_pence": sum(week.due_pence for week in weeks),
    }


def settle_week(*, pen: Pen, fund: Fund, week: Week, may_leave: bool, on: date) -> int:
    """Write down what came of a week; the whole pence that went back to the council for it.

    Nothing goes back while money may not leave; the next week tries again. Source: ISF-FUN-2.
    """
    waits = not_returned(fund=fund, week=week)
    may_leave = may_leave and pen.fund.state != FundState.CLOSED
    pence = min(waits, max(pen.available, 0)) if may_leave else 0
    posted = give_back(pen=pen, fund=fund, week=week, pence=pence, on=on) if pence > 0 else None
    ContributionWeek.objects.create(
        fund=fund,
        monday=week.monday,
        agreed_pence=week.agreed_pence,
        net_pence=week.net_pence,
        care_pence=week.care_pence,
        due_pence=week.due_pence,
        net_due_pence=week.net_due_pence,
        returned_pence=pence,
        settled_on=on,
        entry_id=posted.entry_id if posted else None,
        recorded_at=pen.at,
    )
    return pence


def give_back(*, pen: Pen, fund: Fund, week: Week, pence: int, on: date) -> Posted:
    """Post what was not due back to the council, in whole pence. Source: ISF-FUN-2."""
    monday = week.monday.isoformat()
    return pen.write(
        Draft(
            kind=EntryKind.CONTRIBUTION_NOT_DUE,
            day=on,
            key=f"contribution-not-due:{fund.reference}:{monday}",
            inputs=(str(fund.reference), monday),
            memo=monday,
            moves=(
                Move(account_id=pen.accounts[""].id, pence=-pence),
                Move(account_id=pen.shared.find(kind=AccountKind.COUNCIL), pence=pence),
            ),
        )
    )


@rule("ISF-FUN-3", "What is due and unpaid opens a case; it is no money, and care goes on.")
def owing(*, fund: Fund, monday: date, by: Actor, at: datetime, on: date) -> None:
    """Open a case where a contribution is owed and none is open; nothing else happens.

    Units: whole pence. Source: ISF-FUN-3.
    """
    owed = owed_by_mode(fund=fund).values()
    arrears = sum(one.arrears_pence for one in owed)
    if arrears:
        figures: dict[str, int | str] = {
            "arrears": arrears,
            "due": sum(one.due_pence for one in owed),
            "received": sum(one.paid_pence for one in owed),
            "week": monday.isoformat(),
        }
        open_once(fund=fund, rule_id=ARREARS, figures=figures, by=by, at=at, on=on)


def lacking(*, pen: Pen, fund: Fund, by: Actor, on: date) -> None:
    """Open a case where too little is left to give back what was not due. Source: ISF-FUN-2."""
    waits = not_returned(fund=fund)
    if waits:
        figures = {"not_returned": waits, "available": pen.available}
        open_once(fund=fund, rule_id=NOT_RETURNED, figures=figures, by=by, at=pen.at, on=on)


def open_once(
    *,
    fund: Fund,
    rule_id: str,
    figures: dict[str, int] | dict[str, int | str],
    by: Actor,
    at: datetime,
    on: date,
) -> None:
    """Open a case of a rule for a fund unless one is open; figures in whole pence."""
    cases = Case.objects.filter(fund=fund, rule=rule_id, key__startswith="contribution:")
    if not cases.filter(state=CaseState.OPEN).exists():
        open_case(
            fund=fund,
            rule=rule_id,
            key=f"contribution:{rule_id}:{fund.reference}:{cases.count() + 1}",
            figures=figures,
            on=on,
            by=by,
            at=at,
            owner_role=Role.FINANCE_OFFICER,
        )
