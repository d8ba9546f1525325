"""Statements of all funds a council pays for or a provider holds: months, totals, issuing."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.operations import audit
from accounts.web import clock
from accounts.web.access import for_roles
from accounts.web.acting import Request
from isf.operations import statement_runs as operations
from isf.permissions import AUTHORITY_READERS, HOLDER_ROLES, ISSUING_ROLES, RUN_ROLES
from isf.queries import statement_runs
from isf.web.presenters import issued as presenters
from isf.web.presenters import wording


@require_safe
@for_roles(*AUTHORITY_READERS, *HOLDER_ROLES)
def statement_run_list(request: Request) -> HttpResponse:
    """The months, how many statements each has, and what they add up to."""
    by = request.actor
    context = {
        "months": statement_runs.list_months(by=by),
        "may_issue": not by.roles.isdisjoint(RUN_ROLES | ISSUING_ROLES),
    }
    return render(request, "isf/statement_run/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*AUTHORITY_READERS, *HOLDER_ROLES)
def statement_run_detail(request: Request, month: date) -> HttpResponse:
    """One month: its statements, what became of each, and the button that issues the rest."""
    by = request.actor
    if request.method == "POST":
        done = operations.issue(through=month, by=by, at=clock.now(), on=clock.today())
        messages.success(request, _said(done))
        return redirect("isf:statement-run-detail", month=month)
    page = statement_runs.page_of(by=by, month=month, number=request.GET.get("page", "1"))
    audit.listed(
        by=by,
        person_ids=[row.fund.person_id for row in page.object_list],
        what="STATEMENT",
        at=clock.now(),
    )
    context = {
        "month": statement_runs.get_month(by=by, month=month),
        "page": page,
        "items": presenters.items(statements=page.object_list, by=by),
        "may_issue": not by.roles.isdisjoint(RUN_ROLES | ISSUING_ROLES),
        "at_once": operations.AT_ONCE,
    }
    return render(request, "isf/statement_run/detail.html", context)


def _said(done: operations.Issued) -> str:
    said = f"{wording.counted(done.issued, 'statement')} issued."
    if done.refused:
        said += f" {done.refused:,} could not be: ask whoever runs the service to look at them."
    return f"{said} {done.left:,} still wait: press again." if done.left else said
