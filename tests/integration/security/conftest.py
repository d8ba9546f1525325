"""What tests of security ask of a page."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest


@pytest.fixture
def links_of() -> Callable[[str], list[str]]:
    return lambda page: re.findall(r'(?:href|action|src)="([^"]*)"', page)
