"""A provider records its visits: many as planned, or one as it really was."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.enums import Role
from accounts.operations import audit
from accounts.web import clock
from accounts.web.access import for_roles
from accounts.web.acting import Request
from marketplace import funding
from marketplace.enums import Unit
from marketplace.operations import deliveries
from marketplace.queries import order_content, visits
from marketplace.rules.deliveries import InTheFuture, NotPlanned, check_day
from marketplace.rules.states import NotInThisState
from marketplace.web.forms.dates import read_day, read_visits, read_week
from marketplace.web.forms.visit import VisitForm, first_answers
from marketplace.web.organisation import organisation_id
from marketplace.web.presenters import visit as visit_words
from marketplace.web.presenters import visits as week_words
from marketplace.web.sending import sent

SELLERS = (Role.PROVIDER_OWNER, Role.PROVIDER_MANAGER)


@require_safe
@for_roles(*SELLERS)
def visit_list(request: Request) -> HttpResponse:
    on = clock.today()
    monday = read_week(text=request.GET.get("week", ""), on=on)
    by, own_id = request.actor, organisation_id(request)
    running = visits.list_running(by=by, organisation_id=own_id, monday=monday, on=on)
    week = visits.list_week(
        by=by,
        organisation_id=own_id,
        running=running,
        last_days=funding.list_last_days(orders=[order.reference for order in running]),
        monday=monday,
        on=on,
    )
    audit.listed(
        by=request.actor,
        person_ids=[item.order.person_id for item in week.due],
        what="VISITS",
        at=clock.now(),
    )
    words = week_words.present(week=week, on=on)
    return render(request, "marketplace/visit/list.html", {"week": words})


@require_POST
@for_roles(*SELLERS)
def visit_confirm(request: Request) -> HttpResponse:
    on = clock.today()
    ticked = read_visits(keys=request.POST.getlist("visit"))
    monday = read_week(text=request.POST.get("week", ""), on=on)
    try:
        count = deliveries.record_as_planned(by=request.actor, visits=ticked, at=clock.now(), on=on)
    except (InTheFuture, NotPlanned, NotInThisState):
        messages.error(request, "One of these visits is not planned any more. None was recorded.")
    else:
        report = messages.success if count else messages.info
        report(request, week_words.counted(count=count))
    return redirect(f"{reverse('marketplace:visit-list')}?week={monday.isoformat()}")


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*SELLERS)
def visit_record(request: Request, line: UUID, day: str) -> HttpResponse:
    on, on_day = clock.today(), read_day(text=day)
    row = visits.get_line(by=request.actor, line=line)
    pattern = order_content.read_pattern(line=row, order=row.order)
    try:
        check_day(pattern=pattern, day=on_day, today=on)
    except (InTheFuture, NotPlanned) as unknown:
        raise Http404 from unknown
    before = visits.find_delivery(line=row, day=on_day)
    form = VisitForm(
        sent(request),
        pattern=pattern,
        unit=Unit(row.order.offer_version.unit),
        initial=first_answers(pattern=pattern, before=before),
    )
    if request.method == "POST" and form.is_valid():
        _record(request, form, line, on_day)
        return redirect(week_words.week_href(day=on_day))
    audit.viewed(
        by=request.actor,
        person_id=row.order.person_id,
        what="VISIT",
        at=clock.now(),
        subject=f"order:{row.order.reference}",
    )
    words = visit_words.present(line=row, day=on_day, before=before)
    return render(request, "marketplace/visit/record.html", {"form": form, "visit": words})


def _record(request: Request, form: VisitForm, line: UUID, day: date) -> None:
    try:
        deliveries.record_outcome(
            by=request.actor,
            line=line,
            day=day,
            outcome=form.said(),
            at=clock.now(),
            on=clock.today(),
        )
        messages.success(request, "The visit was recorded.")
    except deliveries.AlreadyBilled:
        messages.error(request, "This visit is on an invoice, so its record cannot change.")
    except NotInThisState:
        messages.error(request, "Visits of this order are not recorded any more.")
