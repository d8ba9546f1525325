"""Which money is spent first, when it expires, and whose what is left is."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest

from isf.enums import AccountKind
from isf.rules.tranches import (
    THE_COUNCIL,
    THE_PERSON,
    Expiry,
    Party,
    Tranche,
    by_funder,
    expires_on,
    is_expired,
    last_to_be_spent,
    next_to_be_spent,
    shares_of,
    split_left,
)

DAY = timedelta(days=1)
APRIL, MAY, JUNE = date(2026, 4, 6), date(2026, 5, 4), date(2026, 6, 1)
DAUGHTER = Party(kind=AccountKind.THIRD_PARTY, reference="d")
HEALTH = Party(kind=AccountKind.COUNCIL, organisation_id=7)


def money(
    pence: int,
    *,
    funder: Party = THE_COUNCIL,
    on: date = APRIL,
    until: date | None = None,
    entry_id: int = 1,
) -> Tranche:
    return Tranche(
        entry_id=entry_id,
        funder=funder,
        received_on=on,
        purpose="",
        expires_on=until,
        pence=Fraction(pence),
    )


@pytest.mark.rule("ISF-ROL-2")
def test_what_expires_first_is_next_then_the_oldest_and_what_never_expires_after_it() -> None:
    old, new = money(1, on=APRIL), money(2, on=MAY)
    late, soon = money(3, until=date(2026, 12, 1)), money(4, on=MAY, until=date(2026, 11, 1))
    order = next_to_be_spent(tranches=[new, late, old, soon], on=JUNE)
    assert order == [[soon], [late], [old], [new]]


@pytest.mark.rule("ISF-ROL-2")
def test_what_has_expired_is_last_and_the_last_day_still_counts() -> None:
    expiring, never = money(1, until=JUNE), money(2)
    assert not is_expired(tranche=expiring, on=JUNE)
    assert is_expired(tranche=expiring, on=JUNE + DAY)
    assert next_to_be_spent(tranches=[never, expiring], on=JUNE) == [[expiring], [never]]
    assert next_to_be_spent(tranches=[never, expiring], on=JUNE + DAY) == [[never], [expiring]]


@pytest.mark.rule("ISF-ROL-2")
def test_the_policy_of_the_day_money_came_says_when_it_expires() -> None:
    expiries = (Expiry(starts_on=MAY, months=9), Expiry(starts_on=JUNE, months=None))
    assert expires_on(received_on=MAY - DAY, expiries=expiries) is None
    assert expires_on(received_on=MAY, expiries=expiries) == date(2027, 2, 4)
    assert expires_on(received_on=date(2026, 5, 31), expiries=expiries) == date(2027, 2, 28)
    assert expires_on(received_on=JUNE, expiries=expiries) is None


@pytest.mark.rule("ISF-POR-3")
def test_what_moves_away_is_last_to_be_spent_and_the_next_stay() -> None:
    first, second = money(10_000), money(5_000, on=MAY)
    moving = last_to_be_spent(tranches=[first, second], pence=7_000, on=JUNE)
    assert [(part.received_on, part.pence) for part in moving] == [(MAY, 5_000), (APRIL, 2_000)]


@pytest.mark.rule("ISF-ROL-6")
@pytest.mark.parametrize(
    ("pence", "person", "council"), [(300_000, 24_000, 276_000), (1_234, 98, 1_136), (12, 0, 12)]
)
def test_the_person_rounds_down_and_the_council_has_the_rest(
    pence: int, person: int, council: int
) -> None:
    weights = {THE_PERSON: 8, THE_COUNCIL: 92}
    assert split_left(pence=pence, weights=weights) == {THE_PERSON: person, THE_COUNCIL: council}


@pytest.mark.rule("ISF-ROL-6")
def test_two_public_funders_share_the_rest_by_largest_remainders() -> None:
    """10.00 in thirds: the daughter 3.33, of the other 6.67 the larger remainder goes first."""
    weights = {DAUGHTER: 1, THE_COUNCIL: 1, HEALTH: 1}
    assert split_left(pence=1_000, weights=weights) == {
        DAUGHTER: 333,
        THE_COUNCIL: 334,
        HEALTH: 333,
    }


@pytest.mark.rule("ISF-ROL-6")
def test_without_public_money_every_penny_still_goes_to_somebody() -> None:
    assert split_left(pence=101, weights={THE_PERSON: 1, DAUGHTER: 1}) == {
        THE_PERSON: 51,
        DAUGHTER: 50,
    }
    with pytest.raises(ValueError, match="nothing"):
        split_left(pence=1, weights={THE_PERSON: 0})


@pytest.mark.rule("ISF-ROL-6")
def test_a_part_taken_back_is_what_has_expired_first_then_each_funders_share_of_the_rest() -> None:
    """Expired: 50.00 of the council. The rest: 80.00 the council's and 20.00 the person's."""
    left = [
        money(5_000, until=JUNE - DAY),
        money(8_000),
        money(2_000, funder=THE_PERSON, on=MAY),
    ]
    assert shares_of(tranches=left, pence=4_000, on=JUNE) == {THE_COUNCIL: 4_000}
    assert shares_of(tranches=left, pence=6_000, on=JUNE) == {
        THE_COUNCIL: 5_800,
        THE_PERSON: 200,
    }
    assert by_funder(tranches=left) == {THE_COUNCIL: 13_000, THE_PERSON: 2_000}
