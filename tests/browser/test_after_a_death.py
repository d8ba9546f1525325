"""What pages of money and records say after a death, on a wide and on a narrow screen."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.browser import test_page_states
from tests.browser.answering import Open
from tests.browser.pages import isf_deaths


@pytest.mark.one_database
@pytest.mark.django_db
@pytest.mark.rule("ISF-LIF-2")
@pytest.mark.parametrize("url_name", isf_deaths.AFTER)
def test_a_page_after_a_death_can_be_used(
    url_name: str, asking: Client, opening: Open, settings: Any
) -> None:
    state = isf_deaths.AFTER[url_name]
    test_page_states.test_page_can_be_used(url_name, state, asking, opening, settings)
