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
from isf.queries import funds, issued, statements
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
    context = {"page": page, "issued": issued.find(fund=fund, month=month)}
    return render(request, "isf/statement/detail.html", context)
