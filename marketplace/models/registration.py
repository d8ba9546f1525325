"""A provider's registration with the care regulator, and what councils found when they looked."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from accounts.fields import one_of
from accounts.models import Organisation
from marketplace.enums import RegistrationStatus, Regulator
from marketplace.models.provider import Provider
from marketplace.models.recorded import Recorded, RecordedQuerySet


class Registration(Recorded):
    """What the provider says: which regulator, which number; one record for each provider."""

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="registrations")
    regulator = models.CharField(max_length=20)
    # Empty where the provider says that it needs none for what it sells.
    registration_number = models.CharField(max_length=20, blank=True)

    objects = RecordedQuerySet["Registration"].as_manager()

    class Meta(Recorded.Meta):
        """Known regulators; each version of a provider's registration once."""

        abstract = False
        constraints = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(
                fields=["provider", "number"], name="marketplace_registration_once"
            ),
            one_of(column="regulator", codes=Regulator, name="marketplace_regulator"),
        ]

    def __str__(self) -> str:
        return f"Registration {self.reference} version {self.number}"


class RegistrationCheck(Recorded):
    """What a council found about exactly what the provider had said, on the day it looked."""

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="checks")
    authority = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=20)
    checked_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = RecordedQuerySet["RegistrationCheck"].as_manager()

    class Meta(Recorded.Meta):
        """Known findings; the registration ends on a day that can follow from the finding."""

        abstract = False
        constraints = [
            *Recorded.Meta.constraints,
            one_of(column="status", codes=RegistrationStatus, name="marketplace_check_status"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(status=RegistrationStatus.REGISTERED)
                | Q(status=RegistrationStatus.ENDED, ends_on__lte=F("checked_on")),
                name="marketplace_check_ends_on",
            ),
        ]

    def __str__(self) -> str:
        return f"Check {self.reference} version {self.number}"
