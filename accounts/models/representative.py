"""A representative: one user may act for one person, on a stated basis, within stated scopes."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from accounts.enums import Basis
from accounts.fields import one_of
from accounts.models.person import Person
from accounts.models.spans import Span, SpanQuerySet


class Representative(Span):
    """A power to act for a person; `scopes` is a list of scope codes."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="representatives")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="represents"
    )
    basis = models.CharField(max_length=30)
    scopes = models.JSONField(default=list)
    evidence = models.TextField(max_length=1000, blank=True)
    admitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = SpanQuerySet["Representative"].as_manager()

    class Meta(Span.Meta):
        """One open power of a kind for the same two people."""

        abstract = False
        constraints = [
            *Span.Meta.constraints,
            one_of(column="basis", codes=Basis, name="accounts_representative_basis"),
            models.UniqueConstraint(
                fields=["person", "user", "basis"],
                condition=models.Q(ends_on__isnull=True, ended_at__isnull=True),
                name="accounts_representative_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.basis} {self.pk}"
