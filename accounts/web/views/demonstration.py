"""One click to become an invented person, on a demonstration site and nowhere else."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from accounts.queries import demonstration
from accounts.web import destination
from accounts.web.access import public
from accounts.web.acting import Request
from accounts.web.second_factor import DEMONSTRATION_SESSION


@require_POST
@public
def demonstration_sign_in(request: Request) -> HttpResponse:
    """Sign in as the demonstration person with the posted code."""
    user = demonstration.find_person(role=request.POST.get("role", ""))
    if not settings.DEMONSTRATION or user is None:
        raise Http404
    request.session.flush()
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session[DEMONSTRATION_SESSION] = True
    UserSession.objects.create_from_request(request)
    return HttpResponseRedirect(destination.page_after(request, default="/"))
