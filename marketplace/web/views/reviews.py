"""Reading reviews, writing one, asking for another moderator, and answering as the provider."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.enums import Role, Scope
from accounts.web import clock
from accounts.web.access import for_person, for_roles, public
from accounts.web.acting import Request
from marketplace import funding
from marketplace.operations import moderation as moderation_operations
from marketplace.operations import reviews as review_operations
from marketplace.queries import offers, reviews
from marketplace.rules.reviews import AnsweredBefore
from marketplace.rules.states import NotInThisState
from marketplace.web.forms.review import AnswerForm, AppealForm, ReviewForm
from marketplace.web.organisation import organisation_id
from marketplace.web.person import person_id
from marketplace.web.presenters import review as review_words
from marketplace.web.sending import sent

PER_PAGE = 20
SELLERS = (Role.PROVIDER_OWNER, Role.PROVIDER_MANAGER)


@require_safe
@public
def review_list(request: Request, provider: UUID) -> HttpResponse:
    seller = offers.get_provider(provider=provider)
    page = Paginator(reviews.list_shown(provider=seller), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "provider": seller,
        "summary": review_words.summary(given=reviews.read_given(provider=seller)),
        "reviews": review_words.present_list(versions=page.object_list),
        "page": page,
    }
    return render(request, "marketplace/review/list.html", context)


@require_safe
@for_person(Scope.ORDER)
def review_own(request: Request) -> HttpResponse:
    rows = reviews.list_own(by=request.actor, person_id=person_id(request))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {"reviews": review_words.present_list(versions=page.object_list), "page": page}
    return render(request, "marketplace/review/own.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_person(Scope.ORDER)
def review_edit(request: Request, provider: UUID) -> HttpResponse:
    own = reviews.get_own(by=request.actor, person_id=person_id(request), provider=provider)
    page = review_words.present_own(
        own=own,
        works_there=own.provider.organisation_id in request.actor.works_for,
        approved_on=funding.first_approved_on(
            person_id=person_id(request), payee_id=own.provider.organisation_id
        ),
    )
    form = ReviewForm(sent(request) if page.may_write else None, own=own)
    if request.method == "POST" and page.may_write and form.is_valid():
        try:
            review_operations.write(
                by=request.actor,
                person_id=person_id(request),
                provider=provider,
                said=form.said(),
                at=clock.now(),
            )
            messages.success(request, "Thank you. Your review is saved.")
        except NotInThisState:
            messages.info(request, "Your review was hidden meanwhile. It stays as it was.")
        return redirect("marketplace:review-edit", provider=provider)
    return render(request, "marketplace/review/edit.html", {"form": form, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@for_person(Scope.ORDER)
def review_appeal(request: Request, review: UUID) -> HttpResponse:
    row = reviews.get_own_hidden(by=request.actor, review=review)
    form = AppealForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            moderation_operations.appeal(
                by=request.actor, review=review, words=form.cleaned_data["words"], at=clock.now()
            )
            messages.success(request, "Another moderator reads your review and what you said.")
        except NotInThisState:
            messages.info(request, "There is nothing to ask for now.")
        return redirect("marketplace:review-edit", provider=row.provider.reference)
    return render(request, "marketplace/review/appeal.html", {"form": form, "review": row})


@require_safe
@for_roles(*SELLERS, Role.PROVIDER_FINANCE)
def review_received(request: Request) -> HttpResponse:
    rows = reviews.list_received(by=request.actor, organisation_id=organisation_id(request))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    seller = offers.find_own_provider(by=request.actor)
    context = {
        "reviews": review_words.present_list(versions=page.object_list),
        "summary": review_words.summary(given=reviews.read_given(provider=seller))
        if seller
        else "",
        "page": page,
        "may_answer": not request.actor.roles.isdisjoint(SELLERS),
    }
    return render(request, "marketplace/review/received.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*SELLERS)
def review_answer(request: Request, review: UUID) -> HttpResponse:
    row = reviews.get_received(by=request.actor, review=review)
    words = review_words.present(version=row)
    form = AnswerForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            review_operations.answer(
                by=request.actor, review=review, words=form.cleaned_data["words"], at=clock.now()
            )
            messages.success(request, "Everybody can read your answer under the review.")
        except AnsweredBefore:
            messages.info(request, "This review was answered already. An answer never changes.")
        except NotInThisState:
            messages.info(request, "This review was hidden meanwhile.")
        return redirect("marketplace:review-received")
    return render(request, "marketplace/review/answer.html", {"form": form, "review": words})
