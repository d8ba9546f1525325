"""A provider: an organisation that sells support, as the public sees it."""

from __future__ import annotations

import uuid

from django.db import models

from accounts.models import Organisation
from marketplace.rules.standing import NO_STANDING


class Provider(models.Model):
    """What a provider says about itself, and how it is reached."""

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.OneToOneField(
        Organisation, on_delete=models.PROTECT, related_name="provider"
    )
    about = models.TextField(max_length=4000, blank=True)
    regulator_number = models.CharField(max_length=20, blank=True)
    company_number = models.CharField(max_length=20, blank=True)
    charity_number = models.CharField(max_length=20, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    # Of the reviews shown, counted again with each change; `standing` is what search sorts by.
    reviews = models.PositiveIntegerField(default=0, editable=False)
    service_stars = models.PositiveIntegerField(default=0, editable=False)
    value_stars = models.PositiveIntegerField(default=0, editable=False)
    standing = models.BigIntegerField(default=NO_STANDING, editable=False)

    class Meta:
        """By name of the organisation."""

        ordering = ["organisation__name", "pk"]

    def __str__(self) -> str:
        return f"Provider {self.pk}"
