"""Letters to people: to print and post, failed, and the log of all."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.operations import audit
from accounts.web import clock
from accounts.web.access import for_roles
from accounts.web.acting import Request
from isf.gateways import paper
from isf.models import Letter
from isf.operations import letters as operations
from isf.permissions import ISSUING_ROLES, RUN_ROLES
from isf.queries import letters
from isf.web.forms.letters import PostedForm
from isf.web.presenters import letters as presenters
from isf.web.presenters import wording


@require_safe
@for_roles(*RUN_ROLES, *ISSUING_ROLES)
def letter_list(request: Request) -> HttpResponse:
    """What has to be printed, then every letter, the newest first."""
    by, state = request.actor, request.GET.get("state", "")
    state = state if state in presenters.STATES else ""
    to_print = list(letters.list_to_print(by=by)[: letters.PRINTED_AT_ONCE])
    page = letters.page_of(by=by, state=state, number=request.GET.get("page", "1"))
    shown = [*to_print, *page.object_list]
    _listed(request, shown)
    problems = letters.problems(letters=list(page.object_list))
    counts = letters.count_by_state(by=by)
    context = {
        "to_print": presenters.lines(letters=to_print, problems={}),
        "page": page,
        "lines": presenters.lines(letters=page.object_list, problems=problems),
        "states": [
            (code, label, counts.get(code, 0), code == state)
            for code, label in presenters.STATES.items()
        ],
        "state": state,
    }
    return render(request, "isf/letter/list.html", context)


@require_safe
@for_roles(*RUN_ROLES, *ISSUING_ROLES)
def letter_print(request: Request) -> HttpResponse:
    """One file with every letter that waits to be printed and has an address."""
    return _printed(request, letters.list_printable(by=request.actor), "letters")


@require_safe
@for_roles(*RUN_ROLES, *ISSUING_ROLES)
def letter_document(request: Request, reference: UUID) -> HttpResponse:
    """One letter to print, again if need be."""
    letter = letters.get_printable(by=request.actor, reference=reference)
    return _printed(request, [letter], f"letter-{letter.code}")


def _printed(request: Request, rows: Sequence[Letter], name: str) -> HttpResponse:
    if not rows:
        raise Http404
    _listed(request, rows)
    pdf = paper.letters(addressed=presenters.addressed(letters=rows), on=clock.today())
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}.pdf"'},
    )


def _listed(request: Request, rows: Sequence[Letter]) -> None:
    people = {letters.fund_of(letter=row).person_id for row in rows}
    audit.listed(by=request.actor, person_ids=people, what="STATEMENT_LETTER", at=clock.now())


@require_POST
@for_roles(*RUN_ROLES, *ISSUING_ROLES)
def letter_post(request: Request) -> HttpResponse:
    """The letters that were ticked are in the post."""
    form = PostedForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Tick the letters that were posted.")
        return redirect("isf:letter-list")
    marked = operations.mark_posted(
        references=form.cleaned_data["letter"], by=request.actor, at=clock.now()
    )
    messages.success(request, f"{wording.counted(marked, 'letter')} marked as posted.")
    return redirect("isf:letter-list")


@require_POST
@for_roles(*RUN_ROLES, *ISSUING_ROLES)
def letter_again(request: Request, reference: UUID) -> HttpResponse:
    """Try a message that failed once more."""
    try:
        sent = operations.send_again(reference=reference, by=request.actor, at=clock.now())
    except operations.LetterDone:
        messages.info(request, "This message did not need sending again.")
        return redirect("isf:letter-list")
    if sent:
        messages.success(request, "The message was sent.")
    else:
        messages.error(request, "The message failed again. You can print a letter instead.")
    return redirect("isf:letter-list")


@require_POST
@for_roles(*RUN_ROLES, *ISSUING_ROLES)
def letter_paper(request: Request, reference: UUID) -> HttpResponse:
    """Print a letter instead of a message that failed."""
    try:
        operations.put_on_paper(reference=reference, by=request.actor, at=clock.now())
    except operations.LetterDone:
        messages.info(request, "This letter needs no other way.")
    else:
        messages.success(request, "The letter waits to be printed.")
    return redirect("isf:letter-list")
