"""What the pen refuses whoever holds it: no transaction, no fund, a row that moved."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import transaction

from isf.enums import AccountKind, EntryKind
from isf.ledger.chain import GENESIS
from isf.ledger.entries import Draft, Move
from isf.models import Fund
from isf.models.journal import JournalEntry, LedgerAccount
from isf.operations.posting import AccountClosed, Pen
from tests.factories.borough import Borough
from tests.factories.money import MONDAY, noon
from tests.factories.paid import paid
from tests.ledger_sound import fingerprint

pytestmark = [pytest.mark.rule("ISF-LED-1")]


@pytest.mark.django_db(transaction=True)
def test_nothing_is_posted_outside_a_transaction() -> None:
    borough, fund = paid()
    before = fingerprint()
    with pytest.raises(RuntimeError, match="transaction"):
        Pen(fund_id=fund.pk, by=borough.finance, at=noon(MONDAY))
    assert fingerprint() == before


@pytest.mark.django_db
def test_a_fund_that_is_not_there_is_said_so() -> None:
    borough, _ = paid()
    with pytest.raises(Fund.DoesNotExist):
        Pen(fund_id=0, by=borough.finance, at=noon(MONDAY))


@pytest.mark.django_db
def test_a_fund_without_an_account_opens_with_nothing_in_it() -> None:
    borough, fund = paid()
    bare = Fund.objects.get(pk=fund.pk)
    terms = bare.deployment
    terms.pk = bare.pk = None
    terms._state.adding = bare._state.adding = True
    bare.reference, terms.reference = uuid4(), uuid4()
    terms.save()
    bare.deployment, bare.seq, bare.head_hash = terms, 0, GENESIS
    bare.save()
    pen = Pen(fund_id=bare.pk, by=borough.finance, at=noon(MONDAY))
    assert (pen.fund.id, dict(pen.accounts)) == (bare.pk, {})


@pytest.mark.django_db
@pytest.mark.rule("ISF-RES-2")
def test_an_account_that_was_closed_under_the_pen_takes_nothing() -> None:
    borough, fund = paid()
    before = JournalEntry.objects.count()
    with pytest.raises(AccountClosed), transaction.atomic():
        write_and_close(borough, fund)
    assert JournalEntry.objects.count() == before
    assert LedgerAccount.objects.filter(fund=fund, closed_on=None).exists()


def write_and_close(borough: Borough, fund: Fund) -> None:
    """Take in an entry, and close the account before it is written."""
    shared = (AccountKind.COUNCIL, None)
    with Pen(fund_id=fund.pk, by=borough.finance, at=noon(MONDAY), shared=shared) as pen:
        council, own = pen.shared.find(kind=AccountKind.COUNCIL), pen.accounts[""].id
        moves = (Move(account_id=council, pence=-1), Move(account_id=own, pence=1))
        pen.write(Draft(kind=EntryKind.GRANT, day=MONDAY, key="late", inputs=(), moves=moves))
        LedgerAccount.objects.filter(fund=fund).update(closed_on=MONDAY)
