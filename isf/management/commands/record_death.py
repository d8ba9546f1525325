"""Record a death from a terminal, or correct it; the same record again is the first one."""

from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.core.management.base import CommandError, CommandParser

from accounts.models import Person
from accounts.permissions import system
from isf.management.runs import MoneyCommand, counted, pounds
from isf.operations import deaths
from isf.rules import deaths as rules

REFUSED = (rules.DeathToCome, rules.DeathRecorded, rules.DeathChanged, rules.ReasonMissing)


class Command(MoneyCommand):
    """`manage.py record_death PERSON --day DATE|none [--corrects NUMBER --reason WORDS]`."""

    help = "Records that a person died: their funds end on that day (ISF-LIF-2)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Who died, when, and what an earlier record of it got wrong."""
        super().add_arguments(parser)
        parser.add_argument("person", metavar="PERSON", help="the reference of the person")
        parser.add_argument("--day", required=True, metavar="DATE", help="the day, or “none”")
        parser.add_argument("--corrects", type=int, default=0, metavar="NUMBER")
        parser.add_argument("--reason", default="", metavar="WORDS", help="why it is corrected")

    def handle(self, *_: Any, **options: Any) -> None:
        """Record it, or show what it would do."""
        on, person = self.day(options), self.person(options["person"])
        day = self.died_on(options["day"])
        name = f"death:{options['corrects']}:{day}:{options['reason']}"
        said = deaths.Said(
            reference=uuid5(person.reference, name),
            day=day,
            seen=options["corrects"],
            reason=options["reason"],
        )
        try:
            done = deaths.record(
                person_id=person.pk,
                said=said,
                by=system("record_death"),
                at=self.now(),
                on=on,
                keep=not options["dry_run"],
            )
        except REFUSED as refusal:
            raise CommandError(str(refusal)) from refusal
        word = "would end" if options["dry_run"] else "ends"
        for row in (one.end for one in done.funds):
            self.stdout.write(
                f"{row.fund.reference} {word} on {row.ends_on or 'no day'}: "
                f"{pounds(row.difference_pence)} posted, {counted(row.orders_ended, 'order')} "
                f"ended, {pounds(row.freed_pence)} set free."
            )
        self.stdout.write(
            f"{counted(len(done.funds), 'fund')}, record {done.death.number}."
            + ("" if done.is_new else " It had been recorded before.")
        )

    def person(self, text: str) -> Person:
        """The person of a reference."""
        try:
            return Person.objects.get(reference=UUID(text))
        except (ValueError, Person.DoesNotExist) as error:
            raise CommandError(f"There is no person “{text}”.") from error

    def died_on(self, text: str) -> date | None:
        """A day as it is typed, or none."""
        try:
            return None if text == "none" else date.fromisoformat(text)
        except ValueError as error:
            raise CommandError(f"A day is written as 2026-04-30, not “{text}”.") from error
