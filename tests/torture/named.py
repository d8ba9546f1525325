"""Which faults can be had on this database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from django.db import connection

from tests.torture import disk_full, halted
from tests.torture import faults as of_postgres
from tests.torture.deeds import Desk

Fault = Callable[[Desk, int], Counter[str]]


def faults() -> tuple[Fault, ...]:
    """Those of processes, clocks and disks everywhere; those of a server where there is one."""
    everywhere = (*halted.FAULTS, *disk_full.FAULTS)
    return (*everywhere, *of_postgres.FAULTS) if connection.vendor == "postgresql" else everywhere
