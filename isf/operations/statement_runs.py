"""Issuing the statements of many funds from a page, a bounded number at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from accounts.permissions import Actor, NotAllowed
from isf.operations import statements
from isf.permissions import ISSUING_ROLES, RUN_ROLES
from isf.queries import issued, statement_runs

AT_ONCE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """How many statements one press of the button issued, and how many still wait."""

    issued: int
    left: int
    refused: int = 0


def issue(*, through: date, by: Actor, at: datetime, on: date) -> Issued:
    """Issue what is due up to a month, for the funds of the actor's council or those they hold.

    Each statement is its own transaction, so stopping half way loses nothing.
    Errors: `NotAllowed`. Source: ISF-LED-7.
    """
    if by.roles.isdisjoint(RUN_ROLES | ISSUING_ROLES):
        raise NotAllowed(rule="ISSUES-STATEMENTS", needed="finance of the council or the holder")
    due = [row for row in statement_runs.list_due(by=by) if row.month <= through]
    now, later = due[:AT_ONCE], due[AT_ONCE:]
    funds = issued.list_funds(due=now)
    new = refused = 0
    for row in now:
        try:
            fund = funds[row.fund_id]
            new += statements.issue_once(fund=fund, month=row.month, by=by, at=at, on=on)[1]
        except statements.CannotIssue:
            refused += 1
    return Issued(issued=new, left=len(later), refused=refused)
