"""Prints the page of rules that is kept as `docs/rules.md`."""

import importlib
import pkgutil
from typing import Any

from django.core.management.base import BaseCommand

import isf
import marketplace
from accounts.rules import registry

CONTEXTS = (isf, marketplace)
ROOMS = ("rules", "models", "permissions", "queries", "operations")


class Command(BaseCommand):
    """`manage.py list_rules > docs/rules.md`"""

    help = "Print every rule with its sentence and what keeps it, as Markdown."

    def handle(self, *_: Any, **__: Any) -> None:
        """Import every room that keeps rules, then print what registered itself."""
        for context in CONTEXTS:
            rooms = tuple(f"{context.__name__}.{room}" for room in ROOMS)
            for module in pkgutil.walk_packages(context.__path__, f"{context.__name__}."):
                if module.name.startswith(rooms):
                    importlib.import_module(module.name)
        self.stdout.write(registry.page(), ending="")
