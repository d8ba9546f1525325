"""What every test starts from: a database chosen before Django starts, and nothing of this machine.

`pytest --db=sqlite` (the default) or `pytest --db=postgres`; on PostgreSQL only the tests that
touch a database run, because the others cannot tell the difference.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Generator, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

from tests import databases, prepared

if TYPE_CHECKING:
    from tests.ledger_watch import Watch

# A busy machine is no reason for a test to fail: nothing here is timed.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")

DATABASES = ("sqlite", "postgres")
DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_setup"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--db", choices=DATABASES, default="sqlite", help="the database to test on")


def _choose_database() -> None:
    """Decide once, in the first process: workers started by it inherit the environment."""
    if "TEST_DATABASE_CHOSEN" in os.environ:
        return
    options = argparse.ArgumentParser(add_help=False)
    options.add_argument("--db", choices=DATABASES, default="sqlite")
    chosen = options.parse_known_args(sys.argv[1:])[0].db
    os.environ["DATABASE_URL"], os.environ["TEST_DATABASE_NAME"] = databases.sqlite()
    if chosen == "postgres":
        try:
            os.environ["DATABASE_URL"] = databases.postgres()
            os.environ["TEST_DATABASE_NAME"] = ""
        except databases.CouldNotRun as missing:
            os.environ["TEST_DATABASE_MISSING"] = str(missing)
    os.environ["TEST_DATABASE_CHOSEN"] = chosen


def _start_django() -> None:
    """Start Django on that database, deaf to this machine's own configuration."""
    for name in ("DEMONSTRATION", "DEBUG", "SECRET_KEY", "ALLOWED_HOSTS", "EMAIL_URL"):
        os.environ.pop(name, None)
    os.environ.update(
        ENV_FILE="",
        LOCAL="true",
        CACHE_URL="locmemcache://tests",
        FIND_QUERY_PER_ROW="true",
        DJANGO_SETTINGS_MODULE="marketplace.config.settings",
        # Playwright's own event loop runs in the thread in which tests read the database.
        DJANGO_ALLOW_ASYNC_UNSAFE="true",
    )
    import django  # noqa: PLC0415 - not before the environment is set

    django.setup()


_choose_database()
_start_django()


def _touches_database(item: pytest.Item) -> bool:
    from django.test import TransactionTestCase  # noqa: PLC0415 - after Django has started

    if item.get_closest_marker("django_db"):
        return True
    if DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())):
        return True
    owner = getattr(item, "cls", None)
    return isinstance(owner, type) and issubclass(owner, TransactionTestCase)


def _asks_this_database(item: pytest.Item) -> bool:
    return _touches_database(item) and not item.get_closest_marker("one_database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--db") != "postgres":
        return
    others = [item for item in items if not _asks_this_database(item)]
    items[:] = [item for item in items if _asks_this_database(item)]
    config.hook.pytest_deselected(items=others)
    if missing := os.environ.get("TEST_DATABASE_MISSING"):
        for item in items:
            item.add_marker(pytest.mark.skip(reason=f"could not run: {missing}"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Look at the books while the test's database is still there; a failed test is not asked."""
    answer = yield
    if _touches_database(item):
        _watch().look(item)
    return answer


@cache
def _watch() -> Watch:
    from tests.ledger_watch import Watch  # noqa: PLC0415 - after Django has started

    return Watch()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Leave the figures of this run where the one who started it asked for them."""
    if not (path := os.environ.get("TEST_FIGURES")):
        return
    stats = terminalreporter.stats
    figures = {
        "passed": len(stats.get("passed", [])),
        "failed": [report.nodeid for key in ("failed", "error") for report in stats.get(key, [])],
        "not_run": [
            f"{report.nodeid}: {report.longrepr[2].removeprefix('Skipped: could not run: ')}"
            for report in stats.get("skipped", [])
            if isinstance(report.longrepr, tuple)
        ],
    }
    Path(path).write_text(json.dumps(figures))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request: pytest.FixtureRequest) -> None:
    """Test on a database of a known name, and each worker on its own."""
    from django.conf import settings  # noqa: PLC0415 - after Django has started

    ours = settings.DATABASES["default"].setdefault("TEST", {})
    if name := os.environ.get("TEST_DATABASE_NAME"):
        ours["NAME"] = name
    request.getfixturevalue("django_db_modify_db_settings_parallel_suffix")
    if name:
        prepared.copy_to(ours["NAME"])


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Use what was prepared; the folder it lies in is removed when the run ends."""
    return bool(os.environ.get("TEST_DATABASE_NAME"))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_keepdb: bool) -> None:
    """Migrate, and keep the result for the next run."""
    from django.conf import settings  # noqa: PLC0415 - after Django has started

    if django_db_keepdb:
        prepared.keep(settings.DATABASES["default"]["TEST"]["NAME"])


@pytest.fixture(scope="session", autouse=True)
def _flush_with_triggers_away() -> Iterator[None]:
    """Empty append-only tables between tests without a bypass inside the triggers themselves."""
    from django.db import connection  # noqa: PLC0415 - after Django has started
    from django.test import TransactionTestCase  # noqa: PLC0415

    from accounts.models.triggers import AUDIT  # noqa: PLC0415
    from isf.models.triggers import LEDGER  # noqa: PLC0415

    flush = TransactionTestCase._fixture_teardown

    def flush_without(case: TransactionTestCase) -> None:
        for triggers in (AUDIT, LEDGER):
            triggers.drop(connection)
        try:
            flush(case)
        finally:
            for triggers in (AUDIT, LEDGER):
                triggers.create(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", flush_without)
        yield


@pytest.fixture(autouse=True)
def _forget_rate_limits() -> None:
    """Count each test's sign-ins from nought."""
    from django.core.cache import cache  # noqa: PLC0415 - after Django has started

    cache.clear()
