"""Which faults can be had on this database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from django.db import connection

from tests.torture import faults as of_postgres
from tests.torture import halted
from tests.torture.deeds import Desk

Fault = Callable[[Desk, int], Counter[str]]


def faults() -> tuple[Fault, ...]:
    """Those of processes and clocks everywhere; those of a server where there is one."""
    if connection.vendor == "postgresql":
        return (*halted.FAULTS, *of_postgres.FAULTS)
    return halted.FAULTS
