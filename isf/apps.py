"""How Django knows the app isf."""

from django.apps import AppConfig


class IsfConfig(AppConfig):
    name = "isf"
    default_auto_field = "django.db.models.BigAutoField"
