"""Take an organisation on: the first step of a new council, provider or community group."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.urls import reverse

from accounts.enums import Nation, OrganisationKind
from accounts.operations import organisations
from accounts.permissions import system
from accounts.web import clock


class Command(BaseCommand):
    """`manage.py add_organisation AUTHORITY "People's Borough" rosa@example.org`."""

    help = "Adds an organisation and invites the first of its members, who invites the others."

    def add_arguments(self, parser: CommandParser) -> None:
        """What, called what, and whom to invite."""
        parser.add_argument("kind", choices=[kind.value for kind in OrganisationKind])
        parser.add_argument("name")
        parser.add_argument("email", help="who is invited as commissioner, owner or worker")
        parser.add_argument(
            "--nation", choices=[nation.value for nation in Nation], default=Nation.ENGLAND.value
        )
        parser.add_argument("--site", default="", help="such as https://market.example")

    def handle(self, *_: Any, **options: Any) -> None:
        """Add it, and send the invitation."""
        name = " ".join(options["name"].split())
        if not name:
            raise CommandError("Give the organisation a name.")
        try:
            validate_email(options["email"])
        except ValidationError as error:
            raise CommandError(f"“{options['email']}” is not an e-mail address.") from error
        site = options["site"] or f"https://{settings.ALLOWED_HOSTS[0]}"
        organisation = organisations.take_on(
            by=system("add_organisation"),
            kind=OrganisationKind(options["kind"]),
            name=name,
            nation=Nation(options["nation"]),
            owner_email=options["email"],
            link_to=lambda token: (
                site.rstrip("/") + reverse("accounts:invitation-detail", args=[token])
            ),
            at=clock.now(),
        )
        self.stdout.write(
            f"{organisation.name} was added. An invitation was sent to {options['email']}."
        )
