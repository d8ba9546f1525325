"""Seal the heads of all chains of every council, once a day."""

from typing import Any

from accounts.enums import OrganisationKind
from accounts.models import Organisation
from accounts.permissions import system
from isf.management.runs import MoneyCommand
from isf.operations import seals


class Command(MoneyCommand):
    """`manage.py seal_ledger --on DATE` (ISF-LED-4)."""

    help = "Seals the ledger of each council for a day and prints the seals."

    def handle(self, *_: Any, **options: Any) -> None:
        """Seal council by council."""
        on, only = self.day(options), self.authority_id(options)
        councils = Organisation.objects.filter(kind=OrganisationKind.AUTHORITY).order_by("id")
        for council in councils if only is None else councils.filter(pk=only):
            with self.passing_over(what=council.name):
                if options["dry_run"]:
                    seals.check_order(authority_id=council.pk, day=on)
                    self.stdout.write(f"{council.name}: would be sealed for {on}.")
                    continue
                made = seals.seal(
                    authority_id=council.pk, day=on, by=system("seal_ledger"), at=self.now()
                )
                self.stdout.write(f"{council.name}: {made.hash}")
        self.leave()
