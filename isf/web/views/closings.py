"""Where the money of a fund goes when it closes."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.web import clock
from accounts.web.access import signed_in
from accounts.web.acting import Request
from isf.enums import ClosingPlace
from isf.operations import closing_places
from isf.operations.posting import KeyReused
from isf.permissions import check_chooses_place
from isf.queries import closings, funds
from isf.rules.closing import PlaceImpossible
from isf.rules.deaths import PersonDied
from isf.web.forms.closings import PlaceForm
from isf.web.presenters import closings as presenters
from isf.web.presenters import funds as fund_words
from isf.web.presenters import refusals


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def closing_place(request: Request, reference: UUID) -> HttpResponse:
    """Say where the money shall go."""
    by = request.actor
    fund = funds.get(by=by, reference=reference)
    check_chooses_place(by=by, fund=fund, place=ClosingPlace.MANAGED)
    targets = closings.list_targets(fund=fund)
    form = PlaceForm(
        request.POST or None,
        places=presenters.places(fund=fund, targets=targets, by=by),
        initial={"token": uuid4()},
    )
    if request.method == "POST" and form.is_valid():
        try:
            closing_places.choose(
                fund_id=fund.pk,
                place=form.chosen(),
                target=form.target(),
                reference=form.cleaned_data["token"],
                by=by,
                at=clock.now(),
            )
        except (PlaceImpossible, KeyReused, PersonDied) as refusal:
            form.add_error("place", str(refusals.words(refusal)))
        else:
            messages.success(request, "It is written down where the money goes.")
            return redirect("isf:fund-detail", reference=reference)
    context = {"form": form, "caption": fund_words.caption(fund=fund, by=by)}
    return render(request, "isf/closing/place.html", context)
