"""The members of the organisation the actor works for."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Invitation, Membership
from accounts.operations import invitations, memberships
from accounts.queries import invitations as offers
from accounts.queries import memberships as members
from accounts.rules import roles
from accounts.web import clock
from accounts.web.access import for_roles, signed_in
from accounts.web.acting import Request
from accounts.web.forms.members import MemberForm
from accounts.web.letters import say_whether_sent
from accounts.web.links import invitation_link
from accounts.web.presenters import members as presenters


@require_safe
@for_roles(*roles.MANAGES_MEMBERS)
def member_list(request: Request) -> HttpResponse:
    """Everybody who works here, and who was asked to."""
    context = {
        "organisation": request.acting.hat,
        "members": presenters.members(
            memberships=members.list_members(by=request.actor, on=clock.today())
        ),
        "invited": presenters.invited(
            invitations=offers.list_open_of_organisation(by=request.actor, at=clock.now())
        ),
    }
    return render(request, "accounts/member/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*roles.MANAGES_MEMBERS)
def member_invite(request: Request) -> HttpResponse:
    """Invite somebody to a role here."""
    hat, organisation_id = request.acting.hat, request.actor.organisation_id
    assert hat is not None
    assert hat.kind is not None
    assert organisation_id is not None
    form = MemberForm(request.POST or None, kind=hat.kind)
    if request.method == "POST" and form.is_valid():
        invitation = invitations.invite_member(
            by=request.actor,
            organisation_id=organisation_id,
            email=form.cleaned_data["email"],
            role=form.chosen_role(),
            link_to=invitation_link(request),
            at=clock.now(),
        )
        say_whether_sent(request=request, invitation=invitation)
        return redirect("accounts:member-list")
    return render(request, "accounts/member/invite.html", {"form": form, "organisation": hat})


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*roles.MANAGES_MEMBERS)
def member_end(request: Request, key: int) -> HttpResponse:
    """Ask once, then end the role at once."""
    membership = members.get_member(by=request.actor, membership_id=key, on=clock.today())
    problem = ""
    if request.method == "POST":
        try:
            return _end(request, membership)
        except memberships.LastManager:
            problem = "Nobody else manages the members here. Invite somebody to that role first."
    context = {
        "member": presenters.member(membership=membership),
        "organisation": request.acting.hat,
        "problem": problem,
    }
    return render(request, "accounts/member/end.html", context)


def _end(request: Request, membership: Membership) -> HttpResponse:
    memberships.end(by=request.actor, membership_id=membership.pk, at=clock.now(), on=clock.today())
    messages.success(request, "They no longer have this role.")
    if membership.user_id == request.actor.user_id:
        return redirect("accounts:acting-list")
    return redirect("accounts:member-list")


@require_POST
@signed_in
def invitation_send(request: Request, reference: UUID) -> HttpResponse:
    """Send an open invitation again, for whoever may send one like it."""
    try:
        invitation = invitations.send_again(
            by=request.actor,
            reference=reference,
            link_to=invitation_link(request),
            at=clock.now(),
        )
    except invitations.NotOpen:
        messages.error(request, "This invitation was answered, taken back, or has run out.")
        return redirect("/")
    say_whether_sent(request=request, invitation=invitation)
    return _to_list(invitation)


@require_POST
@signed_in
def invitation_withdraw(request: Request, reference: UUID) -> HttpResponse:
    """Take an invitation back, for whoever may send one like it."""
    invitation = invitations.withdraw(by=request.actor, reference=reference, at=clock.now())
    messages.success(request, "The invitation was taken back.")
    return _to_list(invitation)


def _to_list(invitation: Invitation) -> HttpResponse:
    """Where those invited to the same thing are shown."""
    if invitation.person is None:
        return redirect("accounts:member-list")
    return redirect("accounts:representative-list", reference=invitation.person.reference)
