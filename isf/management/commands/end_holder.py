"""End all funds of a holder that fails, and compare its bank balance with their sum."""

from datetime import date
from typing import Any
from uuid import uuid5

from django.core.management.base import CommandError, CommandParser

from accounts.models import Organisation
from accounts.permissions import system
from isf.management.runs import MoneyCommand, counted, pounds
from isf.operations import holder_exits
from isf.rules.notice import NoticeInThePast, ReasonMissing


class Command(MoneyCommand):
    """`manage.py end_holder HOLDER --authority COUNCIL --bank-pence N --last-day DATE --reason …`.

    `close_funds` then moves the money of each fund (ISF-POR-6).
    """

    help = "Ends every fund a holder has for a council and says what its bank lacks or has more."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which holder, when, why, and what its bank account holds."""
        super().add_arguments(parser)
        parser.add_argument("holder", metavar="HOLDER", help="the name of the provider")
        parser.add_argument("--bank-pence", type=int, required=True, help="its bank balance")
        parser.add_argument("--last-day", required=True, metavar="DATE")
        parser.add_argument("--reason", required=True)

    def handle(self, *_: Any, **options: Any) -> None:
        """End them, or show what would be ended."""
        on, authority_id = self.day(options), self.authority_id(options)
        if authority_id is None:
            raise CommandError("Say for which council, with --authority.")
        holder = Organisation.objects.filter(name=options["holder"]).first()
        if holder is None:
            raise CommandError(f"There is no provider “{options['holder']}”.")
        try:
            last_day = date.fromisoformat(options["last_day"])
        except ValueError as error:
            raise CommandError("--last-day takes a date such as 2026-04-30.") from error
        said = holder_exits.Said(
            reference=uuid5(holder.reference, f"exit:{authority_id}:{last_day}"),
            holder_id=holder.pk,
            last_day=last_day,
            reason=options["reason"],
            bank_pence=options["bank_pence"],
        )
        try:
            done = holder_exits.end_all(
                authority_id=authority_id,
                said=said,
                by=system("end_holder"),
                at=self.now(),
                on=on,
                keep=not options["dry_run"],
            )
        except (NoticeInThePast, ReasonMissing) as refusal:
            raise CommandError(str(refusal)) from refusal
        word = "would end" if options["dry_run"] else "end"
        self.stdout.write(
            f"{counted(done.row.funds, 'fund')} {word} on {last_day}. The bank holds "
            f"{pounds(done.row.bank_pence)}, the funds add up to {pounds(done.row.posted_pence)}: "
            f"a difference of {pounds(done.difference_pence)}."
        )
