"""The site as an operator deploys it: strict settings, hashed files, gunicorn behind a proxy."""

from __future__ import annotations

import http.client
import os
import re
import secrets
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

HOST = "market.example"
PATIENCE_SECONDS = 60


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("deployed")
    return {
        "PATH": os.environ["PATH"],
        "ENV_FILE": "",
        "DJANGO_SETTINGS_MODULE": "marketplace.config.settings",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": HOST,
        "TRUSTED_PROXIES": "1",
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "STATIC_ROOT": str(folder / "static"),
        "EMAIL_URL": "dummymail://",
    }


@pytest.fixture(scope="module")
def port(environment: dict[str, str]) -> Iterator[int]:
    """Do what the README says under deployment, and serve on a free port."""
    for command in ("migrate", "createcachetable", "collectstatic --no-input"):
        subprocess.run(
            [sys.executable, "manage.py", *command.split(), "--verbosity", "0"],
            cwd=ROOT,
            env=environment,
            check=True,
        )
    gunicorn = Path(sys.executable).with_name("gunicorn")
    with socket.create_server(("127.0.0.1", 0)) as listening:  # who connects early is kept waiting
        server = subprocess.Popen(
            [gunicorn, "marketplace.config.wsgi", "--bind", f"fd://{listening.fileno()}"],
            cwd=ROOT,
            env=environment,
            pass_fds=[listening.fileno()],
            stderr=subprocess.DEVNULL,
        )
        yield listening.getsockname()[1]
        server.terminate()
        server.wait(timeout=PATIENCE_SECONDS)


def get(
    port: int, path: str, *, host: str = HOST, proto: str = "https"
) -> tuple[int, dict[str, str], str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    headers = {"Host": host, "X-Forwarded-Proto": proto, "X-Forwarded-For": "192.0.2.1"}
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    body = response.read().decode(errors="replace")
    connection.close()
    return response.status, {k.lower(): v for k, v in response.getheaders()}, body


def test_sign_in_is_served_strictly(port: int) -> None:
    status, headers, _ = get(port, "/sign-in/")
    assert status == 200
    assert "max-age=31536000" in headers["strict-transport-security"]
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "Secure" in headers["set-cookie"]


def test_files_carry_their_hash_and_may_be_kept_for_ever(port: int) -> None:
    _, _, body = get(port, "/sign-in/")
    paths = re.findall(r'(?:href|src)="(/static/[^"]+)"', body)
    assert paths
    for path in paths:
        status, headers, _ = get(port, path)
        assert (path, status) == (path, 200)
        assert re.search(r"\.[0-9a-f]{12}\.", path), path
        assert "immutable" in headers["cache-control"]


def test_plain_http_is_sent_to_https(port: int) -> None:
    status, headers, _ = get(port, "/sign-in/", proto="http")
    assert (status, headers["location"]) == (301, f"https://{HOST}/sign-in/")


def test_other_hosts_are_not_answered(port: int) -> None:
    status, _, body = get(port, "/sign-in/", host="elsewhere.example")
    assert status == 400
    assert "Traceback" not in body


def test_what_does_not_exist_says_so_without_details(port: int) -> None:
    status, _, body = get(port, "/no-such-page/")
    assert status == 404
    assert "urlpatterns" not in body
    assert "URLconf" not in body
