"""Funds: the list, which depends on for whom one acts, and one fund with all its figures."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.operations import audit
from accounts.web import clock, searching
from accounts.web.access import signed_in
from accounts.web.acting import Request
from isf.permissions import ASKING_ROLES, AUTHORITY_READERS, BUDGET_ROLES
from isf.queries import fund_details, funds
from isf.web.forms.filters import FundFilter
from isf.web.presenters import fund_pages
from isf.web.presenters import funds as presenters


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def fund_list(request: Request) -> HttpResponse:
    """The person's funds, those a provider holds, or all of a council."""
    by = request.actor
    found = funds.visible(by=by)
    if request.method == "POST":
        return searching.keep(request)
    form = FundFilter(searching.asked(request))
    if form.is_valid():
        found = funds.search(
            funds=found, words=form.words, state=form.chosen_state, kind=form.chosen_kind
        )
    page = funds.page_of(funds=found, number=request.GET.get("page", "1"))
    lines = funds.list_lines(funds=page.object_list, on=clock.today())
    holders = funds.totals_by_holder(funds=found) if by.person_id is None else []
    audit.listed(
        by=by,
        person_ids=[line.fund.person_id for line in lines],
        what="FUND",
        at=clock.now(),
    )
    context = {
        "form": form,
        "page": page,
        "cards": presenters.cards(lines=lines, by=by),
        "holders": presenters.totals(rows=holders),
        "whole": presenters.whole(row=funds.add_up(rows=holders)),
        "for_person": by.person_id is not None,
        "for_council": not by.roles.isdisjoint(AUTHORITY_READERS),
        "may_share": not by.roles.isdisjoint(ASKING_ROLES),
        "may_record": not by.roles.isdisjoint(BUDGET_ROLES),
    }
    return render(request, "isf/fund/list.html", context, status=form.status)


@require_safe
@signed_in
def fund_detail(request: Request, reference: UUID) -> HttpResponse:
    """One fund: what is left, why, and for how long."""
    fund = funds.get(by=request.actor, reference=reference)
    detail = fund_details.get(fund=fund, on=clock.today())
    audit.viewed(
        by=request.actor,
        person_id=fund.person_id,
        what="FUND",
        at=clock.now(),
        subject=f"fund:{fund.reference}",
    )
    page = fund_pages.page(detail=detail, by=request.actor)
    return render(request, "isf/fund/detail.html", {"page": page})
