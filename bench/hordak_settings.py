"""Django with django-hordak and nothing of ours, in a database of its own."""

from __future__ import annotations

import os
from typing import Any

import environ

# The connection is set up as ours is, so that only the ledgers differ.
DATABASES: dict[str, Any] = {"default": environ.Env.db_url_config(os.environ["HORDAK_DATABASE"])}
DATABASES["default"] |= {
    "OPTIONS": {"server_side_binding": True, "prepare_threshold": 2}
    | DATABASES["default"].get("OPTIONS", {}),
    "CONN_MAX_AGE": None,
}
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth", "mptt", "hordak"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DEFAULT_CURRENCY = "GBP"
CURRENCIES = ("GBP",)
SECRET_KEY = "only-for-figures-of-speed"  # noqa: S105 - nothing is signed here
USE_TZ = True
