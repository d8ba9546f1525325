"""A site that would start insecure does not start, and says everything it misses at once."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests.architecture.sources import ROOT

KEY = "k" * 60
DEPLOYED = {"SECRET_KEY": KEY, "ALLOWED_HOSTS": "market.example"}
SHOW = (
    "import json; from django.conf import settings as s; print(json.dumps([s.DEBUG, "
    "s.DEMONSTRATION, s.SESSION_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS]))"
)


def start(**environment: str) -> subprocess.CompletedProcess[str]:
    """Start Python with these settings and nothing else of this machine's configuration."""
    ours = {
        "PATH": os.environ["PATH"],
        "ENV_FILE": "",
        "DJANGO_SETTINGS_MODULE": "marketplace.config.settings",
        **environment,
    }
    return subprocess.run(
        [sys.executable, "-c", SHOW],
        cwd=ROOT,
        env=ours,
        capture_output=True,
        text=True,
        check=False,
    )


def test_deployed_site_is_strict() -> None:
    started = start(**DEPLOYED)
    assert started.returncode == 0, started.stderr
    debug, demonstration, secure_cookie, redirect, hsts_seconds = json.loads(started.stdout)
    assert (debug, demonstration) == (False, False)
    assert (secure_cookie, redirect) == (True, True)
    assert hsts_seconds >= 365 * 24 * 3600


def test_local_site_needs_nothing() -> None:
    started = start(LOCAL="true")
    assert json.loads(started.stdout) == [False, False, False, False, 0]


def test_everything_missing_is_said_at_once() -> None:
    said = start().stderr
    assert "SECRET_KEY must be set" in said
    assert "ALLOWED_HOSTS must name" in said


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"DEBUG": "true"}, "DEBUG must be off"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY must be set"),
        ({"SECRET_KEY": ""}, "SECRET_KEY must be set"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must name"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS must name"),
        ({"DEMONSTRATION": "true"}, "DEMONSTRATION_HOST must repeat"),
        (
            {"DEMONSTRATION": "true", "DEMONSTRATION_HOST": "other.example"},
            "DEMONSTRATION_HOST must repeat",
        ),
    ],
)
def test_insecure_site_does_not_start(change: dict[str, str], reason: str) -> None:
    started = start(**{**DEPLOYED, **change})
    assert started.returncode == 1
    assert "This site will not start" in started.stderr
    assert reason in started.stderr


def test_demonstration_is_confirmed_by_its_own_host() -> None:
    started = start(**DEPLOYED, DEMONSTRATION="true", DEMONSTRATION_HOST="market.example")
    assert json.loads(started.stdout)[:2] == [False, True]
