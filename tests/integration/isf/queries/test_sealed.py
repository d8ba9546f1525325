"""Seals are checked with the same few questions for a council of one fund and of many."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from isf.models import triggers
from isf.operations import seals
from isf.queries import sealed
from tests.factories import accounts as make
from tests.factories.borough import Borough
from tests.factories.money import MONDAY, noon

pytestmark = [pytest.mark.django_db, pytest.mark.rule("ISF-LED-4")]


def seal(borough: Borough, *, after: int = 0) -> None:
    day = MONDAY + timedelta(days=after)
    seals.seal(authority_id=borough.authority.pk, day=day, by=borough.finance, at=noon(day))


def sealed_borough(*, funds: int) -> Borough:
    """Its last fund has nothing in it yet; the seal sees that, too."""
    borough = Borough()
    for number in range(funds):
        person = make.Person(authority=borough.authority)
        fund = borough.open_fund(person=person)
        if number:
            borough.grant(fund, 5, key=f"G{number}")
    seal(borough)
    return borough


def check(borough: Borough) -> tuple[list[sealed.Checked], int]:
    with CaptureQueriesContext(connection) as asked:
        found = list(sealed.check_seals(authority_id=borough.authority.pk))
    return found, len(asked)


def spoil(sql: str) -> None:
    triggers.LEDGER.drop(connection)
    with connection.cursor() as cursor:
        cursor.execute(sql)
        assert cursor.rowcount == 1
    triggers.LEDGER.create(connection)


def test_a_seal_takes_the_same_queries_for_any_number_of_funds() -> None:
    one, of_one = check(sealed_borough(funds=1))
    many, of_many = check(sealed_borough(funds=4))
    assert one == many == [sealed.Checked()]
    assert of_one == of_many == 3


def test_a_seal_after_more_entries_is_sound_and_so_is_the_one_before() -> None:
    borough = sealed_borough(funds=2)
    borough.grant(borough.open_fund(person=make.Person(authority=borough.authority)), 7, key="new")
    seal(borough, after=1)
    assert check(borough)[0] == [sealed.Checked(), sealed.Checked()]


@pytest.mark.damages_the_books("an entry is changed while the triggers are away")
def test_a_head_that_is_gone_is_named_with_its_fund() -> None:
    borough = sealed_borough(funds=3)
    spoil(
        "UPDATE isf_journalentry SET hash = previous_hash"
        " WHERE id = (SELECT MAX(id) FROM isf_journalentry)"
    )
    (found,), _ = check(borough)
    assert found.seq == 1
    assert found.what == f"the chain no longer has the head sealed on {MONDAY}"
    assert found.fund


@pytest.mark.damages_the_books("a seal is changed while the triggers are away")
@pytest.mark.parametrize("column", ["root", "hash", "previous_hash"])
def test_a_seal_that_was_changed_is_found(column: str) -> None:
    borough = sealed_borough(funds=2)
    spoil(f"UPDATE isf_seal SET {column} = 'x'")
    assert check(borough)[0] == [
        sealed.Checked(what=f"the seal of {MONDAY} is not what was sealed")
    ]


@pytest.mark.damages_the_books("a sealed head is changed while the triggers are away")
def test_a_sealed_head_that_was_changed_is_found() -> None:
    borough = sealed_borough(funds=2)
    spoil("UPDATE isf_sealedhead SET head_hash = 'x' WHERE seq = 0")
    assert check(borough)[0][0].what == f"the seal of {MONDAY} is not what was sealed"
