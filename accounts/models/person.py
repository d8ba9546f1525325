"""A person who draws on support, as their council knows them; they need not be able to sign in."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from accounts.enums import LettersBy
from accounts.fields import one_of
from accounts.models.organisation import Organisation


class Person(models.Model):
    """The record one council keeps of one person."""

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="people")
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="person",
    )
    full_name = models.CharField(max_length=200)
    known_as = models.CharField(max_length=100, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    address = models.TextField(max_length=500, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    born_on = models.DateField(null=True, blank=True)
    died_on = models.DateField(null=True, blank=True)
    letters_by = models.CharField(max_length=10, default=LettersBy.POST.value)

    class Meta:
        """Ordered by name; letters go one of two ways."""

        ordering = ["full_name", "pk"]
        verbose_name_plural = "people"
        constraints = [
            one_of(column="letters_by", codes=LettersBy, name="accounts_person_letters_by"),
            models.CheckConstraint(
                condition=~models.Q(letters_by=LettersBy.EMAIL.value) | ~models.Q(email=""),
                name="accounts_person_email_for_letters",
            ),
        ]
        indexes = [
            models.Index(fields=["authority", "full_name"], name="accounts_person_by_name"),
        ]

    def __str__(self) -> str:
        return self.full_name
