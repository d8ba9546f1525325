"""Measures one database, chosen by DATABASE_URL before Django starts."""

from __future__ import annotations

import logging
import sys

import django


def main() -> int:
    django.setup()
    from django.conf import settings  # noqa: PLC0415 - Django has started now
    from django.core.management import call_command  # noqa: PLC0415

    from bench import money, pages  # noqa: PLC0415

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.DEBUG = False
    logging.disable(logging.WARNING)
    call_command("migrate", verbosity=0)
    money.report()
    pages.report()
    return 0


if __name__ == "__main__":
    sys.exit(main())
