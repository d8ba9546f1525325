"""Give notice on one fund from a terminal; the same notice again is the first one."""

from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.core.management.base import CommandError, CommandParser

from accounts.permissions import system
from isf.enums import NoticeParty
from isf.management.runs import MoneyCommand, counted, pounds
from isf.models import Fund
from isf.operations import notices
from isf.rules import notice as rules

REFUSED = (rules.NoticeTooShort, rules.NoticeInThePast, rules.NoticeStands)


class Command(MoneyCommand):
    """`manage.py give_notice FUND --by PERSON [--received DATE] [--last-day DATE] [--dry-run]`."""

    help = "Gives notice on a fund for the person, the holder or the council (ISF-POR-1)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which fund, who gives notice, and when it was received."""
        super().add_arguments(parser)
        parser.add_argument("fund", metavar="FUND", help="the reference of the fund")
        parser.add_argument("--by", required=True, choices=[str(one) for one in NoticeParty])
        parser.add_argument("--received", metavar="DATE", help="the day it was received")
        parser.add_argument("--last-day", metavar="DATE", help="a later last day than the earliest")

    def handle(self, *_: Any, **options: Any) -> None:
        """Give it, or show what it would do."""
        on, party = self.day(options), NoticeParty(options["by"])
        fund = self.fund(options["fund"])
        received_on = self.date(options["received"]) or on
        last_day = self.date(options["last_day"])
        said = notices.Said(
            reference=uuid5(fund.reference, f"notice:{party}:{received_on}:{last_day}"),
            party=party,
            received_on=received_on,
            last_day=last_day,
        )
        try:
            given = notices.give(
                fund_id=fund.pk,
                said=said,
                by=system("give_notice"),
                at=self.now(),
                on=on,
                keep=not options["dry_run"],
            )
        except REFUSED as refusal:
            raise CommandError(str(refusal)) from refusal
        word = "would end" if options["dry_run"] else "ends"
        moved = given.moved
        self.stdout.write(
            f"{fund.reference} {word} on {given.last_day}: {pounds(moved.difference_pence)} "
            f"posted, {counted(moved.orders_ended, 'order')} ended, "
            f"{pounds(moved.freed_pence)} set free."
            + ("" if given.is_new else " It had been given before.")
        )

    def fund(self, text: str) -> Fund:
        """The fund of a reference."""
        try:
            return Fund.objects.get(reference=UUID(text))
        except (ValueError, Fund.DoesNotExist) as error:
            raise CommandError(f"There is no fund “{text}”.") from error

    def date(self, text: str | None) -> date | None:
        """A day as it is typed, or none."""
        try:
            return None if text is None else date.fromisoformat(text)
        except ValueError as error:
            raise CommandError(f"A day is written as 2026-04-30, not “{text}”.") from error
