"""What the funds of a person hold, in as many queries for three as for one."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from isf.queries import effects
from tests.factories.borough import Borough
from tests.factories.money import MONDAY

pytestmark = pytest.mark.django_db


def test_three_funds_cost_as_many_queries_as_one() -> None:
    borough = Borough()
    borough.budget(30_000)
    counted = []
    for _ in range(3):
        fund = borough.open_fund(weekly_pence=10_000)
        borough.pay(fund)
        with CaptureQueriesContext(connection) as asked:
            found = effects.list_funds(
                by=borough.budget_holder, person_id=borough.person.pk, on=MONDAY
            )
        counted.append((len(found), len(asked)))
    assert [rows for rows, _ in counted] == [1, 2, 3]
    assert len({queries for _, queries in counted}) == 1
