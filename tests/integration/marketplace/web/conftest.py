"""A budget holder signed in on Monday 1 June 2026, with a fund and an offer to buy."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client

from tests import signing_in
from tests.factories import marketplace as make


@pytest.fixture
def first_of_june():
    with time_machine.travel("2026-06-01T09:00:00+01:00", tick=False):
        yield


@pytest.fixture
def fund(first_of_june):
    return make.fund()


@pytest.fixture
def version(fund):
    return make.published()


@pytest.fixture
def holder(client: Client, fund):
    signing_in.sign_in(client, fund.person.user)
    return client
