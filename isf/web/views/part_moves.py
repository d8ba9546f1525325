"""Moving a part of a budget from one fund of a person to another, in two steps."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.operations import audit
from accounts.web import clock
from accounts.web.access import signed_in
from accounts.web.acting import Request
from isf.models import PartMove
from isf.operations import part_moves
from isf.operations.part_moves import Tried
from isf.operations.posting import InsufficientFunds
from isf.permissions import BUDGET_ROLES, check_authority
from isf.queries import budgets
from isf.queries import part_moves as reads
from isf.web.forms.part_moves import PartMoveForm
from isf.web.presenters import part_moves as presenters
from isf.web.presenters import refusals

SENT_AGAIN = "csrfmiddlewaretoken", "confirmed"


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def part_move_create(request: Request, reference: UUID) -> HttpResponse:
    """Move a part of a budget: what it would mean is shown before anything moves."""
    by, on = request.actor, clock.today()
    budget = budgets.find(by=by, reference=reference)
    check_authority(by=by, authority_id=budget.authority_id, roles=BUDGET_ROLES)
    places = reads.stand(budget=budget, on=on).places
    form = PartMoveForm(
        request.POST or None, places=places, initial={"token": uuid4(), "starts_on": on}
    )
    if request.method == "POST":
        done = _move(request, form) if form.is_valid() else None
        if isinstance(done, PartMove):
            messages.success(request, "It was moved. Both funds show it now.")
            return redirect("isf:budget-detail", reference=reference)
        if done is not None:
            check = presenters.check(
                tried=done,
                wish=form.wish(),
                source=form.cleaned_data["source"],
                sent=[(n, str(v)) for n, v in request.POST.items() if n not in SENT_AGAIN],
            )
            context = {"check": check, "budget": budget}
            return render(request, "isf/part_move/_check.html", context)
    else:
        audit.viewed(
            by=by,
            person_id=budget.person_id,
            what="BUDGET",
            at=clock.now(),
            subject=f"budget:{reference}",
        )
    context = {"form": form, "budget": budget, "is_possible": len(places) > 1}
    return render(request, "isf/part_move/create.html", context)


def _move(request: Request, form: PartMoveForm) -> PartMove | Tried | None:
    step = part_moves.move if form.cleaned_data["confirmed"] else part_moves.try_out
    try:
        return step(
            fund_id=form.fund_id(),
            wish=form.wish(),
            by=request.actor,
            at=clock.now(),
            on=clock.today(),
        )
    except InsufficientFunds as refusal:
        form.add_error("pence", presenters.too_much(refusal=refusal, wish=form.wish()))
    except refusals.KNOWN as refusal:
        form.add_error(None, str(refusals.words(refusal)))
    return None
