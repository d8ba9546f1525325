"""How Django knows the app accounts, and how its database triggers outlive migrations."""

from __future__ import annotations

from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate, pre_migrate


class AccountsConfig(AppConfig):
    name = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Triggers would make a migration of their table fail, so they step aside for it."""
        from accounts.models import triggers  # noqa: PLC0415 - models are ready only now

        pre_migrate.connect(triggers.before_migrations, sender=self)
        post_migrate.connect(triggers.after_migrations, sender=self)
        checks.register(triggers.check, checks.Tags.database)
