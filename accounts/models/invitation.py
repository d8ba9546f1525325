"""An invitation: a single-use secret sent to one e-mail address; only its hash is kept."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.enums import Basis, InvitationKind, Role
from accounts.fields import one_of
from accounts.models.organisation import Organisation
from accounts.models.person import Person

_OFFERS = (
    Q(kind="MEMBERSHIP", organisation__isnull=False, person__isnull=True, basis="") & ~Q(role="")
    | Q(kind="REPRESENTATION", organisation__isnull=True, person__isnull=False, role="")
    & ~Q(basis="")
    | Q(kind="CLAIM", organisation__isnull=True, person__isnull=False, role="", basis="")
)


class Invitation(models.Model):
    """What is offered to whoever reads mail at an address, until when, and whether it was taken.

    `sent_at`: when the mail server took the letter; until then nobody has the link.
    """

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    kind = models.CharField(max_length=20)
    email = models.EmailField(max_length=254)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="invitations"
    )
    role = models.CharField(max_length=30, blank=True)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="invitations"
    )
    basis = models.CharField(max_length=30, blank=True)
    scopes = models.JSONField(default=list, blank=True)
    evidence = models.TextField(max_length=1000, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Each kind offers exactly its own things; nothing is both accepted and withdrawn."""

        ordering = ["-created_at", "-pk"]
        constraints = [
            one_of(column="kind", codes=InvitationKind, name="accounts_invitation_kind"),
            one_of(column="role", codes=["", *Role], name="accounts_invitation_role"),
            one_of(column="basis", codes=["", *Basis], name="accounts_invitation_basis"),
            models.CheckConstraint(condition=_OFFERS, name="accounts_invitation_offers_one_thing"),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="accounts_invitation_accepted_or_withdrawn",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="accounts_invitation_accepted_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
