"""Where nobody may mount a small disk: the next best on SQLite, an honest word on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from tests.ledger_watch import assert_agreed
from tests.torture import disk_full, small_disk
from tests.torture.deeds import Desk

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


@contextmanager
def refused(*, megabytes: int) -> Iterator[small_disk.SmallDisk]:
    raise small_disk.NoSmallDisk("only root may mount")
    yield


@pytest.mark.rule("ISF-LED-3")
def test_what_cannot_be_written_is_not_done_and_can_be_done_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(small_disk, "mounted", refused)
    seen = disk_full.disk_full(Desk(), 1)
    if connection.vendor == "postgresql":
        assert set(seen) == {"NOT TRIED: disk full (only root may mount)"}
    else:
        assert seen == {f"no file can be written {point}": 1 for point in disk_full.POINTS}
    assert_agreed()
