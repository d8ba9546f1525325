"""Writing down what ran, so that a council sees what its books wait for."""

from datetime import date, datetime

from django.db import transaction

from isf.enums import RunState
from isf.models import ScheduledRun

# Enough for a line about each thing that was refused; the rest is in the log of the run.
MOST_SAID = 4000


@transaction.atomic
def begin(*, authority_id: int, job: str, on: date, at: datetime) -> ScheduledRun:
    """Write down that a command begins; one of the same name that never ended was interrupted."""
    unfinished = ScheduledRun.objects.filter(
        authority_id=authority_id, job=job, state=RunState.RUNNING
    )
    unfinished.update(state=RunState.INTERRUPTED, ended_at=at)
    return ScheduledRun.objects.create(
        authority_id=authority_id, job=job, on=on, begun_at=at, state=RunState.RUNNING
    )


@transaction.atomic
def end(*, run_id: int, state: RunState, said: str, at: datetime) -> None:
    """Write down how a command ended, and the last it said. A run that ended stays as it is."""
    running = ScheduledRun.objects.filter(pk=run_id, state=RunState.RUNNING)
    running.update(state=state, ended_at=at, said=said[-MOST_SAID:])
