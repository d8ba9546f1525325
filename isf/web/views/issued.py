"""Statements to keep: those of a fund, one as it was issued, and its file."""

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
from isf.models import Fund
from isf.queries import funds, issued
from isf.rules import statement_rows
from isf.web.presenters import funds as fund_words
from isf.web.presenters import issued as presenters


@require_safe
@signed_in
def statement_list(request: Request, reference: UUID) -> HttpResponse:
    """The statements of a fund that were issued, newest first."""
    fund = funds.get(by=request.actor, reference=reference)
    rows = [*issued.list_of_fund(fund=fund)]
    for row in rows:
        row.fund = fund
    _viewed(request, fund)
    context = {
        "fund": fund_words.caption(fund=fund, by=request.actor),
        "items": presenters.items(statements=rows, by=request.actor),
        "this_month": clock.today().replace(day=1),
    }
    return render(request, "isf/statement/list.html", context)


@require_safe
@signed_in
def statement_issued(request: Request, reference: UUID, month: date) -> HttpResponse:
    """A statement as it was issued, whatever happened since."""
    fund = funds.get(by=request.actor, reference=reference)
    statement = issued.get(fund=fund, month=month)
    _viewed(request, fund)
    page = presenters.page(statement=statement, fund=fund, by=request.actor)
    return render(request, "isf/statement/issued.html", {"page": page})


@require_safe
@signed_in
def statement_document(request: Request, reference: UUID, month: date) -> HttpResponse:
    """The file that was kept when the statement was issued."""
    fund = funds.get(by=request.actor, reference=reference)
    statement = issued.get(fund=fund, month=month)
    _viewed(request, fund)
    name = f"statement-{statement_rows.label(number=statement.number)}-{month:%Y-%m}.pdf"
    return HttpResponse(
        bytes(statement.document.pdf),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _viewed(request: Request, fund: Fund) -> None:
    audit.viewed(
        by=request.actor,
        person_id=fund.person_id,
        what="STATEMENT",
        at=clock.now(),
        subject=f"fund:{fund.reference}",
    )
