"""Measures one database, chosen by DATABASE_URL before Django starts."""

from __future__ import annotations

import logging
import sys
from importlib import import_module

import django

from bench.choices import parse


def main() -> int:
    chosen = parse(sys.argv[1:])
    django.setup()
    from django.conf import settings  # noqa: PLC0415 - Django has started now
    from django.core.management import call_command  # noqa: PLC0415

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.DEBUG = False
    logging.disable(logging.WARNING)
    call_command("migrate", verbosity=0)
    for part in chosen.parts:
        print(f"-- {part}", flush=True)
        module = import_module(f"bench.{part}")
        if part in SIZED:
            module.report(chosen)
        else:
            module.report()
    return 0


SIZED = ("reads", "verify", "runs")

if __name__ == "__main__":
    sys.exit(main())
