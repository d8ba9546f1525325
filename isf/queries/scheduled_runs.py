"""What ran for a council, and when it last did."""

from dataclasses import dataclass

from django.db.models import Max

from accounts.permissions import Actor
from isf.models import ScheduledRun
from isf.permissions import RUN_ROLES, check_authority
from isf.rules.timetable import EVERY, Job


@dataclass(frozen=True, slots=True, kw_only=True)
class LastRun:
    """A piece of the day's work, and the last time it was run; none where it never was."""

    job: Job
    run: ScheduledRun | None


def list_last(*, by: Actor) -> list[LastRun]:
    """The last run of each piece of work for the actor's council, in the order of the day.

    Errors: `NotAllowed`. Source: `mission.md` (jobs show their progress).
    """
    authority_id = by.organisation_id or 0
    check_authority(by=by, authority_id=authority_id, roles=RUN_ROLES)
    runs = ScheduledRun.objects.filter(authority_id=authority_id)
    last = runs.order_by().values("job").annotate(last=Max("id")).values_list("last", flat=True)
    found = {run.job: run for run in ScheduledRun.objects.filter(pk__in=list(last))}
    return [LastRun(job=job, run=found.get(job.command)) for job in EVERY]
