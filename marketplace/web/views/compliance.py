"""How providers stand: a council's board, one provider of it, and what the provider itself sees."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.web import clock
from accounts.web.access import for_roles
from accounts.web.acting import Request
from marketplace import funding
from marketplace.operations import papers as operations
from marketplace.permissions import COMMISSIONERS, SELLERS, STAFF
from marketplace.queries import compliance, offers, papers
from marketplace.queries.compliance import Money, Row
from marketplace.web.forms.chosen import read_references
from marketplace.web.forms.compliance import BoardFilter, NumbersForm
from marketplace.web.organisation import organisation_id
from marketplace.web.presenters import compliance as presenters
from marketplace.web.presenters import compliance_file, compliance_history
from marketplace.web.sending import sent

PER_PAGE = 25


@require_safe
@for_roles(*COMMISSIONERS)
def compliance_board(request: Request) -> HttpResponse:
    form = BoardFilter(request.GET or None)
    every = _board(request, form)
    rows = compliance.narrow(rows=every, **form.asked)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "counts": presenters.counts(rows=every),
        "lines": [presenters.present(row=row) for row in page.object_list],
        "page": page,
    }
    return render(request, "marketplace/compliance/board.html", context, status=form.status)


@require_safe
@for_roles(*COMMISSIONERS)
def compliance_export(request: Request) -> HttpResponse:
    """The board as a file, narrowed as the page is."""
    form = BoardFilter(request.GET or None)
    every = _board(request, form)
    rows = compliance.narrow(rows=every, **form.asked)
    return HttpResponse(
        compliance_file.write(lines=[presenters.present(row=row) for row in rows]),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="compliance.csv"'},
        status=form.status,
    )


@require_safe
@for_roles(*COMMISSIONERS)
def compliance_detail(request: Request, provider: UUID) -> HttpResponse:
    council = organisation_id(request)
    seller = papers.get_provider(provider=provider)
    money = _money(request, council, [seller.organisation_id])
    row = compliance.get_row(by=request.actor, authority_id=council, money=money, on=clock.today())
    listed = papers.list_listings(by=request.actor, authority_id=council, provider=row.provider)
    looked = papers.list_checks(by=request.actor, authority_id=council, provider=row.provider)
    context = {
        "line": presenters.present(row=row),
        "listings": compliance_history.listings(rows=listed),
        "looks": compliance_history.looks(rows=looked),
        "may_look": papers.has_registration(provider=row.provider),
    }
    return render(request, "marketplace/compliance/detail.html", context)


@require_safe
@for_roles(*STAFF)
def compliance_own(request: Request) -> HttpResponse:
    """The same as a council reads, with ways to where it is put right."""
    own = organisation_id(request)
    if offers.find_own_provider(by=request.actor) is None:
        return render(request, "marketplace/compliance/own.html", {})
    councils = compliance.list_councils(organisation_id=own, on=clock.today())
    asked = read_references(values=request.GET.getlist("council"), most=1)
    council = next((one for one in councils if one.reference in asked), next(iter(councils), None))
    if council is None or (asked and council.reference not in asked):
        return render(request, "marketplace/compliance/own.html", {"councils": councils})
    row = compliance.get_own(
        by=request.actor,
        organisation_id=own,
        authority_id=council.pk,
        money=_money(request, council.pk, [own]),
        on=clock.today(),
    )
    context = {
        "council": council,
        "councils": councils,
        "line": presenters.present(row=row, roles=request.actor.roles),
        "insurances": compliance_history.insurances(
            rows=papers.list_insurances(by=request.actor, organisation_id=own)
        ),
        "may_record": not SELLERS.isdisjoint(request.actor.roles),
    }
    return render(request, "marketplace/compliance/own.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*COMMISSIONERS)
def compliance_policy(request: Request) -> HttpResponse:
    council, today = organisation_id(request), clock.today()
    numbers = compliance.get_numbers(authority_id=council, on=today)
    form = NumbersForm(sent(request), numbers=numbers, today=today)
    if request.method == "POST" and form.is_valid():
        try:
            operations.ask(
                by=request.actor,
                authority_id=council,
                starts_on=form.cleaned_data["starts_on"],
                numbers=form.numbers(),
                at=clock.now(),
                on=today,
            )
        except operations.ReachesBack:
            form.add_error("starts_on", "Choose today or a later day: past days keep their numbers")
        else:
            messages.success(request, "The numbers are published.")
            return redirect("marketplace:compliance-board")
    versions = papers.list_policies(by=request.actor, authority_id=council)
    context = {"form": form, "versions": compliance_history.policies(rows=versions)}
    return render(request, "marketplace/compliance/policy.html", context)


def _board(request: Request, form: BoardFilter) -> list[Row]:
    """Every provider the words fit, as the council of the actor sees it."""
    council = organisation_id(request)
    money = _money(request, council, compliance.list_organisations(text=form.text))
    return compliance.list_board(
        by=request.actor, authority_id=council, money=money, on=clock.today()
    )


def _money(request: Request, council: int, providers: Sequence[int]) -> Money:
    return funding.provider_figures(
        by=request.actor, authority_id=council, providers=providers, on=clock.today()
    )
