"""Help somebody who lost their telephone and their recovery codes."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from accounts.operations import users
from accounts.permissions import system
from accounts.web import clock


class Command(BaseCommand):
    """`manage.py forget_second_step rosa@example.org`."""

    help = "Lets a user set the second step up again, and signs them out everywhere."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whom."""
        parser.add_argument("email")

    def handle(self, *_: Any, **options: Any) -> None:
        """Do it, once it is known who is asking."""
        try:
            users.forget_second_step(
                by=system("forget_second_step"), email=options["email"], at=clock.now()
            )
        except User.DoesNotExist as error:
            raise CommandError(f"Nobody signs in with “{options['email']}”.") from error
        self.stdout.write("They set the second step up again when they next sign in.")
