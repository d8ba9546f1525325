"""One world for all of the tables; nothing in it is ever kept."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.db import transaction

from tests.who_may import world as worlds
from tests.who_may.world import World

NOW = "2026-06-11T18:00:00+01:00"


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: pytest.Item) -> Iterator[World]:
    with (
        django_db_blocker.unblock(),  # type: ignore[attr-defined]
        time_machine.travel(NOW, tick=False),
        transaction.atomic(),
    ):
        yield worlds.build()
        transaction.set_rollback(True)
