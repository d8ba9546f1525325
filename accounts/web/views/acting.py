"""For whom I act: choosing, and switching in one step."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from accounts.web import acting, destination
from accounts.web.access import signed_in
from accounts.web.acting import Request
from accounts.web.presenters import acting as presenters


@require_safe
@signed_in
def acting_list(request: Request) -> HttpResponse:
    """Every hat of the user, to choose one by pressing its button."""
    page = presenters.choices(acting=request.acting)
    return render(request, "accounts/acting/list.html", {"page": page})


@require_POST
@signed_in
def acting_switch(request: Request) -> HttpResponse:
    """Put another hat on; one the user does not have does not exist."""
    if not acting.switch(request, key=request.POST.get("hat", "")):
        raise Http404
    return HttpResponseRedirect(destination.page_after(request, default="/"))
