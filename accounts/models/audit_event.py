"""An audit event: who looked at or changed what, for whom, and when; never changed or deleted."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from accounts.enums import Channel
from accounts.fields import one_of
from accounts.models.organisation import Organisation
from accounts.models.person import Person


class AuditEvent(models.Model):
    """One thing somebody did; `details` holds ids and codes only, never names or words.

    Written with every operation, so it has the indexes it is read by and no others, and no foreign
    keys in the database: it tells of the past by ids, and each key would have every operation of a
    council lock the council's one row, the person's and the user's.
    """

    at = models.DateTimeField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    job = models.CharField(max_length=100, blank=True)
    channel = models.CharField(max_length=10)
    action = models.CharField(max_length=60)
    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    subject = models.CharField(max_length=100, blank=True)
    details = models.JSONField(default=dict, blank=True)

    class Meta:
        """Read by person, newest first; either a user did it or a job."""

        ordering = ["-at", "-pk"]
        constraints = [
            one_of(column="channel", codes=Channel, name="accounts_audit_channel"),
            models.CheckConstraint(
                condition=models.Q(user__isnull=False, job="")
                | models.Q(user__isnull=True) & ~models.Q(job=""),
                name="accounts_audit_user_or_job",
            ),
        ]
        indexes = [models.Index(fields=["person", "-at"], name="accounts_audit_by_person")]

    def __str__(self) -> str:
        return f"{self.action} {self.pk}"
