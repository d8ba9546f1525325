"""How the pen's statements travel: planned once on PostgreSQL, whatever their amounts."""

from __future__ import annotations

import pytest
from django.db import connection

from isf.operations.posting import rows
from tests.factories.borough import Borough
from tests.factories.money import account

pytestmark = pytest.mark.django_db(transaction=True)
PLANNED = "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%%isf_posting%%'"


def planned() -> int:
    """How many statements that write postings are planned; SQLite plans each as it comes."""
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute(PLANNED, [])
        return int(cursor.fetchone()[0])


def test_large_amounts_are_posted_with_the_plan_of_small_ones() -> None:
    borough = Borough()
    fund = borough.open_fund()
    borough.pay(fund, weeks=4)
    before = account(fund).posted
    for each in range(4):
        borough.grant(fund, 1, key=f"small {each}")
    of_small = planned()
    for each in range(4):
        borough.grant(fund, 4_000_000_000, key=f"large {each}")
    assert account(fund).posted == before + 4 * 4_000_000_001
    assert planned() == of_small


def test_places_are_numbered_in_their_order() -> None:
    sql = "INSERT INTO t (a, b) VALUES (%s, %s), (%s, %s)"
    assert rows.numbered(sql) == b"INSERT INTO t (a, b) VALUES ($1, $2), ($3, $4)"
