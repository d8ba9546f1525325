"""What leaves the site: e-mail and the log, which holds no personal data."""

from __future__ import annotations

from typing import Any

from marketplace.config.settings.env import LOCAL, VAR_DIR, env

# On a developer's machine every message is a file in var/mail.
EMAIL_CONFIG: dict[str, Any] = env.email_url("EMAIL_URL", default="smtp://localhost:25")
if LOCAL and not env.str("EMAIL_URL", default=""):
    # Set apart: an address cannot carry an absolute path without losing its first stroke.
    EMAIL_CONFIG = {
        "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "EMAIL_FILE_PATH": str(VAR_DIR / "mail"),
    }
globals().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL: str = env.str("DEFAULT_FROM_EMAIL", default="no-reply@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Whom to ask, as the page “Get help” says it; a line is a paragraph.
CONTACT_TEXT: str = env.str(
    "CONTACT_TEXT",
    default="Your council helps with everything on this site: your budget, your orders, a bill, or"
    " signing in. Ask your care manager, or call the number on your care and support plan.",
).replace("\\n", "\n")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "marketplace.config.logs.WithoutPersons",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        },
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    # Django's own loggers write through the same handler, without mails to administrators.
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}
