"""How Django knows the app isf, and how its database triggers outlive migrations."""

from __future__ import annotations

from functools import partial

from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate, pre_migrate


class IsfConfig(AppConfig):
    """Whose money it is, and where it went."""

    name = "isf"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Triggers would make a migration of their tables fail, so they step aside for it."""
        from isf.models import journal, reservations, triggers  # noqa: F401, PLC0415

        pre_migrate.connect(triggers.LEDGER.before_migrations, sender=self)
        post_migrate.connect(triggers.LEDGER.after_migrations, sender=self)
        checks.register(partial(triggers.LEDGER.check), checks.Tags.database)
