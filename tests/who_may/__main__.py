"""`python -m tests.who_may` says how many answers the table of who may promises."""

from __future__ import annotations

from tests import conftest as _conftest  # noqa: F401 - starts Django
from tests.who_may.cast import Who
from tests.who_may.table import ROWS
from tests.who_may.test_who_may import cells

print(f"{len(ROWS)} addresses, {len(Who)} who ask, {cells():,} cells")
