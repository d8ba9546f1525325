"""Pages of a fund whose money is tied to purposes, on a wide and on a narrow screen."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.browser import test_page_states
from tests.browser.answering import Open
from tests.browser.pages import isf_tied


@pytest.mark.one_database
@pytest.mark.django_db
@pytest.mark.rule("ISF-RES-5")
@pytest.mark.parametrize(("url_name", "state"), isf_tied.TIED, ids=str)
def test_a_page_of_tied_money_can_be_used(
    url_name: str, state: str, asking: Client, opening: Open, settings: Any
) -> None:
    page = isf_tied.TIED[url_name, state]
    test_page_states.test_page_can_be_used(url_name, page, asking, opening, settings)
