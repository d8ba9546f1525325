"""Build the fictional People's Borough in an empty database."""

import time
from collections import deque
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.progress import track

from accounts.models import Organisation
from accounts.web import clock
from marketplace.config.borough.build import count_days, live
from marketplace.config.borough.world import Size, World

MOST_PEOPLE = 10_000
MOST_PROVIDERS = 500
MOST_MONTHS = 24


class Command(BaseCommand):
    """`manage.py seed_demo [--people N --providers N --months M --seed S --until DATE]`."""

    help = "Builds an invented borough day by day, through the same operations as the pages."

    def add_arguments(self, parser: CommandParser) -> None:
        """How large, how long, which one."""
        parser.add_argument("--people", type=int, default=40, help="how many budget holders")
        parser.add_argument("--providers", type=int, default=12, help="how many providers")
        parser.add_argument("--months", type=int, default=6, help="how many months of life")
        parser.add_argument("--seed", type=int, default=1, help="which borough")
        parser.add_argument("--until", default=None, metavar="DATE", help="the last day; today")

    def handle(self, *_: Any, **options: Any) -> None:
        """Build it, and say what is in it."""
        size = self.size(options)
        if Organisation.objects.exists():
            raise CommandError(
                "This database already has organisations in it. The borough is only built in an "
                "empty one: delete var/db.sqlite3, or name another DATABASE_URL."
            )
        began = time.monotonic()
        console = Console(stderr=True)
        days = track(
            live(size),
            total=count_days(size),
            description="Building the People's Borough",
            console=console,
            disable=not console.is_terminal,
        )
        world = deque(days, maxlen=1).pop()
        self.report(world, seconds=time.monotonic() - began)

    def size(self, options: dict[str, Any]) -> Size:
        """The size asked for, or a clear refusal."""
        limits = (
            ("people", 4, MOST_PEOPLE),
            ("providers", 2, MOST_PROVIDERS),
            ("months", 2, MOST_MONTHS),
        )
        for name, least, most in limits:
            if not least <= options[name] <= most:
                raise CommandError(f"--{name} takes a number from {least} to {most}.")
        until = options["until"] or clock.today().isoformat()
        try:
            last = date.fromisoformat(until)
        except ValueError as error:
            raise CommandError(
                f"--until takes a date such as 2026-04-30, not “{until}”."
            ) from error
        if last > clock.today():
            raise CommandError("--until cannot be in the future.")
        return Size(
            people=options["people"],
            providers=options["providers"],
            months=options["months"],
            seed=options["seed"],
            until=last,
        )

    def report(self, world: World, *, seconds: float) -> None:
        """What there is now, and the edges that are in it."""
        counts = ", ".join(f"{what}: {number}" for what, number in sorted(world.told.items()))
        offers = sum(len(seller.offers) for seller in world.sellers)
        self.stdout.write(
            f"People: {len(world.holders)}, providers: {len(world.sellers)}, "
            f"offers: {offers}, {counts}; {seconds:.0f} seconds."
        )
