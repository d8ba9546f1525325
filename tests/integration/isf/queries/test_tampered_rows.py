"""Whatever row is tampered with, `verify_ledger` names that very row and nothing else."""

from __future__ import annotations

from random import Random

import pytest

from isf.models.journal import JournalEntry
from tests.torture import tampering

pytestmark = [pytest.mark.django_db, pytest.mark.rule("ISF-LED-4")]
EACH = 5


def test_each_change_is_found_where_it_was_made() -> None:
    seen = tampering.tamper(seed=1, times=EACH)
    assert seen == dict.fromkeys(tampering.CLASSES, EACH)


def test_a_change_that_is_not_found_is_a_finding() -> None:
    world = tampering.World(random=Random(1))

    def nothing(world: tampering.World) -> tampering.Place:
        return world.place(JournalEntry.objects.order_by("id")[0])

    with pytest.raises(tampering.NotLocated, match=r"nothing: wanted .* found \[\]"):
        tampering.locate(world, nothing)
