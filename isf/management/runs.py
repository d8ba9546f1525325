"""What every money command shares: its day, its progress, its clear refusals."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.progress import track

from accounts.enums import OrganisationKind
from accounts.models import Organisation
from accounts.web import clock
from isf.models import Fund
from isf.operations.posting import AccountClosed, KeyReused, MonthClosed
from isf.operations.posting.guard import Unguarded
from isf.operations.seals import SealedLater
from isf.operations.statements import CannotIssue
from isf.queries.policies import PolicyMissing
from isf.rules.holds import OnHold
from isf.rules.tied_parts import NotByPart

T = TypeVar("T")


def as_reference(text: str) -> UUID | None:
    """The reference a text writes, or None."""
    try:
        return UUID(text)
    except ValueError:
        return None


def counted(number: int, one: str, many: str = "") -> str:
    """Write how many: 1 fee, 2 fees, 0 entries."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"


# What one council or fund may refuse; the others are none the worse for it.
REFUSALS = (
    AccountClosed,
    CannotIssue,
    KeyReused,
    MonthClosed,
    NotByPart,
    OnHold,
    PolicyMissing,
    SealedLater,
)


NO_FUND = "There is no fund yet. The first one is agreed on the page of a person's budget."


class MoneyCommand(BaseCommand):
    """A command that posts for a day, may be tried out, and may be run again."""

    refused = 0

    def add_arguments(self, parser: CommandParser) -> None:
        """The words every run takes."""
        parser.add_argument("--on", default=None, metavar="DATE", help="the day it counts for")
        parser.add_argument("--dry-run", action="store_true", help="show what would be posted")
        parser.add_argument(
            "--authority",
            default=None,
            metavar="NAME",
            help="one council only: its name or reference",
        )

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Run, and say where a run finds nothing because nothing is there yet."""
        said = super().execute(*args, **options)
        if not Fund.objects.exists():
            self.stdout.write(NO_FUND)
        return said

    def day(self, options: dict[str, Any]) -> date:
        """The day a run counts for: today, or one that has passed."""
        text = options["on"]
        if text is None:
            return clock.today()
        try:
            day = date.fromisoformat(text)
        except ValueError as error:
            raise CommandError(f"--on takes a date such as 2026-04-30, not “{text}”.") from error
        if day > clock.today():
            raise CommandError(f"Nothing is posted for the future: {day} has not come yet.")
        return day

    def now(self) -> datetime:
        """The instant things are recorded at."""
        return clock.now()

    def authority_id(self, options: dict[str, Any]) -> int | None:
        """The one council asked for, or None for all."""
        name = options["authority"]
        if name is None:
            return None
        councils = Organisation.objects.filter(kind=OrganisationKind.AUTHORITY)
        found = councils.filter(name=name).first()
        reference = as_reference(name)
        if found is None and reference is not None:
            found = councils.filter(reference=reference).first()
        if found is None:
            raise CommandError(f"There is no council called “{name}”.")
        return found.pk

    @contextmanager
    def passing_over(self, *, what: str) -> Iterator[None]:
        """Say what was refused, and let the run go on with the others."""
        try:
            yield
        except REFUSALS as refusal:
            self.refused += 1
            self.stdout.write(f"NOT DONE: {what}: {refusal}")
        except Unguarded as danger:
            raise CommandError(str(danger)) from danger

    def leave(self) -> None:
        """End with status 1 where anything was refused, so that somebody looks."""
        if self.refused:
            sys.exit(1)

    def progress(self, items: Iterable[T], *, total: int, title: str) -> Iterator[T]:
        """The items, with a bar on a terminal."""
        return progress(items, total=total, title=title)


def progress(items: Iterable[T], *, total: int, title: str) -> Iterator[T]:
    """The items, with a bar on a terminal."""
    console = Console(stderr=True)
    yield from track(
        items, total=total, description=title, console=console, disable=not console.is_terminal
    )


def pounds(pence: int) -> str:
    """Whole pence as pounds for a terminal."""
    sign = "-" if pence < 0 else ""
    return f"{sign}£{abs(pence) // 100:,}.{abs(pence) % 100:02d}"
