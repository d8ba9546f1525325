"""Invitations: offered to an address, taken up once by whoever proves to read mail there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts import permissions
from accounts.enums import Basis, InvitationKind, OrganisationKind, Role
from accounts.gateways import mail
from accounts.models import Invitation, Organisation, Person
from accounts.operations import audit, memberships, representatives
from accounts.operations.representatives import Power
from accounts.permissions import Actor, NotAllowed
from accounts.queries import invitations as reads
from accounts.rules import invitations as rules
from accounts.rules import roles, tokens

LinkTo = Callable[[str], str]
"""Makes the address of the page for a token."""


@dataclass(frozen=True)
class AlreadyClaimed(Exception):
    """The person of this record can sign in already."""

    person_id: int


@dataclass(frozen=True)
class NotOpen(Exception):
    """The invitation was taken up, taken back, or has run out."""

    invitation_id: int


@transaction.atomic
def invite_member(
    *, by: Actor, organisation_id: int, email: str, role: Role, link_to: LinkTo, at: datetime
) -> Invitation:
    """Offer a role in an organisation.

    Raises NotAllowed unless `by` manages the members there, RoleNotHere for another kind's role.
    """
    permissions.check_role(by=by, organisation_id=organisation_id, roles=roles.MANAGES_MEMBERS)
    organisation = Organisation.objects.get(pk=organisation_id)
    memberships.check_role_exists(role=role, kind=OrganisationKind(organisation.kind))
    return _send(
        by=by,
        at=at,
        link_to=link_to,
        offer=Invitation(
            kind=InvitationKind.MEMBERSHIP.value,
            email=email,
            organisation=organisation,
            role=role.value,
        ),
    )


@transaction.atomic
def invite_representative(
    *, by: Actor, person_id: int, email: str, power: Power, link_to: LinkTo, at: datetime
) -> Invitation:
    """Offer a power to act for a person; checked as `representatives.admit` checks it."""
    person = Person.objects.get(pk=person_id)
    representatives.check_admits(by=by, person=person, power=power)
    return _send(
        by=by,
        at=at,
        link_to=link_to,
        offer=Invitation(
            kind=InvitationKind.REPRESENTATION.value,
            email=email,
            person=person,
            basis=power.basis.value,
            scopes=sorted(scope.value for scope in power.scopes),
            evidence=power.evidence.strip(),
            ends_on=power.ends_on,
        ),
    )


@transaction.atomic
def invite_to_claim(
    *, by: Actor, person_id: int, email: str, link_to: LinkTo, at: datetime
) -> Invitation:
    """Offer a person the sign-in to their own record.

    Raises NotAllowed unless `by` keeps the record, AlreadyClaimed when somebody signs in to it.
    """
    person = Person.objects.get(pk=person_id)
    permissions.check_role(by=by, organisation_id=person.authority_id, roles=roles.KEEPS_RECORDS)
    if person.user_id is not None:
        raise AlreadyClaimed(person.pk)
    return _send(
        by=by,
        at=at,
        link_to=link_to,
        offer=Invitation(kind=InvitationKind.CLAIM.value, email=email, person=person),
    )


@transaction.atomic
def send_again(*, by: Actor, reference: UUID, link_to: LinkTo, at: datetime) -> Invitation:
    """Send an open invitation with a new link, which lasts as long as the first did.

    The link before works no more. Raises Invitation.DoesNotExist, NotAllowed unless `by` may offer
    this, NotOpen for one that was taken up, taken back, or has run out.
    """
    invitation = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("person")
        .get(reference=reference)
    )
    _check_offers(by=by, invitation=invitation)
    if reads.state_of(invitation=invitation, at=at) is not rules.State.OPEN:
        raise NotOpen(invitation.pk)
    token = tokens.new_token()
    invitation.token_hash = tokens.hash_of(token)
    invitation.expires_at = at + rules.LIFETIME
    invitation.sent_at = None
    invitation.save(update_fields=["token_hash", "expires_at", "sent_at"])
    _record(by=by, action="INVITATION_SENT_AGAIN", invitation=invitation, at=at)
    _post(invitation, link=link_to(token), at=at)
    return invitation


@transaction.atomic
def withdraw(*, by: Actor, reference: UUID, at: datetime) -> Invitation:
    """Take an open invitation back; one that was taken up or taken back stays as it is."""
    invitation = Invitation.objects.select_related("person").get(reference=reference)
    _check_offers(by=by, invitation=invitation)
    taken_back = Invitation.objects.filter(
        pk=invitation.pk, accepted_at__isnull=True, withdrawn_at__isnull=True
    ).update(withdrawn_at=at)
    if taken_back:
        _record(by=by, action="INVITATION_WITHDRAWN", invitation=invitation, at=at)
    return invitation


def _check_offers(*, by: Actor, invitation: Invitation) -> None:
    """Whoever may offer a thing may take the offer back."""
    if invitation.organisation_id is not None:
        permissions.check_role(
            by=by, organisation_id=invitation.organisation_id, roles=roles.MANAGES_MEMBERS
        )
        return
    person = invitation.person
    assert person is not None
    keeps_record = permissions.can_role(
        by=by, organisation_id=person.authority_id, roles=roles.KEEPS_RECORDS
    )
    if keeps_record:
        return
    if not invitation.basis or not representatives.can_admit(
        by=by, person=person, basis=Basis(invitation.basis)
    ):
        raise NotAllowed(rule="OFFERS", needed="whoever may offer it")


def _send(*, by: Actor, offer: Invitation, link_to: LinkTo, at: datetime) -> Invitation:
    """Keep the offer with the hash of a new token, and post the token once all is written."""
    token = tokens.new_token()
    offer.token_hash = tokens.hash_of(token)
    offer.email = offer.email.strip().lower()
    offer.invited_by_id = by.user_id
    offer.created_at = at
    offer.expires_at = at + rules.LIFETIME
    offer.save(force_insert=True)
    _record(by=by, action="INVITATION_SENT", invitation=offer, at=at)
    _post(offer, link=link_to(token), at=at)
    return offer


def _post(offer: Invitation, *, link: str, at: datetime) -> None:
    """Post the letter once all is written, and only then say that it was.

    A failure is logged and not raised. A function with a name, because Django's log asks for it.
    """
    token_hash = offer.token_hash

    def post() -> None:
        mail.send_invitation(email=offer.email, link=link)
        Invitation.objects.filter(pk=offer.pk, token_hash=token_hash).update(sent_at=at)
        offer.sent_at = at

    transaction.on_commit(post, robust=True)


def _record(*, by: Actor, action: str, invitation: Invitation, at: datetime) -> None:
    audit.record(
        by=by,
        action=action,
        at=at,
        person_id=invitation.person_id,
        organisation_id=invitation.organisation_id,
        subject=f"invitation:{invitation.reference}",
        details={"kind": invitation.kind, "role": invitation.role, "basis": invitation.basis},
    )
