"""Serves the demonstration on this machine: tables, invented people, then the site."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import (
    BaseCommand,
    CommandError,
    CommandParser,
    call_command,
    get_commands,
)
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

SEED = "seed_demo"


class Command(BaseCommand):
    help = "Prepare the database, invent a borough where it is empty, and serve the site."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address", nargs="?", default="127.0.0.1:8000")
        parser.add_argument("--no-server", action="store_true", help="prepare, and stop there")
        parser.add_argument(
            "--seed", default="", metavar="OPTIONS", help=f"options for {SEED}, in one string"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError("Demonstration mode is off: set DEMONSTRATION=true to show it.")
        self._step("Preparing the database")
        self._prepare()
        self._seed(options["seed"].split())
        if not options["no_server"]:
            self._step(f"Serving http://{options['address']} (stop with Ctrl-C)")
            call_command("runserver", options["address"], use_reloader=False)

    def _prepare(self) -> None:
        """Bring the tables up to date; where they are, this takes no time."""
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)

    def _step(self, words: str) -> None:
        self.stdout.write(self.style.MIGRATE_HEADING(words))
        self.stdout.flush()

    def _seed(self, options: list[str]) -> None:
        """Invent the borough once; one that was interrupted half way is begun again."""
        if SEED not in get_commands():
            return
        unfinished = _mark_of_unfinished()
        if unfinished.exists():
            self._step("The last start was interrupted: emptying the database to begin again")
            _empty()
            self._prepare()
        elif get_user_model().objects.exists():
            return
        self._step("Inventing a borough: this happens once and takes a few minutes")
        unfinished.touch()
        call_command(SEED, *options)
        unfinished.unlink()


def _mark_of_unfinished() -> Path:
    """A file beside the database, there while the borough is being invented."""
    if connection.vendor == "sqlite":
        return Path(f"{connection.settings_dict['NAME']}.unfinished")
    return Path(settings.UNFINISHED_DEMONSTRATION)


def _empty() -> None:
    """Remove a half-made demonstration, where it is a file of this machine."""
    if connection.vendor != "sqlite":
        raise CommandError("The database holds half a demonstration: give me an empty one.")
    path = Path(connection.settings_dict["NAME"])
    connection.close()
    for suffix in ("", "-wal", "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)
