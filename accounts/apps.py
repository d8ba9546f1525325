"""How Django knows the app accounts, and how its database triggers outlive migrations."""

from __future__ import annotations

from functools import partial

from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate, pre_migrate


class AccountsConfig(AppConfig):
    name = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect what the app does when the database or the sign-in changes."""
        from allauth.mfa.signals import authenticator_added  # noqa: PLC0415 - apps are ready now

        from accounts.models import triggers  # noqa: PLC0415
        from accounts.web import second_factor  # noqa: PLC0415

        pre_migrate.connect(triggers.AUDIT.before_migrations, sender=self)
        post_migrate.connect(triggers.AUDIT.after_migrations, sender=self)
        checks.register(partial(triggers.AUDIT.check), checks.Tags.database)
        authenticator_added.connect(second_factor.passed_by_setting_up)
