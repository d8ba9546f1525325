"""Pages that say what the site is."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.queries import demonstration
from accounts.web.access import public
from accounts.web.acting import Request
from marketplace.web.presenters import home as home_words


@require_safe
@public
def home(request: Request) -> HttpResponse:
    users = demonstration.list_people() if settings.DEMONSTRATION else ()
    people = home_words.present_people(users=users)
    return render(request, "marketplace/home.html", {"people": people})


@require_safe
@public
def page_about(request: Request) -> HttpResponse:
    return render(request, "marketplace/page/about.html")


@require_safe
@public
def page_accessibility(request: Request) -> HttpResponse:
    return render(request, "marketplace/page/accessibility.html")


@require_safe
@public
def page_contact(request: Request) -> HttpResponse:
    """Whom to ask, in the operator's words, and what to do when."""
    paragraphs = [line.strip() for line in settings.CONTACT_TEXT.splitlines() if line.strip()]
    return render(request, "marketplace/page/contact.html", {"paragraphs": paragraphs})


@require_safe
@public
def page_privacy(request: Request) -> HttpResponse:
    return render(request, "marketplace/page/privacy.html")
