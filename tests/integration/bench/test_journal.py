"""What the figures are taken from is a true ledger: sound to `verify_ledger`, and it adds up."""

from __future__ import annotations

import pytest

from bench import copies, history
from bench.journal import Journal
from isf.models import Fund
from isf.models.journal import JournalEntry, Posting
from isf.queries import balances, statements, verification
from tests.factories.borough import Borough
from tests.factories.money import MONDAY

# Rows are written while the triggers stand aside, which a test's own transaction does not allow.
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.damages_the_books("no allocation and no bill stands behind rows made in bulk"),
]


def test_a_journal_written_in_bulk_is_sound() -> None:
    journal = Journal()
    fund = journal.grow(postings=2 * history.POSTINGS_A_FUND)
    assert Posting.objects.count() == 2 * history.POSTINGS_A_FUND
    journal.seal()
    report = verification.verify()
    assert report.damages == []
    assert report.entries == 2 * history.WEEKS * 5
    left = history.WEEKS * (history.WEEKLY - 3 * history.BILLED)
    assert balances.fund_balance(fund=fund).available_pence == left
    last = statements.get(fund=fund, month=history.FIRST.replace(day=28), on=MONDAY)
    assert last.closing_pence == balances.fund_posted_on(fund=fund, day=last.last_on)


def test_a_journal_grows_from_where_it_stands() -> None:
    journal = Journal()
    journal.grow(postings=history.POSTINGS_A_FUND)
    before = set(JournalEntry.objects.values_list("hash", flat=True))
    journal.grow(postings=2 * history.POSTINGS_A_FUND)
    assert journal.funds == 2
    assert before < set(JournalEntry.objects.values_list("hash", flat=True))
    assert verification.verify().is_sound


def test_a_copied_fund_is_another_persons_with_the_same_terms() -> None:
    borough = Borough()
    fund = borough.open_fund()
    ((copied, other),) = copies.of(fund=fund, count=2)
    found = Fund.objects.select_related("deployment__budget", "agreement").get(pk=copied.pk)
    assert found.person_id == found.deployment.budget.person_id
    assert len({fund.person_id, found.person_id, other.person_id}) == 3
    assert len({fund.reference, found.reference, other.reference}) == 3
    assert found.agreement.versions.get().fee_rate_bp == fund.agreement.versions.get().fee_rate_bp
    borough.pay(found)
    borough.pay(fund)
    assert balances.fund_balance(fund=found) == balances.fund_balance(fund=fund)
