"""Prints the page of rules that is kept as `docs/rules.md`."""

import importlib
import pkgutil
from typing import Any

from django.core.management.base import BaseCommand

import isf
from isf.rules import registry

ROOMS = ("isf.rules", "isf.models", "isf.permissions", "isf.queries", "isf.operations")


class Command(BaseCommand):
    """`manage.py list_rules > docs/rules.md`"""

    help = "Print every rule with its sentence and what keeps it, as Markdown."

    def handle(self, *_: Any, **__: Any) -> None:
        """Import every room that keeps rules, then print what registered itself."""
        for module in pkgutil.walk_packages(isf.__path__, "isf."):
            if module.name.startswith(ROOMS):
                importlib.import_module(module.name)
        self.stdout.write(registry.page(), ending="")
