"""The entries behind every amount of a fund, and one entry with all that belongs to it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.operations import audit
from accounts.web import clock
from accounts.web.access import signed_in
from accounts.web.acting import Request
from isf.queries import entries, entry_details, funds, statement_purposes
from isf.web.forms.filters import EntryFilter
from isf.web.presenters import entries as presenters
from isf.web.presenters import funds as fund_words
from isf.web.presenters import reversals


@require_safe
@signed_in
def entry_list(request: Request, reference: UUID) -> HttpResponse:
    """What happened to the money of a fund, narrowed to what an amount is made of."""
    fund = funds.get(by=request.actor, reference=reference)
    accounts = entries.list_accounts(fund=fund)
    form = EntryFilter(request.GET or None, accounts=presenters.account_choices(rows=accounts))
    asked = form.asked() if form.is_valid() else entries.Asked()
    found = entries.find(fund=fund, asked=asked)
    page = entries.page_of(entries=found, number=request.GET.get("page", "1"))
    audit.viewed(
        by=request.actor,
        person_id=fund.person_id,
        what="ENTRIES",
        at=clock.now(),
        subject=f"fund:{fund.reference}",
    )
    context = {
        "form": form,
        "fund": fund_words.caption(fund=fund, by=request.actor),
        "page": page,
        "lines": presenters.lines(entries=entry_details.list_lines(entries=page.object_list)),
        "only_for": statement_purposes.find_name(fund=fund, code=asked.purpose),
        "total": presenters.total(sums=entries.sums(entries=found), asked=asked),
    }
    return render(request, "isf/entry/list.html", context, status=form.status)


@require_safe
@signed_in
def entry_detail(request: Request, reference: UUID, seq: int) -> HttpResponse:
    """One entry: what moved, what was set aside, and its place in the chain."""
    fund = funds.get(by=request.actor, reference=reference)
    detail = entry_details.get(fund=fund, seq=seq)
    audit.viewed(
        by=request.actor,
        person_id=fund.person_id,
        what="ENTRY",
        at=clock.now(),
        subject=f"fund:{fund.reference}",
    )
    context = {
        "fund": fund_words.caption(fund=fund, by=request.actor),
        "sheet": presenters.sheet(detail=detail, fund=fund),
        "taking_back": reversals.way(detail=detail, fund=fund, by=request.actor),
    }
    return render(request, "isf/entry/detail.html", context)
