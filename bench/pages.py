"""What pages cost: search beside a page that says next to nothing, and queries by rows shown."""

from __future__ import annotations

import time
from datetime import date
from statistics import median

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.enums import Role
from accounts.models import User
from tests.factories import accounts as make
from tests.factories import marketplace as offers
from tests.factories.borough import Borough
from tests.signing_in import sign_in

OFFERS, MANY, ROUNDS = 60, 500, 15
GOAL = 5.0
SEARCH, MINIMAL, FUNDS = "/offers/?q=help", "/accessibility/", "/money/funds/"


def seconds(client: Client, address: str) -> float:
    begun = time.perf_counter()
    response = client.get(address)
    assert response.status_code == 200, f"{address}: {response.status_code}"
    return time.perf_counter() - begun


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        response = client.get(address)
    assert response.status_code == 200, f"{address}: {response.status_code}"
    return len(captured)


def report() -> None:
    """Print the ratio of the search page, and the queries of list pages for 1 and many rows."""
    client = Client()
    area, provider = offers.Area(), offers.Provider()
    offers.published(provider=provider, areas=[area], title="Help at home 0")
    one_offer = queries(client, SEARCH)
    for number in range(1, OFFERS):
        offers.published(provider=provider, areas=[area], title=f"Help at home {number}")
    measured = [(seconds(client, SEARCH), seconds(client, MINIMAL)) for _ in range(ROUNDS)]
    search, minimal = (median(column) for column in zip(*measured, strict=True))
    ratio = median(own / base for own, base in measured)
    word = "reached" if ratio <= GOAL else "not reached"
    print(
        f"search page of {OFFERS} offers: {search * 1e3:.1f} ms, a minimal page"
        f" {minimal * 1e3:.1f} ms: {ratio:.2f}x (goal {GOAL:.0f}x: {word})"
    )
    for number in range(OFFERS, MANY):
        offers.published(provider=provider, areas=[area], title=f"Help at home {number}")
    say_queries("search", one_offer, queries(client, SEARCH))
    say_queries("funds of a council", *fund_queries())


def fund_queries() -> tuple[int, int]:
    borough = Borough(starts_on=date(2026, 4, 6))
    client, member = (
        Client(),
        make.Membership(organisation=borough.authority, role=Role.COMMISSIONER.value),
    )
    sign_in(client, User.objects.get(pk=member.user_id))
    borough.open_fund()
    one = queries(client, FUNDS)
    for _ in range(MANY - 1):
        borough.open_fund(person=make.Person(authority=borough.authority))
    return one, queries(client, FUNDS)


def say_queries(what: str, one: int, many: int) -> None:
    word = "equal" if one == many else "NOT EQUAL"
    print(f"queries of the list of {what}: {one} for 1 row, {many} for {MANY} rows: {word}")
