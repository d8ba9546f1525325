"""What was run for a council each day, and how it ended."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.web import clock
from accounts.web.access import for_roles
from accounts.web.acting import Request
from isf.permissions import RUN_ROLES
from isf.queries import scheduled_runs
from isf.web.presenters import scheduled_runs as presenters


@require_safe
@for_roles(*RUN_ROLES)
def scheduled_run_list(request: Request) -> HttpResponse:
    """Each piece of the day's work, when it last ran and what it said."""
    last = scheduled_runs.list_last(by=request.actor)
    context = {
        "lines": presenters.lines(last=last, on=clock.today()),
        "was_run": any(one.run for one in last),
    }
    return render(request, "isf/scheduled_run/list.html", context)
