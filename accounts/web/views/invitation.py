"""Opening the link of an invitation, and saying yes."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Invitation
from accounts.operations import acceptance, representatives
from accounts.queries import invitations
from accounts.rules.invitations import State
from accounts.web import acting, clock
from accounts.web.access import public, signed_in
from accounts.web.acting import Request
from accounts.web.presenters import invitations as presenters


@require_safe
@never_cache
@public
def invitation_detail(request: Request, token: str) -> HttpResponse:
    """What is offered, but only to somebody who has shown the address is theirs."""
    invitation = invitations.get_by_token(token=token)
    if invitations.state_of(invitation=invitation, at=clock.now()) is not State.OPEN:
        return _problem(request, "unusable")
    if request.actor.user_id is None:
        return render(request, "accounts/invitation/detail.html", {"path": request.path})
    if not invitations.is_addressed_to(invitation=invitation, user_id=request.actor.user_id):
        return _problem(request, "address")
    offered = presenters.offered(invitation=invitation, token=token)
    return render(request, "accounts/invitation/detail.html", {"offered": offered})


@require_POST
@signed_in
def invitation_accept(request: Request, token: str) -> HttpResponse:
    """Say yes, once; the next page acts for whoever it is about."""
    try:
        invitation = acceptance.accept(
            by=request.actor, token=token, at=clock.now(), on=clock.today()
        )
    except acceptance.Unusable:
        return _problem(request, "unusable")
    except acceptance.OtherAddress:
        return _problem(request, "address")
    except (acceptance.HasARecord, representatives.ActsForThemself):
        return _problem(request, "joined")
    acting.refresh(request)
    acting.switch(request, key=_hat_of(invitation))
    messages.success(request, "You accepted the invitation.")
    return redirect("accounts:acting-list")


def _hat_of(invitation: Invitation) -> str:
    if invitation.organisation is not None:
        return f"organisation:{invitation.organisation.reference}"
    assert invitation.person is not None
    return f"person:{invitation.person.reference}" if invitation.basis else "self"


def _problem(request: Request, problem: str) -> HttpResponse:
    return render(
        request,
        "accounts/invitation/_problem.html",
        {"problem": problem},
        status=HTTPStatus.GONE if problem == "unusable" else HTTPStatus.CONFLICT,
    )
