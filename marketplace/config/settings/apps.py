"""What the site is made of: apps, middleware, templates, language and time."""

from __future__ import annotations

from marketplace.config.settings.env import BASE_DIR, LOCAL, env

INSTALLED_APPS = [
    "marketplace",
    "marketplace.config",
    "isf",
    "accounts",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_cotton",
    "django_filters",
    "djmoney",
]

# The first two see every answer, also one that a later one refuses to give.
MIDDLEWARE = [
    "marketplace.config.headers.middleware",
    "csp.middleware.CSPMiddleware",
    "marketplace.config.sizes.middleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "accounts.web.acting.middleware",
    "accounts.web.second_factor.middleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "accounts.web.shell.context",
            ],
        },
    },
]

# A component sees what it is given and the context processors, nothing that leaks from its page.
COTTON_ISOLATE_BY_DEFAULT = True
FORM_RENDERER = "accounts.web.forms.renderer.Renderer"
NAVIGATION = "marketplace.config.navigation.LINKS"
FOOTER = "marketplace.config.navigation.FOOTER"
RECORD_LINKS = "marketplace.config.navigation.RECORD"

ROOT_URLCONF = "marketplace.config.urls"
WSGI_APPLICATION = "marketplace.config.wsgi.application"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

# While testing: a page that asks the database once per row fails.
if LOCAL and env.bool("FIND_QUERY_PER_ROW", default=False):
    INSTALLED_APPS.append("zeal")
    MIDDLEWARE.append("zeal.middleware.zeal_middleware")
    # allauth asks several times for the few addresses and devices of whoever signs in.
    ZEAL_ALLOWLIST = [
        {"model": model, "field": "*"}
        for model in ("account.EmailAddress", "sessions.Session", "accounts.User")
    ]

CURRENCIES = ("GBP",)
DEFAULT_CURRENCY = "GBP"
