"""Close a month: balances are written down, and its days take no more entries."""

from datetime import date
from typing import Any

from django.core.management.base import CommandError, CommandParser

from accounts.enums import OrganisationKind
from accounts.models import Organisation
from accounts.permissions import system
from isf.management.runs import MoneyCommand, counted
from isf.operations import months


class Command(MoneyCommand):
    """`manage.py close_month 2026-04` (ISF-LED-5)."""

    help = "Closes a month for every council; there is no reopening."

    def add_arguments(self, parser: CommandParser) -> None:
        """The month, beside the words every run takes."""
        super().add_arguments(parser)
        parser.add_argument("month", metavar="YYYY-MM", help="the month to close")

    def handle(self, *_: Any, **options: Any) -> None:
        """Close council by council; each is its own transaction."""
        try:
            month = date.fromisoformat(f"{options['month']}-01")
        except ValueError as error:
            text = options["month"]
            raise CommandError(f"The month is written as 2026-04, not “{text}”.") from error
        on, only = self.day(options), self.authority_id(options)
        councils = Organisation.objects.filter(kind=OrganisationKind.AUTHORITY).order_by("id")
        for council in councils if only is None else councils.filter(pk=only):
            if options["dry_run"]:
                self.stdout.write(f"{council.name}: {month:%B %Y} would be closed.")
                continue
            try:
                closed = months.close(
                    authority_id=council.pk,
                    month=month,
                    by=system("close_month"),
                    at=self.now(),
                    on=on,
                )
            except months.MonthNotOver as refusal:
                raise CommandError(str(refusal)) from refusal
            self.stdout.write(
                f"{council.name}: {counted(closed, 'fund')} closed for {month:%B %Y}."
            )
