"""The work of a day, as it was run for a council; a record for people, not part of the books."""

from django.db import models

from isf.enums import RunState


class ScheduledRun(models.Model):
    """One command of a day's work for one council, and the last lines it said."""

    authority = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, related_name="+", db_index=False
    )
    job = models.CharField(max_length=40)
    on = models.DateField()
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=11, choices=[(s, s) for s in RunState])
    said = models.TextField(default="", blank=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state=RunState.RUNNING, ended_at__isnull=True)
                | (~models.Q(state=RunState.RUNNING) & models.Q(ended_at__isnull=False)),
                name="a_run_that_ended_says_when",
            ),
        )
        indexes = (models.Index(fields=["authority", "job", "-id"], name="runs_of_a_council"),)

    def __str__(self) -> str:
        return f"{self.job} {self.on}"
