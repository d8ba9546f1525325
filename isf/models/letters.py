"""How a person is told, once, of a statement or of money to be taken back; with its log."""

import uuid

from django.db import models

from accounts.enums import LettersBy
from isf.enums import LetterState


class Letter(models.Model):
    """What tells one person of one statement or recovery; there is never a second for the same."""

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    statement = models.OneToOneField(
        "isf.IssuedStatement", models.PROTECT, related_name="letter", null=True
    )
    recovery = models.OneToOneField(
        "isf.Recovery", models.PROTECT, related_name="letter", null=True
    )
    way = models.CharField(max_length=8, choices=[(way, way) for way in LettersBy])
    state = models.CharField(
        max_length=8, choices=[(s, s) for s in LetterState], default=LetterState.WAITING
    )
    code = models.CharField(max_length=16, unique=True)
    tries = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(
                    way=LettersBy.EMAIL, state__in=["WAITING", "SENDING", "SENT", "FAILED"]
                )
                | models.Q(way=LettersBy.POST, state__in=["WAITING", "POSTED"]),
                name="a_letter_goes_one_way",
            ),
            models.CheckConstraint(
                condition=models.Q(statement__isnull=True) ^ models.Q(recovery__isnull=True),
                name="a_letter_is_about_one_thing",
            ),
        )
        indexes = (models.Index(fields=["state", "way"], name="letter_by_state"),)


class LetterEvent(models.Model):
    """One line of a letter's log: what became of it, when, and the kind of trouble."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="events")
    at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=[(s, s) for s in LetterState])
    problem = models.CharField(max_length=64, default="", blank=True)
    user_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("letter_id", "id")
