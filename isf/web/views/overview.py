"""The council's first page: the totals, the room for fees, and what waits for somebody."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.web import clock
from accounts.web.access import for_roles
from accounts.web.acting import Request
from isf.permissions import AUTHORITY_READERS, POLICY_ROLES, RUN_ROLES, SAFEGUARDING_ROLES
from isf.queries import cases, funds
from isf.web.presenters import funds as presenters


@require_safe
@for_roles(*AUTHORITY_READERS)
def overview(request: Request) -> HttpResponse:
    """Totals over all funds of the council, by holder, and what has to be done."""
    by = request.actor
    holders = funds.totals_by_holder(funds=funds.visible(by=by))
    context = {
        "holders": presenters.totals(rows=holders),
        "whole": presenters.whole(row=funds.add_up(rows=holders)),
        "open_cases": cases.count_open(by=by),
        "late_cases": cases.count_late(by=by, on=clock.today()),
        "may_run": not by.roles.isdisjoint(RUN_ROLES),
        "may_hold": not by.roles.isdisjoint(SAFEGUARDING_ROLES),
        "may_end_holder": not by.roles.isdisjoint(POLICY_ROLES),
        "approvals": cases.count_approvals(by=by),
    }
    return render(request, "isf/overview.html", context)
