"""The composition root as an app: it knows all three and owns the commands that need all three."""

from __future__ import annotations

from django.apps import AppConfig


class CompositionConfig(AppConfig):
    """Where the three apps are put together."""

    name = "marketplace.config"
    label = "composition"
