"""A month of a fund, made from the ledger alone."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.operations import audit
from accounts.web import clock
from accounts.web.access import signed_in
from accounts.web.acting import Request
from isf.queries import contribution_positions, funds, issued, statement_purposes, statements
from isf.web.presenters import contributions
from isf.web.presenters import statement_purposes as purpose_tables
from isf.web.presenters import statements as presenters


@require_safe
@signed_in
def statement_detail(request: Request, reference: UUID, month: date) -> HttpResponse:
    """The statement of one month; months the fund did not live do not exist."""
    fund = funds.get(by=request.actor, reference=reference)
    statement = statements.get(fund=fund, month=month, on=clock.today())
    audit.viewed(
        by=request.actor,
        person_id=fund.person_id,
        what="STATEMENT",
        at=clock.now(),
        subject=f"fund:{fund.reference}",
    )
    page = presenters.page(statement=statement, fund=fund, by=request.actor)
    last_on = statement.last_on
    standing = contribution_positions.find(fund=fund, on=last_on)
    purposes = statement_purposes.list_known(
        fund=fund, first_on=statement.first_on, last_on=last_on
    )
    context = {
        "page": page,
        "purposes": purpose_tables.known(purposes=purposes, fund=fund, of=statement),
        "issued": issued.find(fund=fund, month=month),
        "contribution": contributions.summary_of(fund=fund, standing=standing, to_on=last_on),
    }
    return render(request, "isf/statement/detail.html", context)
