"""Whatever is damaged past the triggers, the oracle of the tests and the product both notice."""

from __future__ import annotations

import pytest
from django.db import connection

from isf.models import triggers
from isf.queries import verification
from tests.factories.lives import two_funds
from tests.ledger_sound import assert_ledger_sound

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.rule("ISF-LED-4"),
    pytest.mark.damages_the_books("rows are changed while the triggers are away, to be found"),
]
NEWEST = "(SELECT MAX(id) FROM {})"
OWN = "account_id IN (SELECT id FROM isf_ledgeraccount WHERE fund_id IS NOT NULL)"
SHARED = "account_id IN (SELECT id FROM isf_ledgeraccount WHERE fund_id IS NULL)"


def spoil(sql: str) -> None:
    triggers.LEDGER.drop(connection)
    with connection.cursor() as cursor:
        cursor.execute(sql)
        assert cursor.rowcount > 0
    triggers.LEDGER.create(connection)


DAMAGES = {
    "a posting": f"UPDATE isf_posting SET pence = pence + 1 WHERE id = {NEWEST}",
    "a running balance": f"UPDATE isf_posting SET after = after + 1 WHERE {OWN}",
    "a posting's day": f"UPDATE isf_posting SET day = '2026-01-01' WHERE id = {NEWEST}",
    "late is forgotten": f"UPDATE isf_posting SET late = FALSE WHERE {OWN} AND late",
    "late is invented": f"UPDATE isf_posting SET late = TRUE WHERE {OWN} AND NOT late",
    "a shared posting is late": f"UPDATE isf_posting SET late = TRUE WHERE {SHARED}",
    "a memo": "UPDATE isf_journalentry SET memo = 'x'",
    "an instant": "UPDATE isf_journalentry SET recorded_at = '2026-01-01 00:00:00+00:00'",
    "a hash": "UPDATE isf_journalentry SET hash = previous_hash",
    "an event": "UPDATE isf_reservationevent SET pence = pence + 1",
    "a reservation": "UPDATE isf_reservation SET remaining = remaining - 1 WHERE remaining > 0",
    "what was ever held": "UPDATE isf_reservation SET amount = amount + 1",
    "a balance": "UPDATE isf_ledgeraccount SET posted = posted + 1 WHERE fund_id IS NOT NULL",
    "reserved money": "UPDATE isf_ledgeraccount SET reserved = reserved - 1 WHERE reserved > 0",
    "a last day": "UPDATE isf_ledgeraccount SET last_day = '2020-01-01' WHERE fund_id IS NOT NULL",
    "a head": "UPDATE isf_fund SET head_hash = 'x'",
    "a number": "UPDATE isf_fund SET seq = seq + 1",
    "a closed month": "UPDATE isf_fund SET closed_through = NULL",
    "a snapshot": "UPDATE isf_snapshot SET posted = posted + 1 WHERE {OWN}",
    "a lost snapshot": "DELETE FROM isf_snapshot WHERE {OWN}",
    "a shared snapshot": f"UPDATE isf_snapshot SET posted = posted + 1 WHERE {SHARED}",
    "a fee charged": "UPDATE isf_feecharge SET cumulative_fee_pence = cumulative_fee_pence - 1",
    "a visit": "UPDATE isf_plannedvisit SET reserved_pence = 0 WHERE reserved_pence > 0",
}


def test_what_nobody_damaged_is_sound() -> None:
    two_funds()
    assert_ledger_sound()
    assert verification.verify().damages == []


@pytest.mark.parametrize("what", DAMAGES)
def test_both_notice(what: str) -> None:
    two_funds()
    table = DAMAGES[what].split()[1]
    spoil(DAMAGES[what].format(table, OWN=OWN))
    assert verification.verify().damages != []
    with pytest.raises(AssertionError):
        assert_ledger_sound()
