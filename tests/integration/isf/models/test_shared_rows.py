"""What no foreign key says, so that postings lock no row they share, the triggers prove."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from isf.models import Fund
from isf.models.journal import LedgerAccount
from tests.factories import accounts as make
from tests.factories.borough import Borough
from tests.factories.money import account
from tests.integration.isf.models import raw
from tests.ledger_sound import fingerprint

pytestmark = pytest.mark.django_db


@pytest.fixture
def borough() -> Borough:
    return Borough()


@pytest.fixture
def fund(borough: Borough) -> Fund:
    fund = borough.open_fund()
    borough.pay(fund)
    return fund


@pytest.mark.rule("ISF-RES-1")
def test_an_entry_has_the_authority_of_its_fund(fund: Fund) -> None:
    elsewhere = Borough().authority
    before = fingerprint()
    with pytest.raises(DatabaseError, match="ISF-RES-1"), transaction.atomic():
        raw.header(fund, kind="RESERVATION", authority_id=elsewhere.pk)
    assert fingerprint() == before


@pytest.mark.rule("ISF-RES-1")
def test_an_entry_is_of_a_fund_that_exists(fund: Fund) -> None:
    nowhere = Fund.objects.latest("id").pk + 1
    before = fingerprint()
    with pytest.raises(DatabaseError, match="ISF-RES-1"), transaction.atomic():
        raw.header(fund, kind="RESERVATION", fund_id=nowhere)
    assert fingerprint() == before


def to_nowhere(fund: Fund, nowhere: int) -> None:
    raw.posting(account(fund).pk, 100)
    raw.posting(nowhere, -100)
    raw.header(fund)


@pytest.mark.rule("ISF-RES-1")
def test_a_posting_is_to_an_account_that_exists(fund: Fund) -> None:
    nowhere = LedgerAccount.objects.latest("id").pk + 1
    before = fingerprint()
    with pytest.raises(DatabaseError, match="ISF-RES-1"), transaction.atomic():
        to_nowhere(fund, nowhere)
    assert fingerprint() == before


@pytest.mark.rule("ISF-LED-2")
def test_an_account_is_never_deleted(borough: Borough, fund: Fund) -> None:
    """Not even one that nothing was posted to."""
    unused = borough.open_fund(person=make.Person(authority=borough.authority))
    raw.run("DELETE FROM isf_ledgeraccount WHERE id = %s", -1)
    for row in (account(fund), account(unused)):
        with pytest.raises(DatabaseError, match="ISF-LED-2"), transaction.atomic():
            raw.run("DELETE FROM isf_ledgeraccount WHERE id = %s", row.pk)
    assert LedgerAccount.objects.filter(fund__in=[fund, unused]).count() == 2


@pytest.mark.rule("ISF-LED-2")
def test_a_fund_is_never_deleted(borough: Borough, fund: Fund) -> None:
    """Not even one with nothing in it."""
    unused = borough.open_fund(person=make.Person(authority=borough.authority))
    raw.run("DELETE FROM isf_fund WHERE id = %s", -1)
    for one in (fund, unused):
        with pytest.raises(DatabaseError, match="ISF-LED-2"), transaction.atomic():
            raw.run("DELETE FROM isf_fund WHERE id = %s", one.pk)
    assert Fund.objects.filter(pk__in=[fund.pk, unused.pk]).count() == 2
