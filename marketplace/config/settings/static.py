"""Style sheets, scripts and fonts, served by the same process under names that carry their hash."""

from __future__ import annotations

from marketplace.config.settings.env import BASE_DIR, LOCAL, VAR_DIR, env

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "accounts" / "web" / "static"]
STATIC_ROOT: str = env.str("STATIC_ROOT", default=str(VAR_DIR / "static"))

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if LOCAL
            else "marketplace.config.storage.HashedFiles"
        ),
    },
}
WHITENOISE_USE_FINDERS = LOCAL
WHITENOISE_AUTOREFRESH = LOCAL
