"""What keeps the site safe; a site that would start insecure does not start."""

from __future__ import annotations

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from marketplace.config.settings.env import LOCAL, env

_DEVELOPMENT_KEY = "development-only-key-never-used-where-real-people-sign-in"
_SHORTEST_KEY = 50

DEBUG: bool = env.bool("DEBUG", default=False)
SECRET_KEY: str = env.str("SECRET_KEY", default=_DEVELOPMENT_KEY if LOCAL else "")
ALLOWED_HOSTS: list[str] = env.list(
    "ALLOWED_HOSTS", default=["127.0.0.1", "localhost"] if LOCAL else []
)

# Demonstration mode offers one-click sign-in as invented people.
DEMONSTRATION: bool = env.bool("DEMONSTRATION", default=False)
_DEMONSTRATION_HOST: str = env.str("DEMONSTRATION_HOST", default="")


def _refusals() -> list[str]:
    """Say everything that keeps this configuration from starting outside a developer's machine."""
    found = []
    if DEBUG:
        found.append("DEBUG must be off")
    if len(SECRET_KEY) < _SHORTEST_KEY or _DEVELOPMENT_KEY == SECRET_KEY:
        found.append(f"SECRET_KEY must be set to at least {_SHORTEST_KEY} random characters")
    if not ALLOWED_HOSTS or any(host.startswith("*") for host in ALLOWED_HOSTS):
        found.append("ALLOWED_HOSTS must name the hosts this site answers for")
    if DEMONSTRATION and [_DEMONSTRATION_HOST] != ALLOWED_HOSTS:
        found.append(
            "DEMONSTRATION lets anybody in as invented people: to confirm that no real person "
            "uses this site, DEMONSTRATION_HOST must repeat its one ALLOWED_HOSTS name"
        )
    return found


if not LOCAL and (_found := _refusals()):
    raise ImproperlyConfigured("This site will not start: " + "; ".join(_found) + ".")

# Where letters send people to sign in.
SITE_ADDRESS: str = env.str(
    "SITE_ADDRESS", default="http://127.0.0.1:8000" if LOCAL else f"https://{ALLOWED_HOSTS[0]}"
).rstrip("/")

SECURE_SSL_REDIRECT = not LOCAL
SECURE_HSTS_SECONDS = 0 if LOCAL else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = not LOCAL
SECURE_HSTS_PRELOAD = not LOCAL
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = not LOCAL
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = not LOCAL
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", default=[])
X_FRAME_OPTIONS = "DENY"

# How many proxies stand before this process and overwrite what they forward: from them we take
# whether the visitor used https and, for rate limits, from which address.
ALLAUTH_TRUSTED_PROXY_COUNT: int = env.int("TRUSTED_PROXIES", default=0)
if ALLAUTH_TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "base-uri": [NONE],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "img-src": [SELF],
        "manifest-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
    },
}
