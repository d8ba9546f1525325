"""A commissioner reads reviews by people of their council, hides one, decides about an appeal."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.web import clock
from accounts.web.access import for_roles
from accounts.web.acting import Request
from marketplace.operations import moderation as moderation_operations
from marketplace.permissions import MODERATORS
from marketplace.queries import reviews
from marketplace.rules.reviews import SameModerator
from marketplace.rules.states import NotInThisState
from marketplace.web.forms.review import DecideForm, HideForm
from marketplace.web.organisation import organisation_id
from marketplace.web.presenters import moderation as moderation_words
from marketplace.web.presenters import review as review_words
from marketplace.web.sending import sent

PER_PAGE = 20
MEANWHILE = "Somebody else decided about this review meanwhile."


@require_safe
@for_roles(*MODERATORS)
def moderation_list(request: Request) -> HttpResponse:
    tab = moderation_words.read_tab(text=request.GET.get("show", ""))
    rows = reviews.list_moderated(
        by=request.actor, authority_id=organisation_id(request), tab=tab.key
    )
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "rows": tuple(
            review_words.present_moderated(version=row, user_id=request.actor.user_id)
            for row in page.object_list
        ),
        "page": page,
        "tab": tab,
        "tabs": moderation_words.TABS,
    }
    return render(request, "marketplace/moderation/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*MODERATORS)
def moderation_hide(request: Request, review: UUID) -> HttpResponse:
    row = reviews.get_moderated(by=request.actor, review=review)
    words = review_words.present_moderated(version=row, user_id=request.actor.user_id)
    form = HideForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            moderation_operations.hide(
                by=request.actor, review=review, at=clock.now(), **form.cleaned_data
            )
            messages.success(request, "The review is hidden. Its author reads why.")
        except NotInThisState:
            messages.info(request, MEANWHILE)
        return redirect("marketplace:moderation-list")
    return render(request, "marketplace/moderation/hide.html", {"form": form, "row": words})


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*MODERATORS)
def moderation_decide(request: Request, review: UUID) -> HttpResponse:
    row = reviews.get_moderated(by=request.actor, review=review)
    words = review_words.present_moderated(version=row, user_id=request.actor.user_id)
    form = DecideForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            moderation_operations.decide(
                by=request.actor, review=review, at=clock.now(), **form.cleaned_data
            )
            messages.success(request, "You decided about the review. Its author reads what.")
        except SameModerator:
            messages.error(request, "You hid this review, so another moderator decides.")
        except NotInThisState:
            messages.info(request, MEANWHILE)
        return redirect("marketplace:moderation-list")
    return render(request, "marketplace/moderation/decide.html", {"form": form, "row": words})
