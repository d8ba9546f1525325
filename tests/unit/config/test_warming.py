"""A server that starts has read what its first reader needs, and asked no database for it."""

from __future__ import annotations

import os
import subprocess
import sys

from django.template import engines

from marketplace.config import warming
from tests.architecture.sources import ROOT

STARTED = """
import sys
from django.db import connections
from marketplace.config.wsgi import application
print(sorted({"marketplace.web.views.offers", "isf.web.views.funds"} & set(sys.modules)))
print(connections["default"].connection)
"""


def test_every_template_of_ours_can_be_read_and_is_kept() -> None:
    warming.warm()
    (cached,) = engines["django"].engine.template_loaders
    kept = {key for key in cached.get_template_cache if key.endswith(".html")}
    ours = {
        path.relative_to(ROOT / "templates").as_posix()
        for path in (ROOT / "templates").rglob("*.html")
    }
    assert len(ours) > 100
    assert ours - kept == set()


def test_what_a_web_server_calls_is_warm_and_has_asked_no_database() -> None:
    started = subprocess.run(
        [sys.executable, "-c", STARTED],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "ENV_FILE": "", "LOCAL": "true"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert started.stdout.splitlines() == [
        "['isf.web.views.funds', 'marketplace.web.views.offers']",
        "None",
    ]
