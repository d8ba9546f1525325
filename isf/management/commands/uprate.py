"""Raise the budgets and contributions of a council from a day; run again it goes on or is done."""

from datetime import date
from decimal import Decimal, DecimalException
from typing import Any

from django.core.management.base import CommandError, CommandParser

from accounts.permissions import system
from isf.management.runs import MoneyCommand, counted, pounds
from isf.operations import uprating
from isf.operations.uprating import Raised
from isf.rules.uprating import Terms, Uplift

HUNDRED = 100
# A slip of a finger would otherwise raise everybody beyond what any council has.
MOST_BP, MOST_PENCE = 10_000, 99_999_999


class Command(MoneyCommand):
    """`manage.py uprate --authority COUNCIL --on DATE --percent 3.5 [--dry-run]` (ISF-FUN-4)."""

    help = "Raises everybody's budget from a day, and contributions; names who is left out and why."

    def add_arguments(self, parser: CommandParser) -> None:
        """By how much: a percentage or pounds a week."""
        super().add_arguments(parser)
        for what in ("", "contribution-"):
            way = parser.add_mutually_exclusive_group()
            way.add_argument(f"--{what}percent", default="0", metavar="PERCENT")
            way.add_argument(f"--{what}amount", default="0", metavar="POUNDS")

    def day(self, options: dict[str, Any]) -> date:
        """The first day of the new amounts, which may be still to come; it has to be said."""
        try:
            return date.fromisoformat(options["on"] or "")
        except ValueError as error:
            raise CommandError("Say from which day, with --on, such as 2026-04-06.") from error

    def handle(self, *_: Any, **options: Any) -> None:
        """Raise them one by one, or show what would be raised."""
        authority_id = self.authority_id(options)
        if authority_id is None:
            raise CommandError("Say for which council, with --authority.")
        terms = Terms(
            starts_on=self.day(options),
            budget=uplift(options["percent"], options["amount"]),
            contribution=uplift(options["contribution_percent"], options["contribution_amount"]),
        )
        now = self.now()
        try:
            run = uprating.uprate(
                authority_id=authority_id,
                terms=terms,
                by=system("uprate"),
                at=now,
                on=super().day({"on": None}),
                keep=not options["dry_run"],
                most=None,
            )
        except uprating.NothingRises as refusal:
            raise CommandError(str(refusal)) from refusal
        for raised in run.raised:
            self.stdout.write(line(raised))
        for out in run.left_out:
            self.stdout.write(f"LEFT OUT: budget {out.budget.reference}: {out.reason}")
        for refused in run.refused:
            self.refused += 1
            self.stdout.write(
                f"NOT DONE: budget {refused.candidate.budget.reference}: {refused.because}"
            )
        word = "would be raised" if options["dry_run"] else "raised"
        posted = sum(raised.difference_pence for raised in run.raised)
        self.stdout.write(
            f"{counted(len(run.raised), 'budget')} {word} from {terms.starts_on}, "
            f"{pounds(posted)} for days already paid; {len(run.left_out)} left out."
        )
        self.leave()


def line(raised: Raised) -> str:
    """One budget, without a name."""
    rise, reference = raised.candidate.rise, raised.candidate.budget.reference
    if rise is None:
        return f"{reference}"
    parts = ", ".join(f"{pounds(one.before_pence)} to {pounds(one.pence)}" for one in rise.parts)
    whole = f"{reference}  {pounds(rise.before_pence)} to {pounds(rise.pence)} a week"
    return f"{whole} ({parts or 'no part'}), {pounds(raised.difference_pence)} now"


def uplift(percent: str, amount: str) -> Uplift:
    """A percentage or pounds as typed, at most two decimals. Errors: CommandError."""
    try:
        rate_bp, pence = Decimal(percent) * HUNDRED, Decimal(amount) * HUNDRED
    except DecimalException as error:
        raise CommandError("A percentage or an amount is a number such as 3.5.") from error
    if not (rate_bp.is_finite() and pence.is_finite()):
        raise CommandError("A percentage or an amount has at most two decimals.")
    if abs(rate_bp) > MOST_BP or abs(pence) > MOST_PENCE:
        raise CommandError(f"At most 100 percent, or {pounds(MOST_PENCE)} a week.")
    if rate_bp % 1 or pence % 1:
        raise CommandError("A percentage or an amount has at most two decimals.")
    return Uplift(rate_bp=int(rate_bp), weekly_pence=int(pence))
