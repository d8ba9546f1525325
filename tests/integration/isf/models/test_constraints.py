"""The database proves each entry itself: balanced, whole, its own fund's, above the floor."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from isf.models import Fund
from isf.models.reservations import Reservation
from tests.factories import accounts as make
from tests.factories.borough import Borough
from tests.factories.money import MONDAY, account
from tests.integration.isf.models import raw
from tests.ledger_sound import fingerprint

pytestmark = pytest.mark.django_db
by_plain_sql = pytest.mark.damages_the_books("what the database takes is written past the pen")


@pytest.fixture
def borough() -> Borough:
    return Borough()


@pytest.fixture
def fund(borough: Borough) -> Fund:
    fund = borough.open_fund()
    borough.pay(fund)
    borough.order(fund, 1000)
    return fund


def refused(attempt: Callable[[], Any], match: str) -> None:
    """The database says why, now or at commit, and nothing is left behind."""

    def whole() -> None:
        attempt()
        raw.check_now()

    before = fingerprint()
    with pytest.raises(DatabaseError, match=match), transaction.atomic():
        whole()
    assert fingerprint() == before


@by_plain_sql
def test_a_whole_entry_by_plain_sql_is_taken(fund: Fund) -> None:
    """What the refusals below differ from."""
    raw.balanced(fund)
    raw.check_now()
    assert raw.newest(fund).pk == raw.FREE_ID


@pytest.mark.rule("ISF-LED-1")
def test_an_unbalanced_entry_is_refused(fund: Fund) -> None:
    def attempt() -> None:
        raw.posting(account(fund).pk, 100)
        raw.posting(raw.council(fund).pk, -99)
        raw.header(fund)

    refused(attempt, "ISF-LED-1")


@pytest.mark.rule("ISF-LED-1")
@by_plain_sql
def test_an_entry_in_one_statement_is_proved_as_a_whole(fund: Fund) -> None:
    refused(lambda: raw.whole(fund, -99, 100), "ISF-LED-1")
    refused(lambda: raw.whole(fund, 100), "ISF-LED-1")
    raw.whole(fund, -100, 100)
    raw.check_now()
    assert raw.newest(fund).pk == raw.FREE_ID


@pytest.mark.rule("ISF-LED-1")
@pytest.mark.parametrize("apart", [False, True])
def test_an_entry_in_one_statement_takes_no_more_postings(fund: Fund, *, apart: bool) -> None:
    """Neither from the next statement nor from a savepoint of its own."""

    def attempt() -> None:
        raw.whole(fund, -100, 100)
        with transaction.atomic() if apart else nullcontext():
            raw.posting(account(fund).pk, 100)
            raw.posting(raw.council(fund).pk, -100)

    refused(attempt, "ISF-LED-1")


@pytest.mark.rule("ISF-LED-1")
@pytest.mark.django_db(transaction=True)
@by_plain_sql
def test_a_committed_entry_takes_no_more_postings(fund: Fund) -> None:
    """Each statement a transaction of its own: the commands have the same number in theirs."""
    raw.whole(fund, -100, 100)
    before = fingerprint()
    with pytest.raises(DatabaseError, match="ISF-LED-1"):
        raw.posting(account(fund).pk, 100)
    assert fingerprint() == before


@pytest.mark.rule("ISF-LED-1")
def test_a_lone_posting_is_refused(fund: Fund) -> None:
    def attempt() -> None:
        raw.posting(account(fund).pk, 100)
        raw.header(fund)

    refused(attempt, "ISF-LED-1")


@pytest.mark.rule("ISF-LED-1")
def test_postings_without_a_header_are_refused_at_commit(fund: Fund) -> None:
    def attempt() -> None:
        raw.posting(account(fund).pk, 100)
        raw.posting(raw.council(fund).pk, -100)

    refused(attempt, "(?i)foreign key|no corresponding|violates|invalid")


@pytest.mark.rule("ISF-LED-1")
def test_an_entry_with_a_header_takes_no_more_postings(fund: Fund) -> None:
    entry = raw.newest(fund)

    def attempt() -> None:
        raw.posting(account(fund).pk, 100, entry_id=entry.pk)
        raw.posting(raw.council(fund).pk, -100, entry_id=entry.pk)

    refused(attempt, "ISF-LED-1")


@pytest.mark.rule("ISF-LED-1")
def test_an_entry_with_a_header_takes_no_more_events(fund: Fund) -> None:
    held = Reservation.objects.filter(account=account(fund)).first()
    assert held is not None
    refused(
        lambda: raw.run(
            "INSERT INTO isf_reservationevent (entry_id, reservation_id, change, pence, after)"
            " VALUES (%s, %s, 'RELEASE', 1, 0)",
            raw.newest(fund).pk,
            held.pk,
        ),
        "ISF-LED-1",
    )


@pytest.mark.rule("ISF-RES-1")
def test_no_entry_moves_money_between_two_funds(borough: Borough, fund: Fund) -> None:
    other = borough.open_fund(person=make.Person(authority=borough.authority))

    def attempt() -> None:
        raw.posting(account(fund).pk, -100)
        raw.posting(account(other).pk, 100)
        raw.header(fund)

    refused(attempt, "ISF-RES-1")


@pytest.mark.rule("ISF-RES-1")
def test_no_entry_changes_what_another_fund_has_set_aside(borough: Borough, fund: Fund) -> None:
    other = borough.open_fund(person=make.Person(authority=borough.authority))
    held = Reservation.objects.filter(account=account(fund)).first()
    assert held is not None

    def attempt() -> None:
        raw.run(
            "INSERT INTO isf_reservationevent (entry_id, reservation_id, change, pence, after)"
            " VALUES (%s, %s, 'RELEASE', 1, 0)",
            raw.FREE_ID,
            held.pk,
        )
        raw.header(other, kind="RESERVATION")

    refused(attempt, "ISF-RES-1")


@pytest.mark.rule("ISF-RES-1")
def test_no_entry_touches_another_authority(borough: Borough, fund: Fund) -> None:
    elsewhere = Borough()
    foreign = elsewhere.open_fund()
    elsewhere.pay(foreign)

    def attempt() -> None:
        raw.posting(account(fund).pk, 100)
        raw.posting(raw.council(foreign).pk, -100)
        raw.header(fund)

    refused(attempt, "ISF-RES-1")


@pytest.mark.rule("ISF-LED-5")
@pytest.mark.parametrize("change", [{"day": MONDAY + timedelta(days=1)}, {"seq": 901}])
def test_a_posting_has_the_day_and_the_place_of_its_entry(
    fund: Fund, change: dict[str, Any]
) -> None:
    def attempt() -> None:
        raw.posting(account(fund).pk, 100)
        raw.posting(raw.council(fund).pk, -100, **change)
        raw.header(fund)

    refused(attempt, "ISF-RES-1")


@pytest.mark.rule("ISF-LED-5")
@by_plain_sql
def test_no_entry_for_a_closed_month(fund: Fund) -> None:
    Fund.objects.filter(pk=fund.pk).update(closed_through=MONDAY)
    refused(lambda: raw.balanced(fund), "ISF-LED-5")
    Fund.objects.filter(pk=fund.pk).update(closed_through=MONDAY - timedelta(days=1))
    raw.balanced(fund)


@pytest.mark.rule("ISF-LED-3")
@pytest.mark.parametrize("column", ["key", "seq"])
@by_plain_sql
def test_a_key_and_a_place_in_the_chain_are_used_once(fund: Fund, column: str) -> None:
    raw.balanced(fund)
    taken = getattr(raw.newest(fund), column)

    def attempt() -> None:
        again = {"id": raw.FREE_ID + 1, "seq": 901, "key": "again"} | {column: taken}
        raw.posting(account(fund).pk, 100, entry_id=raw.FREE_ID + 1, seq=again["seq"])
        raw.posting(raw.council(fund).pk, -100, entry_id=raw.FREE_ID + 1, seq=again["seq"])
        raw.header(fund, **again)

    refused(attempt, "entry_business_key|entry_place_in_its_chain|ISF-LED-2")


@pytest.mark.rule("ISF-LED-2")
@by_plain_sql
def test_an_entry_is_reversed_once(fund: Fund) -> None:
    first = raw.newest(fund).pk
    raw.balanced(fund, reverses_id=first)

    def attempt() -> None:
        raw.posting(account(fund).pk, 100, entry_id=raw.FREE_ID + 1, seq=901)
        raw.posting(raw.council(fund).pk, -100, entry_id=raw.FREE_ID + 1, seq=901)
        raw.header(fund, id=raw.FREE_ID + 1, seq=901, key="again", reverses_id=first)

    refused(attempt, "reverses_id|ISF-LED-2")


@pytest.mark.rule("ISF-RES-2")
@by_plain_sql
def test_restricted_money_never_goes_below_nothing(fund: Fund) -> None:
    row = account(fund)
    assert row.reserved > 0
    spare = row.posted - row.reserved
    update = "UPDATE isf_ledgeraccount SET posted = posted - %s WHERE id = %s"
    raw.run(update, spare, row.pk)
    refused(lambda: raw.run(update, 1, row.pk), "available_never_below_the_floor")
    more = "UPDATE isf_ledgeraccount SET reserved = reserved + 1 WHERE id = %s"
    refused(lambda: raw.run(more, row.pk), "available_never_below_the_floor")
    negative = "UPDATE isf_ledgeraccount SET reserved = -1 WHERE id = %s"
    refused(lambda: raw.run(negative, row.pk), "reserved_never_negative")


@pytest.mark.rule("ISF-RES-2")
@pytest.mark.parametrize("remaining", ["-1", "amount + 1"])
def test_a_reservation_keeps_between_nothing_and_all(fund: Fund, remaining: str) -> None:
    update = f"UPDATE isf_reservation SET remaining = {remaining}"
    refused(lambda: raw.run(update), "remaining_between_nothing_and_amount")


@pytest.mark.rule("ISF-LED-1")
def test_a_posting_moves_some_money(fund: Fund) -> None:
    def attempt() -> None:
        raw.posting(account(fund).pk, 0)
        raw.posting(raw.council(fund).pk, 0)
        raw.header(fund)

    refused(attempt, "a_posting_moves_money")


@pytest.mark.rule("ISF-FEE-3")
@by_plain_sql
def test_a_charge_above_its_cap_is_refused(fund: Fund) -> None:
    insert = (
        "INSERT INTO isf_feecharge (fund_id, through_on, due_pence, cumulative_fee_pence,"
        " cumulative_cap_pence) VALUES (%s, %s, %s, %s, %s)"
    )
    raw.run(insert, fund.pk, MONDAY, 100, 100, 100)
    refused(lambda: raw.run(insert, fund.pk, MONDAY, 101, 101, 100), "fee_never_above_the_cap")
    refused(lambda: raw.run(insert, fund.pk, MONDAY, 99, 100, 100), "above_what_is_due")


@pytest.mark.rule("ISF-BIL-6")
def test_nobody_approves_the_fee_they_asked_for(borough: Borough, fund: Fund) -> None:
    insert = (
        "INSERT INTO isf_feeapproval (reference, fund_id, starts_on, reason, state, asked_at,"
        " asked_by_id, decided_by_id, decision_reason) VALUES (%s, %s, %s, '', 'APPROVED', %s,"
        " %s, %s, '')"
    )
    asked_at = raw.noon(MONDAY)
    own = (insert, "0" * 32, fund.pk, MONDAY, asked_at, 1, 1)
    refused(lambda: raw.run(*own), "nobody_approves_the_fee_they_asked_for")
    raw.run(insert, "0" * 32, fund.pk, MONDAY, asked_at, 1, 2)
