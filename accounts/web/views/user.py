"""Your own sign-in: name, address, second step, devices."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.operations import users
from accounts.web import clock
from accounts.web.access import signed_in
from accounts.web.acting import Request
from accounts.web.forms.users import NameForm


@require_safe
@signed_in
def user_detail(request: Request) -> HttpResponse:
    """What we know of whoever is signed in."""
    return render(request, "accounts/user/detail.html", {"user": request.acting.user})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def user_edit(request: Request) -> HttpResponse:
    """Change one's own name."""
    user = request.acting.user
    assert user is not None
    form = NameForm(request.POST or None, initial={"full_name": user.full_name})
    if request.method == "POST" and form.is_valid():
        users.rename(
            by=request.actor,
            user_id=user.pk,
            full_name=form.cleaned_data["full_name"],
            at=clock.now(),
        )
        messages.success(request, "Your name was changed.")
        return redirect("accounts:user-detail")
    return render(request, "accounts/user/edit.html", {"form": form})
