"""Everything a day asks of the books, in its order; run it again and nothing is done twice."""

import io
import logging
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandError, CommandParser

from accounts.enums import OrganisationKind
from accounts.models import Organisation
from isf.enums import RunState
from isf.management.runs import MoneyCommand, counted
from isf.operations import scheduled_runs
from isf.rules import timetable
from isf.rules.timetable import Job

logger = logging.getLogger(__name__)
BAD = (RunState.REFUSED, RunState.FAILED)


class Command(MoneyCommand):
    """`manage.py run_day [--on DATE] [--close-months-after DAYS] [--dry-run]`."""

    help = "Runs all work of a day for every council. Safe to run again, or after it was killed."

    def add_arguments(self, parser: CommandParser) -> None:
        """When months are closed, beside the words every run takes."""
        super().add_arguments(parser)
        parser.add_argument(
            "--close-months-after",
            type=int,
            default=None,
            metavar="DAYS",
            help="close the last month so many days after its end; without it nobody closes one",
        )

    def handle(self, *_: Any, **options: Any) -> None:
        """Run council by council; what fails for one holds up nothing else."""
        on, only = self.day(options), self.authority_id(options)
        after_days = options["close_months_after"]
        if after_days is not None and after_days < 1:
            raise CommandError("--close-months-after takes a number of days from 1.")
        councils = Organisation.objects.filter(kind=OrganisationKind.AUTHORITY).order_by("id")
        councils = councils if only is None else councils.filter(pk=only)
        bad = [
            f"{council.name}: {job.command}"
            for council in councils
            for job, state in self.council(council=council, on=on, options=options)
            if state in BAD
        ]
        if not councils:
            self.stdout.write("There is no council yet: manage.py add_organisation makes one.")
        self.refused = len(bad)
        if bad:
            self.stdout.write(f"{counted(len(bad), 'piece')} of work to look at: {'; '.join(bad)}.")
        self.leave()

    def council(
        self, *, council: Organisation, on: date, options: dict[str, Any]
    ) -> Iterator[tuple[Job, RunState]]:
        """Run the day of one council, and say what became of each piece of it."""
        work = list(self.work(on=on, after_days=options["close_months_after"]))
        for place, (job, words) in enumerate(work, start=1):
            self.stdout.write(f"{council.name} [{place}/{len(work)}] {job.command}")
            if options["dry_run"]:
                state, said = self.call(job, *words, council=council, on=on, dry=True)
            else:
                run = scheduled_runs.begin(
                    authority_id=council.pk, job=job.command, on=on, at=self.now()
                )
                state, said = self.call(job, *words, council=council, on=on, dry=False)
                scheduled_runs.end(run_id=run.pk, state=state, said=said, at=self.now())
            for line in said.splitlines():
                self.stdout.write(f"    {line}")
            yield job, state

    def work(self, *, on: date, after_days: int | None) -> Iterator[tuple[Job, tuple[str, ...]]]:
        """The pieces of the day, each with the words its command takes first."""
        for job in timetable.DAY:
            yield job, ()
        month = None
        if after_days is not None:
            month = timetable.month_to_close(on=on, after_days=after_days)
        if month is not None:
            yield timetable.CLOSE_MONTH, (f"{month:%Y-%m}",)
        for job in timetable.AFTER:
            yield job, ()

    def call(
        self, job: Job, *words: str, council: Organisation, on: date, dry: bool
    ) -> tuple[RunState, str]:
        """Run one command; how it ended, and what it said."""
        out = io.StringIO()
        where = {"on": on.isoformat(), "authority": str(council.reference), "dry_run": dry}
        try:
            call_command(job.command, *words, **where, stdout=out, stderr=out)
        except SystemExit:
            return RunState.REFUSED, out.getvalue()
        except CommandError as refusal:
            return RunState.FAILED, f"{out.getvalue()}{refusal}"
        except Exception as fault:
            # One piece of work that breaks must not hold up the others.
            logger.exception("The command %s broke off.", job.command)
            return RunState.FAILED, f"{out.getvalue()}It broke off: {type(fault).__name__}."
        return RunState.DONE, out.getvalue()
